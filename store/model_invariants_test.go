package store_test

import (
	"reflect"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/store"
)

func (m *model) invariants() {
	m.Helper()
	clean(m.T, m.s)
	count := func(query, what string) {
		if err := m.s.Rows(ctx, query, func(r store.Row) error { m.Errorf("%s: %s", what, r.Text(0)); return nil }); err != nil {
			m.Error(err)
		}
	}
	count("SELECT work FROM notices WHERE standing NOT IN ('duplicate', 'removed') GROUP BY work HAVING count(CASE WHEN standing = 'current' THEN 1 END) <> 1", "not one current revision")
	count("SELECT n.key || ' ' || e.uid FROM entries e JOIN notices n ON n.id = e.notice_id GROUP BY n.id, e.uid HAVING count(*) > 1", "one uid twice in a notice")
	ds, err := m.s.Decisions(ctx)
	if err != nil {
		m.Fatal(err)
	}
	notices, err := m.s.Notices(ctx)
	if err != nil {
		m.Fatal(err)
	}
	for _, n := range notices {
		l, _, err := m.s.Load(ctx, n.Key)
		if err != nil {
			m.Fatal(err)
		}
		m.unitsDecided(l, ds)
		m.covered(l)
		machine, _, err := m.s.Machine(ctx, n.Key)
		if err != nil {
			m.Fatal(err)
		}
		if want := m.asRead(l.Doc.Source.SHA256); !reflect.DeepEqual(plainly(machine), plainly(want)) {
			m.Errorf("%s: what was read does not come back", n.Key)
		}
	}
	for i, d := range m.made {
		if !d.undone && d.Kind != decide.KindUnit && d.Kind != decide.KindReopen {
			m.kept(d, ds[i], ds[i+1:])
		}
	}
	m.handedOut()
}

// asRead is the ledger that the edition of that source was read as last.
func (m *model) asRead(source string) *taizhang.Ledger {
	i := slices.IndexFunc(m.editions, func(e edition) bool { return e.sha() == source })
	return m.editions[i].read(m.version[i])
}

// plainly is a ledger but for its key, without the difference between no list and an empty one.
func plainly(l *taizhang.Ledger) string {
	c := *l
	c.Notice.Key = ""
	var b strings.Builder
	if err := export.LedgerJSON(&b, &c); err != nil {
		panic(err)
	}
	return b.String()
}

// shownFor is the key of the notice that a work is read under.
func (m *model) shownFor(work string) string {
	m.Helper()
	source, version := "", ""
	if err := m.s.Rows(ctx, `SELECT n.source, x.extractor FROM notices n JOIN sources x ON x.notice_id = n.id WHERE n.work = $1
		ORDER BY n.standing = 'current'`, func(r store.Row) error { source, version = r.Text(0), r.Text(1); return nil }, work); err != nil {
		m.Fatal(err)
	}
	k, err := m.s.Known(ctx, version, store.Source{Sum: source})
	if err != nil || k[0].Key == "" {
		m.Fatalf("the work %s is not there: %v", work, err)
	}
	return k[0].Key
}

// unchanged reads everything again.
func (m *model) unchanged() {
	before := m.marks()
	for i := range m.editions {
		if v, ok := m.version[i]; ok {
			if out := m.putInto(m.s, reading{i, v}, int64(i+1)); out.Outcome != store.Unchanged {
				m.Errorf("read again by the same version, edition %d is %s", i, out.Outcome)
			}
		}
	}
	if m.marks() != before {
		m.Error("reading everything again changed something")
	}
}

func (m *model) marks() string {
	marks, err := m.s.Marks(ctx)
	if err != nil {
		m.Fatal(err)
	}
	return marks
}

// anyOrder puts what is there in two orders into fresh stores.
func (m *model) anyOrder() {
	var digests []string
	orders := [][]int{nil, m.r.Perm(len(m.editions))}
	for i := range m.editions {
		orders[0] = append(orders[0], i)
	}
	for _, order := range orders {
		s := m.other
		m.wipe(s)
		for _, i := range order {
			if v, ok := m.version[i]; ok {
				m.putInto(s, reading{i, v}, int64(i+1))
			}
		}
		clean(m.T, s)
		digests = append(digests, digest(m.T, s))
	}
	if digests[0] != digests[1] {
		m.Errorf("put in the order %v, the digest is another", orders[1])
	}
}
