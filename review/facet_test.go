package review

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/office"
)

// shippedIndex is the shipped notice, as the lists have it.
func shippedIndex(t testing.TB) []*indexed {
	return indexOf(t, "../seeds/notices/sichuan-2017-ip-plan.txt")
}

func indexOf(t testing.TB, path string) []*indexed {
	l := read(t, path)
	uids := map[string]string{}
	for _, e := range decide.Entries(l) {
		uids[e.ID] = "u:" + e.ID
	}
	return []*indexed{indexNotice(office.Edition{Key: l.Notice.Key, Digest: "1"}, l, uids)}
}

// TestFacetsAddUp: each count is how many tasks are shown once its value is chosen.
func TestFacetsAddUp(t *testing.T) {
	notices := shippedIndex(t)
	for _, start := range []string{"", "role=support", "role=lead&kind=by", "q=知识产权", "unit=四川省财政厅&role=support", "from=row&kind=-", "unit=没有的单位"} {
		q, err := url.ParseQuery(start)
		must(t, err)
		v := viewOf(q)
		shown, counts := v.narrow(notices, "/tasks")
		if start == "" && len(shown) != 156 {
			t.Errorf("%d tasks, want 156", len(shown))
		}
		for _, c := range counts {
			for _, x := range c.Values {
				alone := url.Values{}
				for k, values := range q {
					if k != c.Key {
						alone[k] = values
					}
				}
				alone[c.Key] = []string{x.Value}
				if got, _ := viewOf(alone).narrow(notices, "/tasks"); len(got) != x.Count && c.Key != "unit" { // with a role chosen it is of the unit's role
					t.Errorf("%q: %s %s says %d, and shows %d", start, c.Key, x.Word, x.Count, len(got))
				}
				to, err := url.Parse(x.Address)
				must(t, err)
				if has := slices.Contains(to.Query()[c.Key], x.Value); has == x.Chosen {
					t.Errorf("%q: the address of %s %s is %s", start, c.Key, x.Value, x.Address)
				}
			}
		}
	}
}

// TestHits: the words found are marked where they stand, in any width and case.
func TestHits(t *testing.T) {
	for _, c := range []struct{ text, words, want string }{
		{"推进“互联网＋”行动", "互联网+", "推进“[互联网＋]”行动"},
		{"ABC计划Abc", "abc", "[ABC]计划[Abc]"},
		{"知 识产权 和产权", "知识产权 和产", "[知 识产权] [和产]权"},
		{"İstanbul", "istanbul", "İstanbul"}, // folds to more bytes: there is no way back, and no mark
		{"无", "有", "无"},
	} {
		var b strings.Builder
		v := viewOf(url.Values{"q": {c.words}})
		for _, p := range hits(c.text, v.Words) {
			if p.Hit {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		if b.String() != c.want {
			t.Errorf("%q in %q: %s, want %s", c.words, c.text, b.String(), c.want)
		}
	}
}

// FuzzView: any address gives a view whose addresses lead back to it.
func FuzzView(f *testing.F) {
	f.Add("q=a&role=lead&role=support", "知识产权")
	f.Add("unit=%00&due=2017", "Ａ b")
	notices := indexOf(f, "../fixtures/duties-runin/input.txt") // a small one, so that thousands are tried a second
	f.Fuzz(func(t *testing.T, query, text string) {
		q, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		v := viewOf(q)
		shown, _ := v.narrow(notices, "/tasks")
		to, err := url.Parse(v.address("/tasks", "", ""))
		must(t, err)
		if again, _ := viewOf(to.Query()).narrow(notices, "/tasks"); len(again) != len(shown) {
			t.Errorf("%s shows %d tasks, and %s %d", query, len(shown), to, len(again))
		}
		var all strings.Builder
		for _, p := range hits(text, v.Words) {
			all.WriteString(p.Text)
		}
		if all.String() != text {
			t.Errorf("%q became %q", text, all.String())
		}
	})
}

// TestIndexReadsWhatChanged: a notice is read again when its digest is another.
func TestIndexReadsWhatChanged(t *testing.T) {
	memory := &countingShelf{notices: []office.Edition{{Key: "a", Digest: "1"}, {Key: "b", Digest: "1"}}}
	x := newIndex(memory, newJobs())
	for _, want := range []int{2, 2, 3, 4} {
		if _, err := x.notices(context.Background()); err != nil || int(memory.loads.Load()) != want {
			t.Errorf("%d loads, want %d (%v)", memory.loads.Load(), want, err)
		}
		switch want {
		case 2:
			if memory.asked.Load() == 2 {
				memory.notices[0].Digest = "2"
			}
		case 3:
			memory.notices = append(memory.notices, office.Edition{Key: "c", Digest: "1"})
		}
	}
}

// countingShelf gives empty ledgers and counts them.
type countingShelf struct {
	notices      []office.Edition
	loads, asked atomic.Int32
}

func (s *countingShelf) Current(context.Context) ([]office.Edition, error) {
	s.asked.Add(1)
	return s.notices, nil
}

func (s *countingShelf) LoadTasks(_ context.Context, keys []string, each func(*taizhang.Ledger, map[string]string) error) error {
	for _, key := range keys {
		s.loads.Add(1)
		if err := each(&taizhang.Ledger{Notice: taizhang.Notice{Key: key}}, nil); err != nil {
			return err
		}
	}
	return nil
}
