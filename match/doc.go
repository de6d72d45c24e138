// Package match says which tasks are the same: an item and a row of one notice
// (Overlaps), and entries of two ledgers, be they revisions of one notice
// (Carry) or plans of different years (Compare).
//
// # How texts are compared
//
// A text is the set of its pairs and triples of characters, across no punctuation. A gram weighs log²(N/n), n
// being how many of a ledger's N entries have it, and a tenth of that inside words that plans are made of
// (`seeds/fillers.tsv`): a long ledger shows by itself what is common in it, a short one cannot. Two texts are
// as alike as the weight they share, of the weight of both (Dice). Each text is compared with the few that
// share most by its rarest grams, so the work grows with the ledgers.
//
//   - `Overlaps`: items and rows of one notice that say the same.
//   - `Carry`: entries of two ledgers, one to one. Texts that are the same first, the parents and neighbours
//     deciding among repeats; then the most alike down to a threshold, except what is as much like a third
//     entry; then sections by their entries. It would rather not carry than carry wrongly.
//   - `Compare`: `Carry`'s joins, then slight likeness: a task points at the one it is by far most like (1.5
//     times the next), if the likeness is beyond chance (it falls with the root of the text's length); several
//     that point at one are its parts, if each has something of it that the others have not. Verdicts follow
//     from the pairs; lineage comes in as a function. The diff is by characters, with shreds between changes
//     and changes inside a verb made whole.
package match
