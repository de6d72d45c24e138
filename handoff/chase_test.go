package handoff_test

import (
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/seeds"
)

// standing is a task of one unit, due on a day, with the status it reported.
func standing(task string, due taizhang.Date, status string) taizhang.TaskStanding {
	return taizhang.TaskStanding{Given: taizhang.Handout{Task: task, Due: due, Kind: taizhang.By}, Status: status,
		Organs: []taizhang.OrganReport{{Organ: "甲", Role: taizhang.Lead, Answers: true, Status: status}, {Organ: "乙", Role: taizhang.Support, Status: status}, {Organ: "办", Answers: true, Status: status}}}
}

// A task is chased in one colour, for those who answer for it, and not for what is done.
func TestChases(t *testing.T) {
	o := &taizhang.Overview{AsOf: "2017-07-01", Tasks: &taizhang.List[taizhang.TaskStanding]{
		standing("soon", "2017-07-10", taizhang.UnderWay), standing("behind", "2017-12-31", taizhang.Behind), standing("late", "2017-06-30", taizhang.Behind),
		standing("today", "2017-07-01", taizhang.NotReported), standing("done", "2017-06-30", taizhang.Done), standing("far", "2017-09-01", taizhang.NotBegun),
		standing("dropped", "2017-06-01", taizhang.Cancelled), standing("undated", "", taizhang.NotBegun),
	}}
	for within, want := range map[int]string{10: "red late 1, yellow behind 0, blue today 0, blue soon 9", 5: "red late 1, yellow behind 0, blue today 0",
		90: "red late 1, yellow behind 0, blue today 0, blue soon 9, blue far 62"} {
		var got []string
		for _, c := range handoff.Chases(o, within) {
			days := c.Overdue + c.Left
			got = append(got, string(c.Colour)+" "+c.Task.Given.Task+" "+strconv.Itoa(days))
			if c.Organ != "甲" {
				t.Errorf("%s is chased", c.Organ)
			}
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("within %d: %s\nwant %s", within, s, want)
		}
	}
}

// The shipped wording is whole, and one with a place that nobody fills in is refused with its line.
func TestWording(t *testing.T) {
	w, err := handoff.ReadWording(seeds.FS())
	must(t, err)
	for _, letter := range []string{"assign", "red", "yellow", "blue", "bulletin", "done"} {
		for _, part := range []string{"title", "body1"} {
			if w[[2]string{letter, part}] == "" {
				t.Errorf("%s has no %s", letter, part)
			}
		}
	}
	bad := fstest.MapFS{"letters.tsv": {Data: []byte("letter\tpart\ttext\nred\ttitle\t{什么}\n")}}
	if _, err := handoff.ReadWording(bad); err == nil || !strings.Contains(err.Error(), "letters.tsv:2: nothing is called {什么}") {
		t.Errorf("%v", err)
	}
}
