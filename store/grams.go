package store

import (
	"unicode"
	"unicode/utf8"
)

// fold makes of a rune what a search compares: no white space (0), letters in
// lower case, ASCII letters and digits half as wide, other ASCII full width, so
// that each folded rune is part of a term for FTS5's ascii tokenizer and none
// is a mark of its query language.
func fold(r rune) rune {
	if r >= 0x4E00 && r <= 0x9FFF {
		return r
	}
	if r >= 0xFF01 && r <= 0xFF5E {
		r -= 0xFF01 - '!'
	}
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		return r
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r > ' ' && r < 0x7F:
		switch r {
		case '[':
			r = '('
		case ']':
			r = ')'
		}
		return r + 0xFF01 - '!'
	}
	switch r {
	case '〔', '【':
		return '（'
	case '〕', '】':
		return '）'
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '－'
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', utf8.RuneError:
		return 0
	}
	if unicode.IsSpace(r) || unicode.IsControl(r) {
		return 0
	}
	return unicode.ToLower(r)
}

// bucketBits: the index knows an entry by its bucket, 16 neighbours. They share
// many terms, so that indexing costs less than half of what it would by entry;
// a search looks through the few entries of the buckets it finds.
const bucketBits = 4

// buckets makes the rows of the index: bucket, terms, bucket, terms…
type buckets struct {
	rows  []any
	terms []byte
	seen  pairs
	open  int64 // the bucket that terms is of
}

// add adds what an entry is found by: every pair of neighbours in each of its
// texts, and each text's last rune alone, so that every rune starts a term.
// Entries come in order; a term comes once a bucket.
func (x *buckets) add(entry int64, texts []string) {
	if bucket := entry >> bucketBits; bucket != x.open {
		x.flush()
		x.open = bucket
	}
	for _, s := range texts {
		var last rune
		for _, r := range s {
			if r = fold(r); r == 0 {
				continue
			}
			if last != 0 && x.seen.add(last, r) {
				x.terms = utf8.AppendRune(utf8.AppendRune(x.terms, last), r)
				x.terms = append(x.terms, ' ')
			}
			last = r
		}
		if last != 0 && x.seen.add(last, 0) {
			x.terms = append(utf8.AppendRune(x.terms, last), ' ')
		}
	}
}

// flush ends a bucket.
func (x *buckets) flush() {
	if len(x.terms) > 0 {
		x.rows = append(x.rows, x.open, string(x.terms))
	}
	x.terms = x.terms[:0]
	x.seen.clear()
}

// end ends the last bucket, and lets go of what it took to make them.
func (x *buckets) end() {
	x.flush()
	x.terms, x.seen = nil, pairs{}
}

// pairs is a set of pairs of runes: open addressing, and emptied by counting
// on, as a map of Go takes five times as long. That is felt at 20,000 pairs a
// notice. It grows with the pairs in it, not with the text they come from.
type pairs struct {
	slots []uint64 // round<<42 | pair
	round uint64
	used  int
}

// grow makes room for as many again.
func (p *pairs) grow() {
	old := p.slots
	p.slots, p.used = make([]uint64, max(1<<12, 4*len(old))), 0
	if p.round == 0 {
		p.round = 1
	}
	for _, v := range old {
		if v>>42 == p.round {
			p.insert(v)
		}
	}
}

func (p *pairs) clear() {
	p.used = 0
	if p.round++; p.round>>22 > 0 { // the counter is full
		*p = pairs{}
	}
}

// add reports whether the pair is new.
func (p *pairs) add(a, b rune) bool {
	if 2*p.used >= len(p.slots) {
		p.grow()
	}
	return p.insert(p.round<<42 | uint64(a)<<21 | uint64(b))
}

func (p *pairs) insert(v uint64) bool {
	mask := uint64(len(p.slots) - 1)
	for i := v * 0x9E3779B97F4A7C15 >> 32 & mask; ; i = (i + 1) & mask {
		switch s := p.slots[i]; {
		case s == v:
			return false
		case s>>42 != p.round:
			p.slots[i] = v
			p.used++
			return true
		}
	}
}
