// Package panel works one calculation out for many draws at once.
//
// A Calculation is built from Forms: numbers that are certain, or that depend on drawn
// values. What is certain is worked out while it is built and never again; what follows
// from drawn values in a straight line stays one sum, however many steps lead to it; and a
// part that is said twice, by two scenarios for instance, is worked out once. Compile puts
// what is left, as far as the results asked for need it, into an order in which few
// intermediate results are held at a time, and a Machine runs it on panels of draws, each
// step over a whole panel.
//
// Equal input gives equal bits, whatever the panel's place among others.
package panel
