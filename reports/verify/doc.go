// Package verify checks that a result is what running it again gives.
//
// A workbook of results holds what its run read and was asked, on the sheet Record. Verify
// repeats the run from there, writes the workbook again in memory, and compares every cell of
// every sheet with the file: value, type and formula. What a spreadsheet does to a file that
// it only opens and saves again makes no difference; any other change is named with its sheet
// and cell, what it was and what it is, and for inputs what it comes to.
//
// A file that proves consistent in itself need not be unaltered: whoever can edit a file can
// edit its record and its fingerprint too. Proof takes a fingerprint or a model that was kept
// elsewhere.
package verify
