package store_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

func TestFindWords(t *testing.T) { onBoth(t, testFindWords) }

func testFindWords(t *testing.T, on engine) {
	s := on.open(t)
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
		{strings.Repeat("护航 专利 ", 2000), []string{"plan/1/2"}}, {strings.Repeat("护航 专利 ", 2000) + "条例", []string{}},
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
		hits, _, err := s.Find(ctx, store.Query{Words: c.words, Limit: 1000})
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
	hits, more, err := s.Find(ctx, store.Query{Words: "4月前挂牌", Limit: 1})
	if err != nil || len(hits) != 1 || !more || hits[0].UID == "" {
		t.Fatalf("%+v, more %v, %v", hits, more, err)
	}
	hits[0].UID = ""
	want := store.Hit{Notice: "a", NoticeTitle: "通知", DocNumber: "川知领〔2017〕a号", Year: 2017, ID: "plan/1/1", Kind: "item", Number: "1.",
		Text:   "推进(IP)强省建设,建设5—8个省级重点实验室,力争在2017年4月前 挂牌运行。省版权局、各市州 负责。",
		Before: "…设,建设5—8个省级重点实验室,力争在2017年", Match: "4月前 挂牌", After: "运行。省版权局、各市州 负责。",
		Assignments: []taizhang.Assignment{{Mention: "省版权局", Unit: "四川省版权局", Organ: "四川省新闻出版广电局", Role: taizhang.Joint},
			{Mention: "各市州", Unit: "各市(州)人民政府", Organ: "各市(州)人民政府", Role: taizhang.Joint},
			{Mention: "省知识产权局", Unit: "四川省知识产权局", Organ: "四川省知识产权局", Role: taizhang.Lead}},
		Deadlines: []taizhang.Deadline{{Raw: "在2017年4月前", Kind: taizhang.By, Due: "2017-04-30"}, {Raw: "2017年", Kind: taizhang.During}}}
	if !reflect.DeepEqual(hits[0], want) {
		t.Errorf("%+v", hits[0])
	}
}

// TestFindShowsWhatIsCurrent leaves out older revisions and other publications.
func TestFindShowsWhatIsCurrent(t *testing.T) { onBoth(t, testFindShowsWhatIsCurrent) }

func testFindShowsWhatIsCurrent(t *testing.T, on engine) {
	s := on.openCarrying(t)
	put(t, s, plan(numbered, "省局", "2017-02-01", training, survey), "1", store.Added)
	put(t, s, plan(numbered, "省局", "2017-05-01", training+"并总结。", survey), "1", store.Revised)
	put(t, s, plan(numbered, "门户网", "2017-05-09", training+"并总结。", survey), "1", store.Duplicate)
	hits, more, err := s.Find(ctx, store.Query{Words: "培训", Limit: 9})
	if err != nil || more || len(hits) != 1 || hits[0].Notice != numbered {
		t.Errorf("%+v, %v, %v", hits, more, err)
	}
}

// TestFindFilters finds by what hangs on a task, with words and without.
func TestFindFilters(t *testing.T) { onBoth(t, testFindFilters) }

