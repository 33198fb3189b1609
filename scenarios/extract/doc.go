// Package extract reads extracts of records of care: CSV in any of the spellings that
// systems write, compressed or not, and workbooks. It maps their columns and codes to
// Parity's, and prices the records as it reads them.
//
// A file is cut into blocks at the ends of records (blocks.go). Workers take blocks in turn;
// lines without surprises go down a fast lane that looks at eight bytes at a time
// (fastlane.go), everything else down a slow lane that is exact and says what is wrong
// (slowlane.go). What comes out does not depend on the number of workers or the size of
// blocks. A record that cannot be priced becomes an exception with its line and the reason,
// and never its content.
package extract
