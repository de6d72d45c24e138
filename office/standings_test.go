package office

import (
	"fmt"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// TestStandings: what lists show of a round is what its overview says, also of more tasks than are read at a time.
func TestStandings(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), store.Options{})
	must(t, err)
	defer s.Close()
	const tasks = 1500
	roles := []taizhang.Role{taizhang.Lead, taizhang.Support, ""}
	for n, round := range []string{"一季度", "二季度"} {
		given := func(yield func(taizhang.Handout, error) bool) {
			for organ := range 3 {
				for i := range tasks {
					h := taizhang.Handout{Round: round, Organ: fmt.Sprint("局", organ), Notice: "通知", Task: fmt.Sprintf("%05d", i*7919%tasks), Role: roles[(i+organ)%3], Text: "办理"}
					if i%3 > 0 {
						h.Due, h.Kind = taizhang.Date(fmt.Sprintf("2017-0%d-10", 1+i%9)), taizhang.By
					}
					if i%5 == 0 {
						h.Report = taizhang.Report{taizhang.Status: taizhang.Behind, taizhang.Quarter1: "已开展"}
					}
					if !yield(h, nil) {
						return
					}
				}
			}
			yield(taizhang.Handout{Round: round, Organ: "局9", Notice: "通知", Task: "none", Child: "c", Text: "自行增加"}, nil) // under a task that was not given again
		}
		if _, err := s.SaveRound(t.Context(), taizhang.Round{Name: round, At: "2017-01-01"}, given); err != nil {
			t.Fatal(err)
		}
		var c store.Collected
		for i := range tasks {
			if i%(n+2) == 0 {
				for organ := range 2 {
					p := taizhang.Progress{Round: round, Organ: fmt.Sprint("局", organ), Task: fmt.Sprintf("%05d", i), Field: taizhang.Status, Value: taizhang.Statuses[(i+organ)%len(taizhang.Statuses)], SHA256: "a", At: "2017-04-01"}
					q := p
					q.Field, q.Value = taizhang.Quarter2, "已完成"
					c.Progress = append(c.Progress, p, q)
				}
			}
		}
		must(t, s.Collect(t.Context(), c))
	}
	o := &Office{Store: s}
	for _, round := range []string{"一季度", "二季度"} {
		got, err := o.Standings(t.Context(), round)
		must(t, err)
		whole, err := o.Overview(t.Context(), round, "2017-06-30", nil)
		must(t, err)
		if len(got) != whole.Tasks.Len() || len(got) != tasks+1 {
			t.Errorf("%s: %d tasks, and %d in the overview", round, len(got), whole.Tasks.Len())
		}
		seen := make(map[string]int)
		for i := range whole.Tasks.Len() {
			want := StandingOf(whole.Tasks.At(i))
			if seen[want.Status]++; !reflect.DeepEqual(got[whole.Tasks.At(i).Given.Task], want) {
				t.Fatalf("%s: %s is %+v, want %+v", round, whole.Tasks.At(i).Given.Task, got[whole.Tasks.At(i).Given.Task], want)
			}
		}
		if len(seen) < 5 {
			t.Errorf("the rounds show too little: %v", seen)
		}
	}
	// What is reported meanwhile shows.
	before, _ := o.Standings(t.Context(), "二季度")
	if err := s.Collect(t.Context(), store.Collected{Progress: []taizhang.Progress{{Round: "二季度", Organ: "局1", Task: "00001", Field: taizhang.Status, Value: taizhang.Cancelled, SHA256: "b", At: "2017-07-01"}}}); err != nil {
		t.Fatal(err)
	}
	after, err := o.Standings(t.Context(), "二季度")
	if err != nil || reflect.DeepEqual(before["00001"], after["00001"]) {
		t.Errorf("of what was reported since nothing shows: %+v (%v)", after["00001"], err)
	}
}
