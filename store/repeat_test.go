package store_test

import (
	"fmt"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/store"
)

// TestRepeatedWithoutEnd: a notice that is stored for the hundredth time takes as many
// statements, and rows that they give, as for the tenth; also where something was decided on it.
func TestRepeatedWithoutEnd(t *testing.T) {
	few := []string{training, survey, law}
	var many []string
	for i := range 20 {
		many = append(many, fmt.Sprintf("完成第%d项改革任务，形成可复制、可推广的经验，在全省推广。", i+1))
	}
	for _, c := range []struct {
		name    string
		items   []string
		decided bool
		titled  bool // each has a title of its own
	}{{"few items", few, false, false}, {"many items", many, false, false}, {"decided", few, true, false}, {"titles", few, false, true}, {"titles over many", many, true, true}} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, ":memory:")
			n := s.Counted()
			var took [2]int
			for i := range 100 {
				l := plan(numbered, fmt.Sprint("网站", i), "2017-02-01", c.items...)
				if c.titled {
					l.Notice.Title = fmt.Sprint(i, "号通知")
				}
				want := store.Duplicate
				if i == 0 {
					want = store.Added
				}
				was := *n
				put(t, s, l, "1", want)
				switch i {
				case 0:
					if c.decided {
						_, uids, err := s.Load(ctx, numbered)
						must(t, err)
						text := "修订条例。"
						recordDecision(t, s, decide.Decision{Kind: decide.KindTask, Notice: numbered, Task: uids["p/2"], Set: decide.Settled{Text: &text}}, decide.Applied)
					}
				case 10:
					took[0] = *n - was
				case 99:
					took[1] = *n - was
				}
			}
			if took[0] != took[1] {
				t.Errorf("the tenth time %d, the hundredth %d", took[0], took[1])
			}
			clean(t, s)
		})
	}
}

// TestRepeatedInAnyOrder: copies of notices of one work, of which more than one text is there,
// are linked the same in whatever order they come: by a copy, or by all that is there.
func TestRepeatedInAnyOrder(t *testing.T) { onBoth(t, testRepeatedInAnyOrder) }

func testRepeatedInAnyOrder(t *testing.T, on engine) {
	all := func() (ls []*taizhang.Ledger) {
		for i, day := range []taizhang.Date{"2017-02-01", "2017-05-01", "2017-02-01", "2017-03-01", "2017-02-01", "2017-05-01", ""} {
			items := []string{training, survey, law}
			if i%3 == 1 {
				items = items[:2]
			}
			key := numbered
			if i == 5 {
				key = "2017年工作计划|2017-02-01"
			}
			l := plan(key, fmt.Sprint("网站", i), day, items...)
			if i%2 == 1 {
				l.Notice.Title = fmt.Sprint(i, "号通知")
			}
			ls = append(ls, l)
		}
		return ls
	}
	var want string
	for _, order := range [][]int{{0, 1, 2, 3, 4, 5, 6}, {6, 5, 4, 3, 2, 1, 0}, {3, 6, 0, 4, 1, 5, 2}, {2, 0, 4, 6, 5, 3, 1}, {5, 1, 6, 2, 0, 4, 3}} {
		s, ls := on.openWith(t, store.Options{Carry: match.Carry}), all()
		for _, i := range order {
			p, err := store.Prepare(ls[i], "1")
			must(t, err)
			p.Seen = int64(i + 1)
			must(t, s.Update(ctx, func(b *store.Batch) error { _, err := b.Put(ctx, p); return err }))
		}
		clean(t, s)
		if got := digest(t, s); want == "" {
			want = got
		} else if got != want {
			t.Errorf("stored in the order %v, the digest is another", order)
		}
	}
}
