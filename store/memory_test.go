package store

import (
	"strings"
	"testing"
)

// TestIndexMemory: what it takes to index an entry grows with what differs in it, not with
// how long it is.
func TestIndexMemory(t *testing.T) {
	var x buckets
	x.add(1, []string{strings.Repeat("省教育厅", 1<<20)})
	if n := len(x.seen.slots); n > 1<<12 {
		t.Errorf("%d slots for 5 pairs of characters", n)
	}
	if x.end(); len(x.rows) != 2 || x.rows[1] != "省教 教育 育厅 厅省 厅 " {
		t.Errorf("%q", x.rows)
	}
	many := make([]rune, 0, 20_000)
	for i := range 10_000 {
		many = append(many, rune(0x4E00+i), '省')
	}
	x = buckets{}
	x.add(1, []string{string(many)})
	x.end()
	if terms := strings.Fields(x.rows[1].(string)); len(terms) != 20_000 {
		t.Errorf("%d terms, want 20,000", len(terms))
	}
}
