package store

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"slices"

	"github.com/taizhang/taizhang"
)

// prints are hashes of what the entries of a notice say — folded, and without
// their numbers — sorted, each once: notices that say the same have the same,
// whatever page they were published on.
type fingerprints []uint64

// sketchSize is how many of the smallest prints stand in the table by which
// notices find each other: of two that share nine tenths of their prints one in
// 300 is missed, of two that share all none.
const sketchSize = 4

// fewPrints: of notices with fewer no two share nine tenths of their prints unless
// all. Such are looked up by all they say, as most of what small notices say may be
// said by thousands of others.
const fewPrints = 9

// shortRunes: what says less than this is said by many notices (按时报送总结). Its
// print sorts last, so that it is in a sketch only where there is nothing better.
const shortRunes = 24

// nearlySame is the share of prints, of all that two notices have, from which
// they are one notice published twice.
const nearlySame = 0.9

// FNV-1a, 64 bits: stable, and one multiplication a byte.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func fingerprintsOf(l *taizhang.Ledger) fingerprints {
	var out fingerprints
	add := func(texts ...string) {
		h, n := uint64(fnvOffset), 0
		for _, s := range texts {
			for _, r := range s {
				switch r {
				case '“', '”', '‘', '’', '＂', '＇', '\'':
					r = '"'
				}
				if r = fold(r); r != 0 {
					h = (h ^ uint64(r)) * fnvPrime
					n++
				}
			}
			h = (h ^ 0x1f) * fnvPrime
		}
		if h >>= 1; n > 0 && n < shortRunes {
			h |= 1 << 63
		}
		if n > 0 {
			out = append(out, h)
		}
	}
	for i := range l.Nodes {
		add(l.Nodes[i].Title, l.Nodes[i].Text)
	}
	for i := range l.Tables {
		for _, r := range l.Tables[i].Rows {
			cells := make([]string, len(r.Cells))
			for j, c := range r.Cells {
				cells[j] = c.Text
			}
			add(cells...)
		}
	}
	if len(out) == 0 {
		add(l.Text())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// share is the part of all prints of two notices that both have, 0…1.
func (p fingerprints) share(q fingerprints) float64 {
	both, i := 0, 0
	for _, h := range p {
		for i < len(q) && q[i] < h {
			i++
		}
		if i < len(q) && q[i] == h {
			both++
		}
	}
	if all := len(p) + len(q) - both; all > 0 {
		return float64(both) / float64(all)
	}
	return 0
}

func (p fingerprints) String() string {
	b := make([]byte, 0, 8*len(p))
	for _, h := range p {
		b = binary.BigEndian.AppendUint64(b, h)
	}
	return base64.RawStdEncoding.EncodeToString(b)
}

func parseFingerprints(s string) (fingerprints, error) {
	b, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil {
		return nil, err
	}
	p := make(fingerprints, len(b)/8)
	for i := range p {
		p[i] = binary.BigEndian.Uint64(b[8*i:])
	}
	return p, nil
}

var (
	printColumns  = []string{"notice_id", "hashes"}
	sketchColumns = []string{"hash", "notice_id"}
)

// replaceFingerprints stores the prints of a notice in place of those it had.
func replaceFingerprints(ctx context.Context, tx Tx, id int64, p fingerprints) error {
	old, err := storedFingerprints(ctx, tx, id)
	if err != nil || slices.Equal(old, p) {
		return err
	}
	for _, h := range old.sketch() {
		if err := tx.Exec(ctx, "DELETE FROM sketches WHERE hash = $1 AND notice_id = $2", h, id); err != nil {
			return err
		}
	}
	if err := tx.Exec(ctx, "UPDATE prints SET hashes = $1 WHERE notice_id = $2", p.String(), id); err != nil {
		return err
	}
	var values []any
	for _, h := range p.sketch() {
		values = append(values, h, id)
	}
	return tx.Bulk(ctx, "sketches", sketchColumns, values)
}

func (p fingerprints) sketch() []int64 {
	if len(p) < fewPrints {
		return nil
	}
	var out []int64
	for _, h := range p[:min(len(p), sketchSize)] {
		out = append(out, int64(h))
	}
	return out
}

// storedFingerprints returns the prints of a stored notice.
func storedFingerprints(ctx context.Context, tx Tx, id int64) (p fingerprints, err error) {
	err = tx.Query(ctx, "SELECT hashes FROM prints WHERE notice_id = $1", func(r Row) error {
		var err error
		p, err = parseFingerprints(r.Text(0))
		return err
	}, id)
	return p, err
}

// alike returns the notices that may say the same as h, which has these prints: those
// that share several of the smallest with it, or all that are few. Those that have not
// joined the others yet are none, nor are those of the work but.
func alike(ctx context.Context, tx Tx, h metadata, p fingerprints, but string) ([]metadata, error) {
	where, args := "id IN (SELECT notice_id FROM prints WHERE hashes = $1 AND length(hashes) < 96) AND id <> $2 AND work NOT IN ('', $3)", []any{p.String(), h.id, but}
	if s := p.sketch(); s != nil { // the length is that of the index
		where = "id IN (SELECT notice_id FROM sketches WHERE hash IN ($1, $2, $3, $4) GROUP BY notice_id HAVING count(*) > 1) AND id <> $5 AND work NOT IN ('', $6)"
		args = []any{s[0], s[1], s[2], s[3], h.id, but}
	}
	if w, ok := tx.(*writing); !ok || !w.lined {
		return metadataWhere(ctx, tx, where, args...)
	}
	var some []int64 // many notices say the same little, and print other things of themselves
	err := tx.Query(ctx, "SELECT id, work, doc_number, issuer, title, coalesce(plan_year, 0) FROM notices WHERE "+where+" ORDER BY id", func(r Row) error {
		if mayBe(h, metadata{work: r.Text(1), docNumber: r.Text(2), issuer: r.Text(3), title: r.Text(4), year: r.Int(5)}) {
			some = append(some, r.Int(0))
		}
		return nil
	}, args...)
	var out []metadata
	for _, id := range some {
		if err == nil {
			var n metadata
			n, err = metadataOf(ctx, tx, id)
			out = append(out, n)
		}
	}
	return out, err
}
