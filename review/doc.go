// Package review is the local page on which a person checks the ledger against
// its source: the text as published beside what was read of it, every doubt with
// what settles it. It is rendered on the server, works without a script, and knows
// neither the database nor the stages: it asks an [office.Office].
//
// # How it is made
//
// `review` renders pages on the server from the ledgers and decisions of an `office.Office`, which reads, decides,
// hands out and collects as for the commands. Lists and pictures come from an index in memory, some 2 KB a task, begun with the page; a
// notice is read again when its digest changed, so what another program writes shows at once. It is loaded for
// all who wait, once, to the end, even when whoever asked first has left.
//
// The source is painted (`review/source.go`): each byte of the text gets the entry that owns it and what it
// became within, and blocks are cut where the paint changes. Both panes are cut into chunks of 40 blocks or
// entries that the browser lays out when they come into view, long tables too, so a notice of 5,000 tasks
// opens at once. One script adds keys and forms in place to pages that are whole without it.
//
// A picture (`review/crosstab.go`) asks the facets themselves: a row is the view narrowed to an organ, a cell
// that narrowed to a column's values, and each counts what its address would list; a test follows every
// number. What organs reported comes with the tasks' statuses from handoff's roll-up, which office keeps
// (`office/overview.go`) until `Store.ReportsDigest` says that something came in.
//
// The office knows no words: a command says what came of it in its own, the page in Chinese. Files
// come part by part onto the disk (`review/upload.go`); readings and collections are jobs of the server
// (`review/jobs.go`), one at a time, that `Server.Close` stops, with hand-outs and exports; `Server.Wait`
// waits until every request has put away its files. What is sent as a file is made in full first, so that an
// error is a page, and nobody who writes waits for a slow browser.
//
// A form carries the digest of the entry as it was shown, or the decisions in force on a mention;
// `Store.DecideAll` compares them in its transaction, so that of two reviewers the second is told.
// `review/guard.go` lets in what has the token and comes from this host and origin; a Content-Security-Policy
// allows the page's own script and style sheet, and neither inline.
package review
