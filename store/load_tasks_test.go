package store_test

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

func TestLoadTasks(t *testing.T) { onBoth(t, testLoadTasks) }

// What lists are given of notices is what Load gives, less what they do not show; and of those that are asked for, wherever they lie.
func testLoadTasks(t *testing.T, on engine) {
	s := on.open(t)
	for i := range 70 {
		put(t, s, plan(fmt.Sprint("k", i), "省局", "2017-01-01", fmt.Sprintf("1.第%d个办法由省局制定。", i), fmt.Sprint("开展培训", i)), "1", store.Added)
		if i%23 == 0 {
			put(t, s, rich(fmt.Sprint("r", i)), "1", store.Added)
		}
	}
	asked := []string{"r69", "k69", "k12", "k0", "r0", "r46"}
	var got []string
	if err := s.LoadTasks(ctx, asked, func(l *taizhang.Ledger, uids map[string]string) error {
		got = append(got, l.Notice.Key)
		whole, all, err := s.Load(ctx, l.Notice.Key)
		if err != nil {
			return err
		}
		want, lists := listShowsOf(whole), listShowsOf(l)
		if len(want.tasks) == 0 || !reflect.DeepEqual(lists, want) {
			t.Errorf("lists show of %s\n%+v\nand it is\n%+v", l.Notice.Key, lists, want)
		}
		if !maps.Equal(uids, all) {
			t.Errorf("the uids of %s are %v, want %v", l.Notice.Key, uids, all)
		}
		if doubtful := slices.ContainsFunc(whole.Findings, func(f taizhang.Finding) bool { return f.Severity != taizhang.Info }); doubtful && l.Text() != whole.Text() {
			t.Errorf("what findings of %s quote is missing", l.Notice.Key)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(asked))) {
		t.Errorf("asked for %v, got %v", asked, got)
	}
	if e, ok := errors.AsType[*taizhang.Error](s.LoadTasks(ctx, []string{"k1", "none"}, func(*taizhang.Ledger, map[string]string) error { return nil })); !ok || e.Kind != taizhang.NotFound {
		t.Errorf("a notice that is not there: %v", e)
	}
	stop := errors.New("enough")
	if err := s.LoadTasks(ctx, []string{"k1"}, func(*taizhang.Ledger, map[string]string) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("what stops it is %v", err)
	}
}

// listShows is what lists show of a ledger.
type listShows struct {
	called string
	head   taizhang.Notice
	tasks  []taizhang.Task
	marks  []taizhang.Marks
	found  []taizhang.Finding
	about  []taizhang.Spans // of the assignments of what is found to be in doubt
	under  map[string][]string
	scores []float64
}

func listShowsOf(l *taizhang.Ledger) listShows {
	out := listShows{called: l.Called(), head: l.Notice, found: l.Findings, under: make(map[string][]string)}
	out.head.Fields, out.head.Issuers, out.head.Addressees = nil, nil, nil
	for i := range l.Nodes {
		out.under[l.Nodes[i].ID] = slices.Clip(l.Nodes[i].Parents)
	}
	for _, x := range l.Tasks() {
		found := slices.ContainsFunc(l.Findings, func(f taizhang.Finding) bool { return f.Task == x.ID })
		m := taizhang.Marks{}
		for _, a := range x.Assignments {
			if found {
				out.about = append(out.about, a.Spans)
			}
			a.Spans = nil
			m.Assignments = append(m.Assignments, a)
		}
		for _, d := range x.Deadlines {
			d.Spans = nil
			m.Deadlines = append(m.Deadlines, d)
		}
		out.marks = append(out.marks, m)
		x.Part, x.At, x.Spans, x.Marks = "", "", nil, nil
		out.tasks = append(out.tasks, x)
	}
	for _, k := range l.Links {
		out.scores = append(out.scores, k.Score)
	}
	return out
}

// A notice that another replaces while the first ones are given is left out, and not given under another key.
func TestLoadTasksReplaced(t *testing.T) { onBoth(t, testLoadTasksReplaced) }

func testLoadTasksReplaced(t *testing.T, on engine) {
	s := on.open(t)
	var keys []string
	for i := range 70 {
		keys = append(keys, fmt.Sprint("k", i))
		put(t, s, plan(keys[i], "省局", "2017-01-01", fmt.Sprintf("1.第%d个办法由省局制定。", i), fmt.Sprint("开展培训", i)), "1", store.Added)
	}
	var got []string
	if err := s.LoadTasks(ctx, keys, func(l *taizhang.Ledger, _ map[string]string) error {
		if got == nil {
			put(t, s, plan("k69", "省局", "2017-03-01", "1.第69个新办法由省局制定完毕。", "开展培训及考核"), "1", store.Revised)
		}
		got = append(got, l.Notice.Key)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	if want := slices.Sorted(slices.Values(keys[:69])); !slices.Equal(got, want) {
		t.Errorf("given are %v, want %v", got, want)
	}
}
