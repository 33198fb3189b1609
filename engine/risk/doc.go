// Package risk says how far what a contract pays, and what care costs, may come to lie from
// the projection where figures of the model are uncertain.
//
// A Study holds scenarios whose figures follow from what is drawn. What they come to is
// written down once, as a calculation in unrounded numbers (package panel), in which
// scenarios share all that they have in common; the calculation is then worked out for a
// thousand draws after the other. It mirrors package engine line by line but for rounding:
// with nothing uncertain it gives what engine.Run gives, but for the pennies that rounding
// moves (docs/methods.md, "Draws").
//
// What was agreed before the fact stays as agreed in every draw: plans, prices derived from
// packages or from a block, and the care that fixed cost was set up for, are those of the
// model as it stands.
package risk
