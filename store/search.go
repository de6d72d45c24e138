package store

import (
	"context"
	"slices"
	"strings"
)

// Hit is an entry that a search found, with the first word found in its context.
type Hit struct {
	Notice, ID, UID, Kind string
	Before, Match, After  string // a stretch of the text, as stored, around the match
}

// Search returns at most limit entries that hold every word of words, in order
// of notice and place. A word is one character or more, found anywhere in a
// title, text, cell or unit; width, case, white space and the shape of dashes
// and brackets don't matter.
func (s *Store) Search(ctx context.Context, words string, limit int) ([]Hit, error) {
	var folded [][]rune
	for _, w := range strings.Fields(words) {
		if f, _ := foldText(w); len(f) > 0 {
			folded = append(folded, f)
		}
	}
	if len(folded) == 0 || limit <= 0 {
		return nil, nil
	}
	var hits []Hit
	err := s.read(ctx, func(tx Tx) error {
		found, err := shelvesWith(ctx, tx, matchExpr(folded))
		if err != nil {
			return err
		}
		for _, shelf := range found {
			entries, err := entriesOn(ctx, tx, shelf)
			if err != nil {
				return err
			}
			for _, c := range entries {
				if !c.complete(folded) {
					continue
				}
				if hits = append(hits, c.Hit); len(hits) == limit {
					return nil
				}
			}
		}
		return nil
	})
	return hits, err
}

// shelvesWith returns the shelves that have all terms, maybe in several entries,
// in order of notice and place.
func shelvesWith(ctx context.Context, tx Tx, expr string) ([]int64, error) {
	const query = `SELECT search.rowid FROM search JOIN notices n ON n.id = search.rowid >> 20
		WHERE search MATCH $1 ORDER BY n.key, search.rowid`
	var out []int64
	err := tx.Query(ctx, query, func(r Row) error { out = append(out, r.Int(0)); return nil }, expr)
	return out, err
}

// candidate is an entry with all the texts that it is found by.
type candidate struct {
	Hit
	texts []string
}

// entriesOn returns the entries on a shelf in order.
func entriesOn(ctx context.Context, tx Tx, shelf int64) ([]*candidate, error) {
	const entries = `SELECT e.id, n.key, e.eid, e.uid, e.kind, e.text, d.title, d.unit FROM entries e
		JOIN notices n ON n.id = e.notice_id LEFT JOIN nodes d ON d.entry_id = e.id WHERE e.id >= $1 AND e.id < $2 ORDER BY e.id`
	const cells = `SELECT entry_id, text FROM cells WHERE entry_id >= $1 AND entry_id < $2 ORDER BY entry_id, ord`
	const units = `SELECT a.entry_id, a.mention, u.name, u.organ FROM assignments a JOIN units u ON u.id = a.unit_id
		WHERE a.entry_id >= $1 AND a.entry_id < $2 ORDER BY a.entry_id, a.ord`
	from, to := shelf<<shelfBits, (shelf+1)<<shelfBits
	var out []*candidate
	err := tx.Query(ctx, entries, func(r Row) error {
		for r.Int(0) > from+int64(len(out)) { // none in a sound database
			out = append(out, &candidate{})
		}
		out = append(out, &candidate{Hit{Notice: r.Text(1), ID: r.Text(2), UID: r.Text(3), Kind: r.Text(4)}, []string{r.Text(5), r.Text(6), r.Text(7)}})
		return nil
	}, from, to)
	for _, q := range []string{cells, units} {
		if err != nil {
			break
		}
		err = tx.Query(ctx, q, func(r Row) error {
			if at := int(r.Int(0) - from); at < len(out) {
				for i := 1; i < len(r); i++ {
					out[at].texts = append(out[at].texts, r.Text(i))
				}
			}
			return nil
		}, from, to)
	}
	return out, err
}

// complete reports whether each word stands in one of the texts, and sets the
// stretch around the first word.
func (c *candidate) complete(words [][]rune) bool {
	texts := c.texts
	runes, offsets := make([][]rune, len(texts)), make([][]int, len(texts))
	for i, s := range texts {
		runes[i], offsets[i] = foldText(s)
	}
	for w, word := range words {
		found := false
		for i := range texts {
			at := indexRunes(runes[i], word)
			if at < 0 {
				continue
			}
			if found = true; w == 0 {
				c.quote(texts[i], offsets[i], at, at+len(word))
			}
			break
		}
		if !found {
			return false
		}
	}
	return true
}

// contextRunes is how many characters a hit shows on either side of the match.
const contextRunes = 24

// quote cuts folded runes [from, to) and what stands around them out of text.
func (c *candidate) quote(text string, offsets []int, from, to int) {
	start, end := offsets[max(from-contextRunes, 0)], offsets[min(to+contextRunes, len(offsets)-1)]
	matchEnd := offsets[to-1]
	for i := range text[matchEnd:] { // the end of the last rune that matched
		if i > 0 {
			matchEnd += i
			break
		}
	}
	if matchEnd == offsets[to-1] {
		matchEnd = len(text)
	}
	c.Before, c.Match, c.After = text[start:offsets[from]], text[offsets[from]:matchEnd], text[matchEnd:max(end, matchEnd)]
	if start > 0 {
		c.Before = "…" + c.Before
	}
	if end < len(text) {
		c.After += "…"
	}
}

// foldText folds s, and says at which byte of s each folded rune starts; one
// more offset is the end of s.
func foldText(s string) ([]rune, []int) {
	runes, offsets := make([]rune, 0, len(s)/2), make([]int, 0, len(s)/2+1)
	for i, r := range s {
		if f := fold(r); f != 0 {
			runes, offsets = append(runes, f), append(offsets, i)
		}
	}
	return runes, append(offsets, len(s))
}

func indexRunes(text, word []rune) int {
	for i := 0; i+len(word) <= len(text); i++ {
		if slices.Equal(text[i:i+len(word)], word) {
			return i
		}
	}
	return -1
}
