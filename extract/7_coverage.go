package extract

import (
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// claim orders what may claim a byte; a later one prevails.
type claim uint8

const (
	byNone claim = iota
	byOther
	byChrome
	byRunning
	byRecord
	byField
	claims
)

// cover accounts for every visible rune, from what the draft holds and not from
// what the stages believe they took.
func (w *work) cover() {
	paint := make([]claim, len(w.text))
	mark := func(c claim, ss taizhang.Spans) {
		for _, s := range ss {
			for i := s.Start; i < s.End; i++ {
				paint[i] = max(paint[i], c)
			}
		}
	}
	for _, l := range w.lines {
		if l.ruled {
			mark(byOther, taizhang.Spans{l.span}) // the marks between its cells
		}
		switch l.use {
		case asOther:
			mark(byOther, taizhang.Spans{l.span})
		case asChrome:
			mark(byChrome, taizhang.Spans{l.span})
		case asRun:
			mark(byRunning, taizhang.Spans{l.span})
		case asTitle:
			mark(byRecord, taizhang.Spans{l.span}) // of the part
		case asField:
			mark(byField, taizhang.Spans{l.span})
		}
	}
	for _, f := range w.draft.Fields {
		mark(byField, f.Spans)
	}
	for _, n := range w.draft.Nodes {
		mark(byRecord, n.LabelSpans)
		mark(byRecord, n.Title)
		mark(byRecord, n.Text)
		if a, b := n.Title.End(), n.Text.Start(); len(n.Title) > 0 && len(n.Text) > 0 && a < b && b-a <= 6 {
			mark(byRecord, taizhang.Of(a, b)) // the mark between a heading and the text run in behind it
		}
	}
	for _, t := range w.draft.Tables {
		mark(byRecord, t.Heading)
		for _, c := range t.Columns {
			mark(byRecord, c.Spans)
		}
		for _, r := range t.Rows {
			for _, c := range r.Cells {
				mark(byRecord, c.Spans)
			}
		}
	}
	var count [claims]int
	cov := &w.draft.Coverage
	li := 0
	for i := 0; i < len(w.text); i++ {
		if !utf8.RuneStart(w.text[i]) {
			continue
		}
		r := '一'
		if taizhang.AsItIs(w.text, i) == 0 {
			if r, _ = utf8.DecodeRuneInString(w.text[i:]); taizhang.Blank(r) {
				continue
			}
		} else if w.text[i] < utf8.RuneSelf {
			r = rune(w.text[i])
		}
		cov.Runes++
		count[paint[i]]++
		if paint[i] != byNone {
			continue
		}
		if isBar(r) {
			count[byNone]--
			count[byRunning]++
			paint[i] = byRunning // it parts what is unclaimed
			continue
		}
		for li < len(w.lines)-1 && w.lines[li].span.End <= i {
			li++
		}
		end := i + utf8.RuneLen(r)
		if n := len(cov.Unclaimed); n > 0 {
			last := &cov.Unclaimed[n-1]
			if last.At == w.lines[li].at && !w.claimedBetween(paint, last.Spans[0].End, i) {
				last.Spans[0].End = end
				continue
			}
		}
		cov.Unclaimed = append(cov.Unclaimed, taizhang.Unclaimed{Spans: taizhang.Of(i, end), At: w.lines[li].at})
	}
	cov.Claimed = taizhang.Claimed{Record: count[byRecord], Field: count[byField], Chrome: count[byChrome],
		Running: count[byRunning], Other: count[byOther]}
	for i := range cov.Unclaimed {
		u := &cov.Unclaimed[i]
		u.Text = u.Spans.Cut(w.text)
		w.find("unclaimed", taizhang.Warning, "此处文字未归入任何条目、字段或页面信息，请人工判定", u.Spans, "")
	}
}

func (w *work) claimedBetween(paint []claim, from, to int) bool {
	for i := from; i < to; i++ {
		if paint[i] != byNone {
			return true
		}
	}
	return false
}
