// Package clusterscores is the room of the scenarios in which extracts of scores of the Mental
// Health Clustering Tool are read, person by person, and held to a rating grid.
//
// The door in is NewReader, which reads a header and gives Faults where it will not do; Compare
// then runs through the records and gives what they come to. Records that cannot be read are
// named by line, column and reason. What they hold is not repeated, as it may be of a person.
package clusterscores
