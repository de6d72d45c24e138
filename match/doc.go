// Package match says which tasks are the same: an item and a row of one notice
// (Overlaps), and entries of two ledgers, be they revisions of one notice
// (Carry) or plans of different years (Compare).
package match
