// Package estimated writes models whose caseload, moves and reviews were estimated from
// records of care, with the uncertainty of each figure and where it comes from
// (docs/methods.md, "A caseload from records"). Everything else is another model's.
//
// The door in is Caseload.Model. No person is in it, nor any count that engine/estimate has
// taken out for publication.
package estimated
