package store

import (
	"encoding/binary"
	"hash"
	"math"
	"slices"
	"strings"
)

// record is the rows of one table that a notice has, flat, as [Tx].Bulk wants
// them. Keys in it count from the start of the notice until rebase.
type record struct {
	table   string
	columns []string
	use     []use
	values  []any
	base    int64 // the key of the notice that keys in it count from; 0: they are places
}

// use says what a column is to a notice.
type use byte

const (
	content  use = iota
	key          // a key: its place in the notice, or nil
	notice       // the notice's own key
	runValue     // of the run that stored it: no content, in no digest
	added        // by a later schema: where it is null the digest is as before
)

// newRecord reads its columns from a list in which + marks a key, * the
// notice's key, ! a value of the run and ? one that a later schema added.
func newRecord(table, columns string) record {
	r := record{table: table, columns: strings.Fields(columns)}
	r.use = make([]use, len(r.columns))
	for i, c := range r.columns {
		r.use[i] = use(max(0, strings.IndexByte(" +*!?", c[len(c)-1])))
		r.columns[i] = strings.TrimRight(c, "+*!?")
	}
	return r
}

// reserve makes room for so many rows more.
func (r *record) reserve(rows int) { r.values = slices.Grow(r.values, rows*len(r.use)) }

func (r *record) add(values ...any) { r.values = append(r.values, values...) }

// hash writes the content of r, each value with its type and length, so that no
// two contents write the same bytes. It goes through b, which it returns for the next.
func (r *record) hash(h hash.Hash, b []byte) []byte {
	b = append(b[:0], r.table...)
	values := len(r.values)
	for i, v := range r.values {
		if v == nil && r.use[i%len(r.use)] == added {
			values--
		}
	}
	b = binary.AppendUvarint(b, uint64(values))
	for i, v := range r.values {
		if u := r.use[i%len(r.use)]; u == notice || u == runValue || u == added && v == nil {
			continue
		}
		switch v := v.(type) {
		case nil:
			b = append(b, 'n')
		case int64:
			b = binary.AppendVarint(append(b, 'i'), v)
		case float64:
			b = binary.BigEndian.AppendUint64(append(b, 'f'), math.Float64bits(v))
		case string:
			b = binary.AppendUvarint(append(b, 's'), uint64(len(v)))
			b = append(b, v...)
		}
		if len(b) > 1<<15 {
			h.Write(b)
			b = b[:0]
		}
	}
	h.Write(b)
	return b
}

// rebase turns the places in the notice, or the keys that a transaction before this one
// gave them, into keys of the database.
func (r *record) rebase(noticeID int64) {
	shift := (noticeID - r.base) << keyBits
	r.base = noticeID
	for i := range r.use {
		switch r.use[i] {
		case key:
			for j := i; j < len(r.values); j += len(r.use) {
				if n, ok := r.values[j].(int64); ok {
					r.values[j] = n + shift
				}
			}
		case notice:
			for j := i; j < len(r.values); j += len(r.use) {
				r.values[j] = noticeID
			}
		}
	}
}

// keyBits is how many bits of a key count within a notice: 16 million entries.
const keyBits = 24
