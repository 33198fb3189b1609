// Package backtest holds what was projected beside what happened: how far a projection was off,
// whether it was nearer than forecasts that need no model, and how often its intervals held what
// came (docs/methods.md, "Backtest").
//
// A Count is what records say of people in one place or in several together. Naive makes the
// forecasts of it that anybody could have made on the day the projection begins. A Cell is one
// month of one figure, projected and happened, and Score says what cells come to.
//
// Like all of the engine it is pure: no files, no clock, no global state.
package backtest
