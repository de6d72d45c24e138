package review

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/seeds"
)

// TestUntouchedFormDecidesNothing: what a form shows, sent back as it is, changes nothing,
// whatever the names hold.
func TestUntouchedFormDecidesNothing(t *testing.T) {
	paths, err := filepath.Glob("../fixtures/*/input.*")
	if err != nil || len(paths) < 5 {
		t.Fatalf("%d fixtures, %v", len(paths), err)
	}
	n, err := normalize.New(seeds.FS())
	must(t, err)
	forms := 0
	for _, path := range append(paths, "../seeds/notices/sichuan-2017-ip-plan.txt") {
		if slices.Contains([]string{".pdf", ".ofd", ".eml", ".zip"}, filepath.Ext(path)) {
			continue // read in a process of their own, or unpacked before
		}
		l := read(t, path)
		if l.Doc == nil {
			continue
		}
		uids := map[string]string{}
		for _, e := range decide.Entries(l) {
			uids[e.ID] = "u:" + e.ID
		}
		// Names with the marks by which names are joined, on every entry.
		for _, m := range marksOf(l) {
			m.Assignments = append(slices.Clone(m.Assignments),
				taizhang.Assignment{Mention: "各省、自治区、直辖市人民政府", Unit: "各省、自治区、直辖市人民政府", Organ: "各省、自治区、直辖市人民政府", Role: taizhang.Support})
		}
		s := New(&office.Office{Normalizer: n}, Options{})
		p := &noticePage{s: s, ledger: l, uids: uids, suggested: map[nameAt][]string{}, Key: l.Notice.Key}
		p.index(nil)
		shown := p.entries()
		for _, e := range decide.Entries(l) {
			i := slices.IndexFunc(shown, func(x entry) bool { return x.ID == e.ID })
			if i < 0 {
				continue // a row that is no task
			}
			f := p.form(&shown[i])
			sent := map[string]string{"text": strings.ReplaceAll(f.Text, "\n", "\r\n")} // as browsers do
			if f.Section {
				sent["section"] = "1"
			}
			for _, role := range f.Roles {
				sent["unit."+string(role.Role)] = strings.ReplaceAll(role.Names, "\n", "\r\n")
			}
			ds, err := p.changes(e, func(name string) string { return sent[name] })
			if err != nil || len(ds) != 0 {
				t.Errorf("%s: %s: %v, %v", path, e.ID, ds, err)
			}
			forms++
		}
	}
	if forms < 200 {
		t.Errorf("only %d forms", forms)
	}
}

// marksOf are the marks of all entries.
func marksOf(l *taizhang.Ledger) (out []*taizhang.Marks) {
	for i := range l.Nodes {
		out = append(out, &l.Nodes[i].Marks)
	}
	for _, t := range l.Tables {
		for i := range t.Rows {
			out = append(out, &t.Rows[i].Marks)
		}
	}
	return out
}

func TestUnitNames(t *testing.T) {
	have := []taizhang.Assignment{{Unit: "各省、自治区、直辖市人民政府"}, {Unit: "公安部"}}
	for typed, want := range map[string][]string{
		"":        nil,
		"公安部":     {"公安部"},
		"公安部、财政部": {"公安部", "财政部"},
		" 公安部 \r\n\r\n财政部，商务部；":        {"公安部", "财政部", "商务部"},
		"各省、自治区、直辖市人民政府\n财政部、公安部\n公安部": {"各省、自治区、直辖市人民政府", "财政部", "公安部"},
	} {
		if got := unitNames(typed, have); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