func testFindFilters(t *testing.T, on engine) {
	s := on.open(t)
	put(t, s, rich("old"), "1", store.Added)
	next := rich("new")
	next.Notice.PlanYear = 2018
	put(t, s, next, "1", store.Added)
	undated := rich("undated")
	undated.Notice.PlanYear = 0
	put(t, s, undated, "1", store.Added)
	for _, c := range []struct {
		name  string
		query store.Query
		want  string // in each notice; those with a year, when one is asked for
	}{
		{"nothing", store.Query{}, ""},
		{"a unit", store.Query{Unit: "四川省版权局"}, "plan/1/1"},
		{"part of a unit", store.Query{Unit: "版权局"}, "plan/1/1"},
		{"an organ", store.Query{Unit: "新闻出版"}, "plan/1/1"},
		{"a mention", store.Query{Unit: "各市州"}, "plan/1/1"},
		{"brackets of another width", store.Query{Unit: "各市（州）"}, "plan/1/1"},
		{"a unit of a row", store.Query{Unit: "省法制办"}, "s1/t1/r2"},
		{"a unit in the text alone", store.Query{Unit: "实验室"}, ""},
		{"two units in one word", store.Query{Unit: "版权局四川省"}, ""},
		{"a role", store.Query{Role: taizhang.Joint}, "plan/1/1"},
		{"no such role", store.Query{Role: taizhang.Separate}, ""},
		{"a unit in a role", store.Query{Unit: "知识产权局", Role: taizhang.Lead}, "plan/1/1"},
		{"a unit in another's role", store.Query{Unit: "知识产权局", Role: taizhang.Joint}, ""},
		{"a kind", store.Query{Kind: taizhang.Recurring}, "plan/1/2"},
		{"due before", store.Query{Before: "2017-05-01"}, "plan/1/1"},
		{"due that day", store.Query{Before: "2017-04-30"}, ""},
		{"a kind due before", store.Query{Kind: taizhang.By, Before: "2017-05-01"}, "plan/1/1"},
		{"one deadline of a kind, another due", store.Query{Kind: taizhang.During, Before: "2017-05-01"}, ""},
		{"a word and a unit", store.Query{Words: "实验室", Unit: "版权局"}, "plan/1/1"},
		{"a word and another's unit", store.Query{Words: "护航", Unit: "版权局"}, ""},
		{"a word and a kind", store.Query{Words: "护航", Kind: taizhang.Ongoing}, "plan/1/2"},
		{"a section's word", store.Query{Words: "知识产权局", Role: taizhang.Lead}, "plan/1/1"},
		{"a row that is none", store.Query{Words: "第一部分", Kind: taizhang.By}, ""},
		{"a year", store.Query{Words: "护航", Year: 2018}, "plan/1/2"},
		{"a year alone", store.Query{Year: 2018}, "plan/1 plan/1/1 plan/1/2 s1/t1/r1 s1/t1/r2 s1/t1/r3"},
		{"no such year", store.Query{Words: "护航", Year: 2016}, ""},
	} {
		c.query.Limit = 100
		hits, more, err := s.Find(ctx, c.query)
		if err != nil || more {
			t.Errorf("%s: more %v, %v", c.name, more, err)
		}
		notices := []string{"new", "old", "undated"} // the latest year first
		if c.query.Year != 0 {
			notices = notices[:1]
		}
		var got, want []string
		for _, h := range hits {
			got = append(got, h.Notice+" "+h.ID)
		}
		for _, n := range notices {
			for _, id := range strings.Fields(c.want) {
				want = append(want, n+" "+id)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
	for limit, wantMore := range map[int]bool{1: true, 2: true, 3: false, 4: false} {
		hits, more, err := s.Find(ctx, store.Query{Words: "护航", Limit: limit})
		if err != nil || len(hits) != min(limit, 3) || more != wantMore {
			t.Errorf("limit %d: %d hits, more %v, %v", limit, len(hits), more, err)
		}
	}
}

// TestFindPlans: whatever is asked for, SQLite reads the notices once, and of any
// other table only what a key names; it makes no index for the purpose.
func TestFindPlans(t *testing.T) {
	s := open(t, ":memory:")
	for _, q := range []store.Query{{Words: "护航 专利"}, {Unit: "专利"}, {Role: taizhang.Joint}, {Unit: "专利", Role: taizhang.Joint}, {Year: 2017},
		{Kind: taizhang.By}, {Before: "2017-01-01"}, {Kind: taizhang.By, Before: "2017-01-01"},
		{Words: "护航", Unit: "专利", Role: taizhang.Lead, Year: 2017, Kind: taizhang.By, Before: "2017-01-01"}} {
		steps, err := s.FindPlans(ctx, q)
		if err != nil || len(steps) < 3 {
			t.Errorf("%+v: %q, %v", q, steps, err)
		}
		for _, step := range steps {
			if strings.Contains(step, "AUTOMATIC") || strings.HasPrefix(step, "SCAN") && step != "SCAN n" {
				t.Errorf("%+v: %s", q, step)
			}
		}
	}
}

// Any two neighbouring characters of an entry find it, and so does any one.
func TestFindEveryPair(t *testing.T) { onBoth(t, testFindEveryPair) }

func testFindEveryPair(t *testing.T, on engine) {
	s, l := on.open(t), large(t, "l")
	put(t, s, l, "1", store.Added)
	find := func(id, word string) {
		hits, _, err := s.Find(ctx, store.Query{Words: word, Limit: 1000})
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
