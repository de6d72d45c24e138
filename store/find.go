package store

import (
	"context"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Query says what to find; what is empty or zero does not matter. A hit holds
// every word of Words, and meets every filter. Year is the notice's; the other
// filters are of tasks, so with one of them no section and no other row is found.
type Query struct {
	Words  string // one character or more each, found anywhere in a title, text, cell or unit
	Unit   string // part of a unit's or organ's full name, or of its name as printed
	Role   taizhang.Role
	Year   int
	Kind   taizhang.DeadlineKind
	Before taizhang.Date // due earlier than that day
	Limit  int           // how many hits at most
}

// Hit is an entry that was found, with the first word found in its context.
type Hit struct {
	Notice, NoticeTitle, DocNumber string
	Year                           int // of the notice's plan; 0 when not known
	ID, UID, Kind, Number          string
	Text                           string // what is to be done; of a section without any, its title
	Before, Match, After           string // a stretch of text around the match, as stored; empty without words
	Assignments                    []taizhang.Assignment
	Deadlines                      []taizhang.Deadline // raw, kind and due
}

// Find returns what q asks for, notices of later years first, then by their
// keys, and each in reading order; more says that there are further hits.
// Width, case, white space and the shape of dashes and brackets don't matter.
// A query that asks for nothing finds nothing.
func (s *Store) Find(ctx context.Context, q Query) (hits []Hit, more bool, err error) {
	f := newFinder(ctx, q)
	if q.Limit <= 0 || len(f.words) == 0 && !f.tasks && q.Year == 0 {
		return nil, false, nil
	}
	err = s.read(ctx, func(tx Tx) error {
		f.db, f.tx = s.db, tx
		return f.run()
	})
	if len(f.hits) > q.Limit {
		return f.hits[:q.Limit], true, err
	}
	return f.hits, false, err
}

// finder is one run of Find, until there is a hit more than asked for.
type finder struct {
	ctx   context.Context
	db    database
	tx    Tx
	q     Query
	words [][]rune // folded
	unit  []rune
	tasks bool // only tasks
	hits  []Hit
}

func newFinder(ctx context.Context, q Query) *finder {
	f := &finder{ctx: ctx, q: q}
	for _, w := range strings.Fields(q.Words) {
		if r, _ := foldText(w); len(r) > 0 {
			f.words = append(f.words, r)
		}
	}
	f.unit, _ = foldText(q.Unit)
	f.tasks = len(f.unit) > 0 || q.Role != "" || q.Kind != "" || q.Before != ""
	return f
}

func (f *finder) run() error {
	terms := slices.Clone(f.words)
	if len(f.unit) > 0 {
		terms = append(terms, f.unit)
	}
	var buckets map[int64][]keySpan // by notice; nil: all of all notices
	if len(terms) > 0 {
		var err error
		if buckets, err = f.buckets(terms); err != nil || len(buckets) == 0 {
			return err
		}
	}
	var spans []keySpan
	notices := f.notices()
	err := f.tx.Query(f.ctx, notices.sql.String(), func(r Row) error {
		if id := r.Int(0); buckets != nil {
			spans = append(spans, buckets[id]...)
		} else {
			from, to := keyRange(id)
			spans = append(spans, keySpan{from, to})
		}
		return nil
	}, notices.args...)
	entries := f.entries()
	sql := entries.sql.String()
	for _, s := range spans {
		if err != nil || len(f.hits) > f.q.Limit {
			break
		}
		entries.args[0], entries.args[1] = s.from, s.to
		err = f.look(sql, entries.args)
	}
	return err
}

// keySpan is the keys of entries from from to before to.
type keySpan struct{ from, to int64 }

// buckets returns where words may stand, by notice: neighbours are one span.
func (f *finder) buckets(words [][]rune) (map[int64][]keySpan, error) {
	out := make(map[int64][]keySpan)
	err := f.db.findBuckets(f.ctx, f.tx, words, func(bucket int64) {
		from, to := bucket<<bucketBits, (bucket+1)<<bucketBits
		id := from >> keyBits
		if spans := out[id]; len(spans) > 0 && spans[len(spans)-1].to == from {
			spans[len(spans)-1].to = to
		} else {
			out[id] = append(spans, keySpan{from, to})
		}
	})
	return out, err
}

// look adds the entries of a statement that are hits.
func (f *finder) look(sql string, args []any) error {
	var ids []int64
	err := f.tx.Query(f.ctx, sql, func(r Row) error { ids = append(ids, r.Int(0)); return nil }, args...)
	for _, id := range ids {
		if err != nil || len(f.hits) > f.q.Limit {
			break
		}
		var c *candidate
		if c, err = f.entry(id); err == nil && c.complete(f.words) && c.assigned(f.unit, f.q.Role) {
			f.hits = append(f.hits, c.Hit)
		}
	}
	return err
}

// entry returns an entry with all that it is found by.
func (f *finder) entry(id int64) (*candidate, error) {
	c := &candidate{}
	for _, part := range []struct {
		query string
		add   func(Row)
	}{{sqlFindEntry, c.addEntry}, {sqlFindCells, c.addCell}, {sqlFindAssignments, c.addAssignment}, {sqlFindDeadlines, c.addDeadline}} {
		if err := f.tx.Query(f.ctx, part.query, func(r Row) error { part.add(r); return nil }, id); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *candidate) addEntry(r Row) {
	c.Notice, c.NoticeTitle, c.DocNumber, c.Year = r.Text(0), r.Text(1), r.Text(2), int(r.Int(3))
	c.NoticeTitle = taizhang.Called(c.NoticeTitle, r.Text(11))
	c.ID, c.UID, c.Kind, c.Number = r.Text(4), r.Text(5), r.Text(6), r.Text(7)
	c.texts = []string{r.Text(8), r.Text(9), r.Text(10)}
	if c.Text = c.texts[0]; c.Text == "" {
		c.Text = c.texts[1]
	}
}

func (c *candidate) addCell(r Row) { c.texts = append(c.texts, r.Text(0)) }

func (c *candidate) addAssignment(r Row) {
	a := taizhang.Assignment{Mention: r.Text(0), Unit: r.Text(1), Organ: r.Text(2), Role: taizhang.Role(r.Text(3))}
	c.Assignments = append(c.Assignments, a)
	c.texts = append(c.texts, a.Mention, a.Unit, a.Organ)
}

func (c *candidate) addDeadline(r Row) {
	c.Deadlines = append(c.Deadlines, taizhang.Deadline{Raw: r.Text(0), Kind: taizhang.DeadlineKind(r.Text(1)), Due: taizhang.Date(r.Text(2))})
}
