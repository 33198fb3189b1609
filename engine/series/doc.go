// Package series works with published series of money: so much in this year, so much in
// that. It brings them into real terms under every release of a deflator that is held, says
// how they grew, whether a figure that its publisher gave in real terms reproduces and with
// which release, and holds growth of spend against growth of what was allocated
// (docs/methods.md, "Real terms" and "Series of money").
//
// Numbers are exact decimals. A printed number stands for every number that rounds to it,
// so whatever is said to reproduce does so within the rounding of what was printed. Series
// are never spliced: every figure is worked out from amounts of one series.
package series
