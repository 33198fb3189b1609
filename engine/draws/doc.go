// Package draws is the room of the engine in which uncertain figures live: it turns an
// interval somebody gives into a distribution, and a place in a run into a number drawn
// from it (docs/methods.md, "Uncertain figures" and "Draws").
//
// The door in is From, which takes a family and an 80% prediction interval and gives a
// Distribution, or a *Refusal that says why the family cannot hold the interval; NewDirichlet
// does the same for shares of a whole. An Address gives the k-th uniform number of a
// parameter, which depends on the seed, the parameter and k and on nothing else; a draw is
// Distribution.Quantile(Address.Uniform(k)).
//
// The door out is Sampler, which draws all parameters for a range of k at once, those of a
// group together and groups as they are correlated. A Stream is for chance itself: how many
// come, and who of them moves on.
//
// Like all of the engine it is pure: no files, no clock, no global state.
package draws
