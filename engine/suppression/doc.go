// Package suppression is the room of the engine that says which counts of people are not to be
// published: those under five, and as many others as it takes that those cannot be worked out
// from what is (docs/methods.md, "Counts under five").
//
// The door in is Suppress. It takes counts and the sums of them that are published with them,
// and takes for granted that a reader knows which counts and sums are published, how they add
// up, that counts are whole numbers, and that nothing that is hidden is nought.
//
// Like all of the engine it is pure: no files, no clock, no global state.
package suppression
