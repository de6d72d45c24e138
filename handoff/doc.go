// Package handoff makes the workbooks that go out to departments, reads them when
// they come back, and merges what they say.
//
//	ledgers ─Books─▶ Book ─Write─▶ workbook ⇢ department ⇢ workbook ─Read─▶ Return ─Merge─▶ Merged ─store
//
// Nothing in it knows a clock, a database or the names of units: what it needs of
// those it is given.
//
// # How it is made
//
// `handoff.Collation` (`Books` where all may be in memory) turns ledgers into one book an organ, `Book.Write` a book into a workbook, on a template
// where there is one; both know neither clock nor database (handoff.md). A row's hidden key names round, task,
// organ and a checksum over what was given. excelize writes it cell by cell, so that rows can grow; more than
// 5,000 tasks are streamed. The ZIP is export's, so that the same book is the same bytes.
package handoff
