package normalize

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
)

// A schedule that goes over the year's end names no year on either side: 11月, 12月, 1月. What stands behind the turn is of the next year.

// turns moves the times behind the turn of each table and of each part's items.
func (w *work) turns() {
	for i := range w.ledger.Tables {
		var list []*taizhang.Deadline
		for k := range w.ledger.Tables[i].Rows {
			list = w.unyeared(list, w.ledger.Tables[i].Rows[k].Deadlines)
		}
		w.turn(list)
	}
	for _, p := range w.ledger.Parts {
		var list []*taizhang.Deadline
		for i := range w.ledger.Nodes {
			if n := &w.ledger.Nodes[i]; n.Part == p.ID {
				list = w.unyeared(list, n.Deadlines)
			}
		}
		w.turn(list)
	}
}

// unyeared adds those that have a month of the plan's year and print no year, and those that themselves go over its end: 12月至次年1月.
func (w *work) unyeared(list []*taizhang.Deadline, ds []taizhang.Deadline) []*taizhang.Deadline {
	year := strconv.Itoa(w.at.Year)
	for i := range ds {
		d := &ds[i]
		if monthOf(d) == 0 || !strings.Contains(d.Raw, "月") || aYear.MatchString(d.Raw) {
			continue
		}
		if in := string(d.End[:4]) == year; in && !strings.Contains(d.Raw, "年") || !in && strings.HasPrefix(string(d.Start), year) {
			list = append(list, d)
		}
	}
	return list
}

// monthOf is the month in which a deadline begins, or ends where it says no more; 0 of one without a day.
func monthOf(d *taizhang.Deadline) int {
	day := d.Start
	if day == "" {
		day = d.End
	}
	if len(day) < len(time.DateOnly) || len(d.End) < len(time.DateOnly) {
		return 0
	}
	m, _ := strconv.Atoi(string(day[5:7]))
	return m
}

const (
	lastQuarter  = 9 // the months from which a year may turn
	firstQuarter = 3 // and to which
)

// turn moves the times of a list into the next year from where its months, which ascend else, begin anew, and are all before
// the first one; not those that the notice was signed before.
func (w *work) turn(list []*taizhang.Deadline) {
	at := 0
	for i := 1; i < len(list); i++ {
		switch before, m := monthOf(list[i-1]), monthOf(list[i]); {
		case m >= before:
		case at > 0 || before < lastQuarter || m > firstQuarter || monthOf(list[0]) == before:
			return
		default:
			at = i
		}
	}
	signed := w.ledger.Notice.SignedOn
	if at == 0 || monthOf(list[len(list)-1]) >= monthOf(list[0]) || signed != "" && signed <= list[at].End {
		return
	}
	told := map[int]*taizhang.Finding{} // what was said of a deadline, by where it stands
	for i := range w.ledger.Findings {
		if f := &w.ledger.Findings[i]; f.Code == "inclusive-before" {
			told[f.Spans.Start()] = f
		}
	}
	for _, d := range list[at:] {
		was := d.End
		for _, day := range []*taizhang.Date{&d.Start, &d.End, &d.Due} {
			*day = nextYear(*day)
		}
		if f := told[d.Spans.Start()]; f != nil {
			f.Message = strings.Replace(f.Message, string(was), string(d.End), 1)
			if f.Second != nil {
				f.Second.Value = string(nextYear(taizhang.Date(f.Second.Value)))
			}
		}
	}
	d := list[at]
	w.find("year-inferred", taizhang.Info, fmt.Sprintf("“%s”排在“%s”之后，未写年份，推断为 %d 年", d.Raw, list[at-1].Raw, w.at.Year+1), d.Spans, "")
}

// nextYear is the same day a year later, the last of February too; an empty date stays one.
func nextYear(d taizhang.Date) taizhang.Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	if t.AddDate(0, 0, 1).Day() == 1 {
		return dateOf(time.Date(t.Year()+1, t.Month()+1, 0, 0, 0, 0, 0, time.UTC))
	}
	return dateOf(t.AddDate(1, 0, 0))
}
