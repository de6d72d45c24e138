package normalize

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

// times reads the expressions of time of an entry, in the order of the text: its values, and those in its prose outside
// of them, less what a row's text says again of its cells.
func (w *work) times(phrases []taizhang.TimePhrase, id string, row bool) (out []taizhang.Deadline) {
	var values taizhang.Spans
	var vague []taizhang.Deadline
	for _, t := range phrases {
		if t.Value {
			values = append(values, taizhang.Span{Start: t.Spans.Start(), End: t.Spans.End()})
			said := w.deadlines(t, nil, id)
			if row && !slices.ContainsFunc(said, func(d taizhang.Deadline) bool {
				return d.End != "" || d.Kind == taizhang.Ongoing || d.Kind == taizhang.Recurring
			}) {
				vague = append(vague, said...)
				continue
			}
			out = append(out, said...)
		}
	}
	if len(out) == 0 { // 第一周 says nothing beside 3月1日-3月7日
		out = vague
	}
	if len(values) == len(phrases) {
		return out
	}
	slices.SortFunc(values, func(a, b taizhang.Span) int { return a.Start - b.Start })
	cells := out
	for _, t := range phrases {
		if t.Value {
			continue
		}
		out = append(out, slices.DeleteFunc(w.deadlines(t, values, id), func(d taizhang.Deadline) bool {
			return row && d.End != "" && slices.ContainsFunc(cells, func(o taizhang.Deadline) bool {
				return d.Kind == o.Kind && d.Start == o.Start && d.End == o.End
			})
		})...)
	}
	slices.SortStableFunc(out, func(a, b taizhang.Deadline) int { return a.Spans.Start() - b.Spans.Start() })
	return out
}

// deadlines reads a value, or a paragraph outside of the values in it, and reports what of it is to be looked at.
func (w *work) deadlines(t taizhang.TimePhrase, values taizhang.Spans, id string) []taizhang.Deadline {
	phrase := t.Spans.Cut(w.text)
	var out []taizhang.Deadline
	var found []milestone
	if t.Value {
		found = w.calendar.deadlines(phrase, w.at.Year, w.ledger.Notice.SignedOn)
	} else {
		found = w.calendar.prose(strings.ReplaceAll(t.Spans.Cut(w.twin), "\n", " "), w.at.Year, w.ledger.Notice.SignedOn)
	}
	for _, m := range found {
		m.as(t.As)
		m.signedIn(phrase[m.from:m.to], w.ledger.Notice.SignedOn, w.at.Year)
		d := m.Deadline
		d.Raw, d.Spans = taizhang.Squeeze(phrase[m.from:m.to]), t.Spans.Slice(m.from, m.to)
		k, _ := slices.BinarySearchFunc(values, d.Spans.Start()+1, func(v taizhang.Span, at int) int { return v.Start - at })
		if k > 0 && values[k-1].End > d.Spans.Start() {
			continue
		}
		if !t.Value && w.told(d) {
			w.past = append(w.past, d.Spans...)
			continue
		}
		if strings.Contains(d.Raw, "前") && d.Kind == taizhang.By && d.End != "" && !strings.ContainsAny(d.Raw, "底末") && !w.calendar.names(d.Raw, "festival") {
			w.find("inclusive-before", taizhang.Info, fmt.Sprintf("“%s”按“含当期”理解，截止日期取 %s；如应不含当期，请更正", d.Raw, d.End), d.Spans, id)
			if from := m.at.from; !from.IsZero() {
				w.second(taizhang.OfDeadline, string(dateOf(from.AddDate(0, 0, -1))), "exclusive", 0)
			}
		}
		if m := ofMonth.FindStringSubmatch(taizhang.FoldString(d.Raw)); m != nil && len(d.End) == len(time.DateOnly) {
			if n, ok := hanzi.Numeral(m[1]); ok && n <= 31 && strconv.Itoa(n) > string(d.End[8:]) && d.Start == "" {
				w.find("no-such-day", taizhang.Warning, fmt.Sprintf("“%s”没有这一天，截止日期取当月最后一天 %s", d.Raw, d.End), d.Spans, id)
			}
		}
		if strings.HasPrefix(d.Rule, "event-") {
			w.find("deadline-unknown", taizhang.Warning, fmt.Sprintf("“%s”以事件为准，未写明日期，按原文保留", d.Raw), d.Spans, id)
		}
		if d.Rule == "no-time" {
			w.find("deadline-unknown", taizhang.Warning, fmt.Sprintf("“%s”未写明时间，按原文保留", d.Raw), d.Spans, id)
		}
		out = append(out, d)
	}
	return out
}

var ofMonth = lazy.NewPattern(`\d{1,2}月(\d{2})[日号]`)
