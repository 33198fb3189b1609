// Package episodes makes people's timelines of records of care: who was in which currency
// from when to when, one currency at a time, and what in the records does not fit together.
//
// Nothing here reads a file or knows how a record was spelled; scenarios/extract does.
package episodes
