package handoff

import (
	"encoding/json"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/temp"
)

// Collation makes the books of a round out of ledgers that it is given one after the other,
// with one book in memory at a time: what is handed out waits in a temporary file. See [Books].
type Collation struct {
	round   taizhang.Round
	members func(string) []string
	known   reports
	given   temp.Buffer
	books   map[string]*drawer
	whole   map[string]bool // organs whose book is a 总册
	order   []string        // organs
	files   []string        // the books' names, in that order
}

// drawer is where the hand-outs of an organ lie, in the order in which they came.
type drawer []struct {
	at   int64
	size int32
}

// NewCollation begins a round. Members and known are as for [Books].
func NewCollation(round taizhang.Round, members func(unit string) []string, known []taizhang.Progress) *Collation {
	return &Collation{round: round, members: members, known: carry(known), books: map[string]*drawer{}, whole: map[string]bool{}}
}

// Len is how many books there are.
func (c *Collation) Len() int { return len(c.order) }

// Discard removes what is kept outside of memory.
func (c *Collation) Discard() error { return c.given.Discard() }

func (c *Collation) open(organ string) *drawer {
	d := c.books[organ]
	if d == nil {
		d = &drawer{}
		c.books[organ] = d
		c.order = append(c.order, organ)
	}
	return d
}

func (c *Collation) keep(organ string, h *taizhang.Handout) error {
	b, err := json.Marshal(h)
	if err != nil {
		return err
	}
	d := c.open(organ)
	*d = append(*d, drawer{{c.given.Size(), int32(len(b))}}...)
	_, err = c.given.Write(b)
	return err
}

// Book returns a book of those that there are after the last ledger.
func (c *Collation) Book(i int) (*Book, error) {
	if len(c.files) != len(c.order) {
		c.files = nil
		names := fileNames{}
		for _, organ := range c.order {
			c.files = append(c.files, names.take(organ, c.whole[organ]))
		}
	}
	b := &Book{Round: c.round, Organ: c.order[i]}
	var record []byte
	for _, p := range *c.books[b.Organ] {
		record = append(record[:0], make([]byte, p.size)...)
		if _, err := c.given.ReadAt(record, p.at); err != nil {
			return nil, err
		}
		var h taizhang.Handout
		if err := json.Unmarshal(record, &h); err != nil {
			return nil, err
		}
		b.Handouts = append(b.Handouts, h)
	}
	c.finish(b, c.files[i])
	return b, nil
}
