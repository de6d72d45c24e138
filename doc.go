// Package taizhang holds the domain of the task ledger (任务台账): the published
// notice, the entries it hands out, and the evidence for each value.
//
// A type's name tells its stage: a reader makes a [Document], extract makes a
// [Draft] of it, normalize makes a [Ledger], and store keeps ledgers. The flow
// has one direction, so no struct is half filled. This package imports only the
// standard library.
package taizhang
