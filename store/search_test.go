package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/store"
)

func TestSearch(t *testing.T) {
	s := open(t, ":memory:")
	put(t, s, rich("b"), "1", store.Added)
	put(t, s, rich("a"), "1", store.Added)
	put(t, s, large(t, "l"), "1", store.Added)
	for _, c := range []struct {
		words string
		want  []string // ids in notice a; the same in b
	}{
		{"推进", []string{"plan/1/1"}},
		{"重点实验室", []string{"plan/1/1"}},
		{"知识产权", []string{"plan/1", "plan/1/1"}},
		{"新闻出版", []string{"plan/1/1"}}, // an organ
		{"法制办", []string{"s1/t1/r2", "s1/t1/r3"}},
		{"专利条例", []string{"s1/t1/r2"}}, // over a broken line
		{"实验室负责", []string{}},
		{"专利 护航", []string{"plan/1/2"}},
		{"护航 条例", []string{}},
		{"条例》", []string{"s1/t1/r2"}},
		{"5-8个", []string{"plan/1/1"}},
		{"５—８个", []string{"plan/1/1"}},
		{"ip", []string{"plan/1/1"}},
		{"（ＩＰ）", []string{"plan/1/1"}},
		{"4月前挂牌", []string{"plan/1/1"}}, // over white space
		{"护", []string{"plan/1/2"}},
		{"航", []string{"plan/1/2"}},
		{"“", []string{"plan/1/2"}},
		{`"`, []string{"s1/t1/r3"}},
		{"省 负", []string{"plan/1/1"}},
		{"", []string{}}, {" \t", []string{}}, {"没有这词", []string{}},
		{`"a" OR *`, []string{}}, {"NEAR(护航)", []string{}}, {"护航*", []string{}}, {"grams:护航", []string{}}, {"^护", []string{}}, {"-", []string{"plan/1/1"}},
	} {
		hits, err := s.Search(ctx, c.words, 1000)
		if err != nil {
			t.Errorf("%q: %v", c.words, err)
			continue
		}
		got := map[string][]string{}
		for _, h := range hits {
			got[h.Notice] = append(got[h.Notice], h.ID)
			if h.Match == "" || h.UID == "" || h.Kind == "" {
				t.Errorf("%q: %+v", c.words, h)
			}
		}
		for _, key := range []string{"a", "b"} {
			if !slices.Equal(got[key], c.want) && len(got[key])+len(c.want) > 0 {
				t.Errorf("%q in %s: %q, want %q", c.words, key, got[key], c.want)
			}
		}
		if !slices.IsSortedFunc(hits, func(a, b store.Hit) int { return strings.Compare(a.Notice, b.Notice) }) {
			t.Errorf("%q: not in order of notice", c.words)
		}
	}
	hits, _ := s.Search(ctx, "4月前挂牌", 1)
	want := store.Hit{Notice: "a", ID: "plan/1/1", Kind: "item", Before: "…设,建设5—8个省级重点实验室,力争在2017年", Match: "4月前 挂牌", After: "运行。省版权局、各市州 负责。"}
	if len(hits) == 1 {
		want.UID = hits[0].UID
	}
	if len(hits) != 1 || hits[0] != want {
		t.Errorf("%+v", hits)
	}
}

// Any two neighbouring characters of an entry find it, and so does any one.
func TestSearchFindsEveryPair(t *testing.T) {
	s, l := open(t, ":memory:"), large(t, "l")
	put(t, s, l, "1", store.Added)
	find := func(id, word string) {
		hits, err := s.Search(ctx, word, 1000)
		if err != nil || !slices.ContainsFunc(hits, func(h store.Hit) bool { return h.ID == id }) {
			t.Errorf("%q does not find %s: %v", word, id, err)
		}
	}
	for i := 0; i < len(l.Nodes); i += 9 {
		r := []rune(l.Nodes[i].Title + l.Nodes[i].Text)
		for j := 0; j+1 < len(r); j += 5 {
			find(l.Nodes[i].ID, string(r[j:j+2]))
		}
		find(l.Nodes[i].ID, string(r[len(r)-1]))
	}
	for i := 0; i < 55; i += 9 {
		row := l.Tables[0].Rows[i]
		for _, c := range row.Cells {
			r := []rune(c.Text)
			find(row.ID, string(r[max(len(r)-2, 0):]))
		}
	}
}

func FuzzSearch(f *testing.F) {
	s, err := store.Open(ctx, ":memory:", store.Options{})
	if err != nil {
		f.Fatal(err)
	}
	defer s.Close()
	s.Put(ctx, rich("a"), "1")
	for _, w := range []string{"专利", `"*`, "a b", "\x00", "\xff", "AND OR NOT", "０", "🀄护", strings.Repeat("专利", 300)} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if _, err := s.Search(ctx, words, 10); err != nil {
			t.Errorf("%q: %v", words, err)
		}
	})
}

func TestViews(t *testing.T) {
	s := open(t, ":memory:")
	put(t, s, rich("k"), "1", store.Added)
	lines := func(query string) (out []string) {
		err := s.Rows(ctx, query, func(r store.Row) error {
			out = append(out, fmt.Sprint([]any{r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9]}...))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	got := lines("SELECT id, kind, part, section, number, result, lead_units, joint_units, deadline_kind, due FROM ledger ORDER BY notice, id")
	want := []string{
		"plan/1/1itemplan省知识产权局1.四川省知识产权局四川省版权局、各市(州)人民政府by2017-04-30",
		"plan/1/2itemplan省知识产权局2.<nil> <nil>recurring<nil>",
		"s1/t1/r2tasks1进度表1条例四川省人民政府法制办公室<nil> <nil> <nil>",
	}
	for i := range want {
		if squeeze := strings.ReplaceAll; i >= len(got) || squeeze(got[i], " ", "") != squeeze(want[i], " ", "") {
			t.Errorf("ledger: %q, want %q", got, want)
			break
		}
	}
	got = lines("SELECT id, number, role, unit, organ, mention, rule, from_id, due, plan_year FROM responsibility ORDER BY notice, id, role, unit")
	if len(got) != 4 || !strings.Contains(got[1], "四川省版权局四川省新闻出版广电局省版权局") {
		t.Errorf("responsibility: %q", got)
	}
}
