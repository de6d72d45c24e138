package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

var oddWords = []string{"专利", `"*`, "a b", "\x00", "\xff", "AND OR NOT", "０", "🀄护", strings.Repeat("专利", 300), "实", "一丁", "5-8个", "（ＩＰ）", "护 航", "%", "_"}

// FuzzFind: any words find what a look at every text finds. PostgreSQL, whose server is
// another process, is compared in [TestFindSame].
func FuzzFind(f *testing.F) {
	s := engines[0].open(f)
	l := rich("a")
	if _, err := s.Put(ctx, l, "1"); err != nil {
		f.Fatal(err)
	}
	for _, w := range oddWords {
		f.Add(w, "")
		f.Add("", w)
	}
	f.Fuzz(func(t *testing.T, words, unit string) {
		if len(words)+len(unit) > 200 {
			return
		}
		hits, _, err := s.Find(ctx, store.Query{Words: words, Unit: unit, Limit: 100})
		must(t, err)
		got := []string{}
		for _, h := range hits {
			got = append(got, h.ID)
		}
		if want := looked(l, words, unit); !slices.Equal(got, want) {
			t.Errorf("%q of %q finds %q, want %q", words, unit, got, want)
		}
	})
}

// looked is which entries hold every word and, where a unit is named, are tasks of it.
func looked(l *taizhang.Ledger, words, unit string) []string {
	ids := []string{}
	holds := func(texts []string, word string) bool {
		return slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(store.Folded(t), word) })
	}
	var all []string
	for _, w := range strings.Fields(words) {
		if w = store.Folded(w); w != "" {
			all = append(all, w)
		}
	}
	unit = store.Folded(unit)
	look := func(id string, task bool, texts []string, m *taizhang.Marks) {
		var units []string
		for _, a := range m.Assignments {
			units = append(units, a.Mention, a.Unit, a.Organ)
		}
		texts = append(texts, units...)
		lacks := func(w string) bool { return !holds(texts, w) }
		if len(all) == 0 && unit == "" || slices.ContainsFunc(all, lacks) || unit != "" && !(task && holds(units, unit)) {
			return
		}
		ids = append(ids, id)
	}
	for i := range l.Nodes {
		n := &l.Nodes[i]
		look(n.ID, !n.Section, []string{n.Text, n.Title, n.Unit}, &n.Marks)
	}
	for i := range l.Tables {
		for j := range l.Tables[i].Rows {
			r := &l.Tables[i].Rows[j]
			var cells []string
			for _, c := range r.Cells {
				cells = append(cells, c.Text)
			}
			look(r.ID, r.Kind == taizhang.TaskRow, cells, &r.Marks)
		}
	}
	return ids
}

// TestFindSame: both databases find the same, whatever is looked for.
func TestFindSame(t *testing.T) {
	l, big := rich("a"), large(t, "l")
	text := []rune(l.Text() + big.Text()[:3000])
	r := rand.New(rand.NewPCG(1, 2))
	words := slices.Clone(oddWords)
	for range 150 {
		var b strings.Builder
		for range 1 + r.IntN(3) {
			at := r.IntN(len(text))
			b.WriteString(string(text[at:min(at+1+r.IntN(4), len(text))]))
			b.WriteString([]string{"", " ", `"`, "*", "\n"}[r.IntN(5)])
		}
		words = append(words, b.String())
	}
	var stores []*store.Store
	for _, on := range engines {
		s := on.open(t)
		put(t, s, l, "1", store.Added)
		put(t, s, big, "1", store.Added)
		stores = append(stores, s)
	}
	for _, w := range words {
		for _, q := range []store.Query{{Words: w, Limit: 10}, {Unit: w, Limit: 10}} {
			var all [2][]store.Hit
			for i, s := range stores {
				hits, _, err := s.Find(ctx, q)
				if err != nil {
					t.Errorf("%+v: %v", q, err)
				}
				all[i] = hits
			}
			if !reflect.DeepEqual(all[0], all[1]) {
				t.Errorf("%+v: %s finds %+v, %s %+v", q, engines[0].name, all[0], engines[1].name, all[1])
			}
		}
	}
}

// FuzzPut stores whatever is printed and reads it back, as only the database knows all
// that it refuses. Each is taken back, so that the next finds it as small.
func FuzzPut(f *testing.F) {
	s := engines[0].open(f)
	if _, err := s.Put(ctx, rich("a"), "1"); err != nil {
		f.Fatal(err)
	}
	f.Add("川府发〔2017〕2号", "关于印发计划的通知", "推进强省建设。", "省教育厅", "6月底前")
	f.Add("a", "通知", "a\u202e", "“甲”\r", "\U0010ffff")
	back := errors.New("taken back")
	f.Fuzz(func(t *testing.T, number, title, text, unit, raw string) {
		if len(number)+len(title)+len(text)+len(unit)+len(raw) > 300 {
			return
		}
		l := printed(number, title, text, unit, raw)
		p, err := store.Prepare(l, "1")
		must(t, err)
		err = s.Update(ctx, func(b *store.Batch) error {
			out, err := b.Put(ctx, p)
			if err != nil {
				return err
			}
			if out.Outcome != store.Added {
				return back
			}
			again, _, err := b.Load(ctx, out.Key)
			if err != nil {
				return err
			}
			if !reflect.DeepEqual(again.Nodes, p.Decided().Nodes) || !reflect.DeepEqual(again.Tables, p.Decided().Tables) {
				return fmt.Errorf("%+v %+v\nbecame %+v %+v", p.Decided().Nodes, p.Decided().Tables, again.Nodes, again.Tables)
			}
			return back
		})
		if !errors.Is(err, back) {
			t.Fatal(err)
		}
	})
}

// printed is a notice with a task and a row that say so, of any characters that a
// document can hold.
func printed(number, title, text, unit, raw string) *taizhang.Ledger {
	for _, s := range []*string{&number, &title, &text, &unit, &raw} {
		*s = strings.ReplaceAll(strings.ToValidUTF8(*s, "?"), "\x00", "?")
	}
	p := &page{}
	p.put(number)
	p.put(title)
	task, name, when := p.put(text), p.put(unit), p.put(raw)
	m := taizhang.Marks{Assignments: []taizhang.Assignment{{Mention: unit, Unit: unit, Organ: unit, Role: taizhang.Lead, Rule: "organ", Spans: name}},
		Deadlines: []taizhang.Deadline{{Raw: raw, Kind: taizhang.By, End: "2017-06-30", Due: "2017-06-30", Rule: "month", Spans: when}}}
	return &taizhang.Ledger{
		Notice: taizhang.Notice{Key: "k" + number, Title: title, DocNumber: number, Issuer: unit, PlanYear: 2017},
		Parts:  []taizhang.Part{{ID: "p", Kind: taizhang.PlanPart, Source: "n"}},
		Nodes:  []taizhang.Node{{ID: "p/1", Part: "p", Label: "1.", Number: "1", Level: 1, Text: text, Spans: task, At: "p[3]", Marks: m}},
		Tables: []taizhang.Table{{ID: "p/t1", Part: "p", Kind: taizhang.ScheduleTable, Columns: []taizhang.Column{{Name: title, Role: taizhang.ColTask}},
			Rows: []taizhang.Row{{ID: "p/t1/r1", Number: number, Kind: taizhang.TaskRow, At: "t", Cells: []taizhang.Cell{{Text: text, Spans: task}}, Marks: m}}}},
		Doc: &taizhang.Document{Source: taizhang.Source{Name: title, SHA256: "f" + number}, Reader: "text 1", Text: p.text.String()},
	}
}
