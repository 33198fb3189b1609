// Package draws is the room of the engine in which uncertain figures live: it turns an
// interval somebody gives into a distribution, and a place in a run into a number drawn
// from it (docs/methods.md, "Uncertain figures").
//
// The door in is From, which takes a family and an 80% prediction interval and gives a
// Distribution, or a *Refusal that says why the family cannot hold the interval; NewDirichlet
// does the same for shares of a whole. The door out is Address: the k-th uniform number of a
// parameter, which depends on the seed, the parameter and k and on nothing else. A draw is
// Distribution.Quantile(Address.Uniform(k)).
//
// Like all of the engine it is pure: no files, no clock, no global state.
package draws
