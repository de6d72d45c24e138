// Package ingest composes the stages, once: one source in, its ledger out.
//
// # One budget
//
// A notice has one budget of time over reading and all stages (`ingest/read.go`), a minute for each of its
// files, since Go can stop nothing that it runs. So a document of more than 256 KB of text or 20,000 places
// in tables goes through the stages in a child as well (`ingest/children.go`, the hidden command
// `stages-child`, which is told the tables and greets with their version), where it is killed. What is
// smaller runs in-process, with no start to pay for; if it should over-run all the same it is `timeout` and
// left to itself, and from then on every document goes to a child, so that no more than one a core can ever
// be left. A run, the page and a worker wait for none of it: the end of the context ends the waiting.
//
// # One notice, several files
//
// The documents are joined into one (`ingest/group.go`), text after text, so that every later stage sees a
// single text with its spans; `Document.Members` says where each file begins, and a file that was joined
// begins a part.
package ingest
