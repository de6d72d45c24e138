// Package decide lays what people decided over a ledger. [Apply] is a pure function: the
// ledger that was read stays as it was, and the [Outcome] keeps what was read where the
// new one differs, so that a stored ledger can be led back with [AsRead].
//
// Each kind of decision is one file, behind the interface kind: what it says, what it needs,
// when two settle the same thing, and what it changes. To add one, write its file, give it a
// line in kinds and a row in docs/review.md.
//
// A decision holds on by the uid of a task, the digest of what the task said, and a quotation
// with what stands before and after it, never by a span or a printed number. Where the text
// changed it is applied and reported, or not applied and reported, as its kind says.
//
// [Builder] makes decisions of what a person says, for the command and the page alike.
package decide
