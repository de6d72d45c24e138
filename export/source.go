package export

import "github.com/taizhang/taizhang"

// Input is a ledger to export. UIDs maps the ids of its entries to the uids the
// store gave them; nil when it was never stored.
type Input struct {
	Ledger *taizhang.Ledger
	UIDs   map[string]string
}

// Source gives the ledgers to export one at a time, so that only one need be in
// memory. A workbook asks for each several times, and must get the same.
type Source interface {
	Len() int
	Load(i int) (Input, error)
}

// Inputs are ledgers that are in memory anyway.
type Inputs []Input

// Len is how many there are.
func (in Inputs) Len() int { return len(in) }

// Load returns one of them.
func (in Inputs) Load(i int) (Input, error) { return in[i], nil }
