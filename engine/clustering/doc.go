// Package clustering is the room of the engine in which people's scores of the Mental Health
// Clustering Tool are held to a rating grid: which care cluster is closest, which comes next,
// which rule keeps a cluster out, and how far that agrees with the cluster a clinician
// recorded (docs/methods.md, "Clustering from scores").
//
// The door in is NewGrid, which takes the rows of a grid; Grid.Suggest then gives the
// Suggestion for one person's Scores. A Matrix counts recorded clusters against suggested ones
// and an Agreement says what it comes to; Matrix.Published hides of it what would give away
// counts under five.
//
// Like all of the engine it is pure: no files, no clock, no global state.
package clustering
