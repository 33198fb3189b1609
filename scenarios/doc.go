// Package scenarios holds models and scenarios as tables: what a table may say (Schema),
// how tables are read from a folder of CSV files or an Excel workbook and written back,
// and how a model is checked before anything is worked out from it.
//
// A cell is text in canonical form: a number without thousands commas or a pound sign, a
// month as 2025-04, a share as a fraction. Every reader and every change puts cells into
// that form, so the rest of the program reads one spelling only.
package scenarios
