// Package reports turns results into what people and programs read: the comparison in a
// terminal, the long CSV of facts, the JSON of the same facts, and the list of their items
// in docs/tables.md. The Excel workbook has a room of its own, reports/workbook.
//
// It takes results and the tables they came from, and knows no rule of payment.
package reports
