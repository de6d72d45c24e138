package handoff

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// 200 workbooks with known edits, conflicts and damage: nothing wrong, nothing lost,
// every conflict listed.
func TestReturns(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := generate(t, seed, 200)
			w.broken()
			returns := w.read()
			m := Merge(w.given(), w.present, returns, w.options())
			w.check(m)
			t.Logf("%d workbooks, %d tasks: %d cells taken, %d conflicts, %d missing, %d children", len(w.files), len(w.given()),
				len(m.Progress), len(m.Conflicts), len(m.Missing), len(m.Children))
		})
	}
}

func TestMergeOrder(t *testing.T) {
	w := generate(t, 11, 30)
	returns := w.read()
	want := Merge(w.given(), w.present, returns, w.options())
	for range 10 {
		given, present := w.given(), slices.Clone(w.present)
		w.r.Shuffle(len(returns), func(i, j int) { returns[i], returns[j] = returns[j], returns[i] })
		w.r.Shuffle(len(given), func(i, j int) { given[i], given[j] = given[j], given[i] })
		if got := Merge(given, present, returns, w.options()); !reflect.DeepEqual(got, want) {
			t.Fatal("another order of the returns has another outcome")
		}
	}
}

// Collecting what was collected changes nothing: not the same files, and not the same
// values in other files.
func TestMergeTwice(t *testing.T) {
	w := generate(t, 12, 30)
	returns := w.read()
	first := Merge(w.given(), w.present, returns, w.options())
	if len(first.Progress) == 0 || len(first.Conflicts) == 0 || len(first.Children) == 0 {
		t.Fatal("nothing to repeat")
	}
	given := append(w.given(), first.Children...)
	present := append(slices.Clone(w.present), first.Progress...)
	opt := w.options()
	opt.Known = first.Conflicts
	unchanged := func(m *Merged) {
		t.Helper()
		if len(m.Progress)+len(m.Conflicts)+len(m.Children) > 0 {
			t.Errorf("%d taken, %d conflicts, %d children", len(m.Progress), len(m.Conflicts), len(m.Children))
			for _, p := range m.Progress {
				t.Logf("%+v", p)
			}
			for _, c := range m.Conflicts {
				t.Logf("%+v", c)
			}
		}
	}
	unchanged(Merge(given, present, returns, opt))
	unchanged(Merge(w.given(), present, returns, opt)) // children are known by what they say
	opt.Known = nil
	opt.Collected = map[string]bool{}
	for _, r := range returns {
		opt.Collected[r.SHA256] = true
	}
	m := Merge(given, present, returns, opt)
	unchanged(m)
	for _, s := range m.Returns {
		if !s.Repeated {
			t.Errorf("%s is taken for new", s.File)
		}
	}
}

// broken adds files that are no returns.
func (w *world) broken() {
	whole := workbook(w.t, w.books[0])
	plain := take(w.books[0])
	for _, l := range plain.rows {
		l.key = ""
	}
	unread := maps.Clone(w.unread)
	w.send("无键.xlsx", false, plain)
	w.unread = unread
	w.unclear = "无键.xlsx" // no heading says of which round
	ole := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...)
	for name, f := range map[string]returned{
		"截断.xlsx": {data: whole[:len(whole)/2], err: taizhang.Malformed},
		"空.xlsx":  {err: taizhang.Empty},
		"旧.xls":   {data: ole, err: taizhang.NeedsConverter},
		"加密.xlsx": {data: append(slices.Clone(ole), "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"...), err: taizhang.Encrypted},
		"说明.txt":  {data: []byte("填报说明"), err: taizhang.Unsupported},
	} {
		f.name = name
		w.files = append(w.files, f)
	}
	slices.SortFunc(w.files, func(a, b returned) int { return strings.Compare(a.name, b.name) })
}
