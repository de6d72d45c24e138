package store_test

import (
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

func TestCheckFinds(t *testing.T) { onBoth(t, testCheckFinds) }

func testCheckFinds(t *testing.T, on engine) {
	for name, c := range map[string]struct{ sql, says string }{
		"text":        {"UPDATE entries SET text = '别的' WHERE eid = 'plan/1/2'", "cut out"},
		"cell":        {"UPDATE cells SET text = '别的' WHERE text = '条例'", "cut out"},
		"mention":     {"UPDATE assignments SET mention = '别的' WHERE mention = '省版权局'", "cut out"},
		"raw":         {"UPDATE deadlines SET raw = '别的' WHERE raw = '2017年'", "cut out"},
		"target":      {"UPDATE targets SET raw = '别的' WHERE raw = '5'", "cut out"},
		"field":       {"UPDATE fields SET raw = '别的'", "cut out"},
		"out of text": {"UPDATE blocks SET spans = '[[0,99999]]' WHERE ord = 1", "not in order within"},
		"order":       {"UPDATE findings SET spans = '[[9,10],[3,4]]' WHERE ord = 2", "not in order within"},
		"no spans":    {"UPDATE nodes SET title_spans = 'x' WHERE parent_id IS NULL", "can't be loaded"},
		"a date":      {"UPDATE deadlines SET due = '2018-01-01' WHERE due IS NOT NULL", "digest"},
		"a unit":      {"UPDATE units SET organ = '别的' WHERE name = '四川省版权局'", "digest"},
		"foreign key": {"DELETE FROM parts", "not there"},
		"index":       {"DELETE FROM search", "not indexed"},
		"stray index": {on.stray, "indexed that there are not"},
		"no current":  {"UPDATE notices SET standing = 'superseded'", "stands as superseded under this key"},
		"no original": {"UPDATE notices SET same_as = 1", "stands as current, and repeats notice 1"},
		"sketch":      {"DELETE FROM sketches", "sketches: are not those"},
		"lost source": {"INSERT INTO run_sources (run_id, ord, name, source, status, notice, millis, error, message) VALUES (1, 0, 'x', 'ab', 'added', '', 0, '', '')",
			"says that x is stored"},
		"other index": {"UPDATE entries SET text = '' WHERE eid = 'plan/1/2'", "not indexed as they read"},
	} {
		s := on.open(t)
		put(t, s, rich("k"), "1", store.Added)
		if name == "sketch" { // which only what says much has
			put(t, s, large(t, "l"), "1", store.Added)
		}
		for _, q := range on.unguarded {
			exec(t, s, strings.Replace(q, "%s", c.sql, 1))
		}
		faults, err := s.Check(ctx)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		found := false
		for _, f := range faults {
			found = found || strings.Contains(f.String(), c.says)
		}
		if !found {
			t.Errorf("%s: %q says nothing of %q", name, faults, c.says)
		}
	}
}

// A ledger whose values are not what their spans cut out is stored, and found.
func TestCheckOfWhatWasPut(t *testing.T) { onBoth(t, testCheckOfWhatWasPut) }

func testCheckOfWhatWasPut(t *testing.T, on engine) {
	s, l := on.open(t), rich("k")
	l.Nodes[1].Text += "!"
	l.Parts[0].Spans = taizhang.Of(5, 5)
	put(t, s, l, "1", store.Added)
	faults, err := s.Check(ctx)
	if err != nil || len(faults) != 2 {
		t.Errorf("%v, %v", faults, err)
	}
}
