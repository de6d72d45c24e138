package normalize

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// endOfTitle is how many runes from its end a title says what kind of text it heads.
const endOfTitle = 10

// told reports whether a time in a sentence is one of what was done, and no deadline: it had passed when the notice was
// signed or its plan began, or stands in a text that makes nobody responsible and is a report, is younger, or names a year alone.
func (w *work) told(d taizhang.Deadline) bool {
	n := &w.ledger.Notice
	since := n.SignedOn
	if since == "" && !w.handsOut && len(n.PublishedAt) >= len("2006-01-02") {
		since = taizhang.Date(n.PublishedAt[:len("2006-01-02")])
	}
	if since == "" {
		since = dateOf(day(w.at.Year, 1, 1))
	}
	switch {
	case d.End == "":
		return false
	case d.End < since:
		return true
	case w.handsOut || d.Kind != taizhang.During:
		return false
	}
	return wholeYear(d) || w.reports(n.Title) // 全年召开会议27次; 2月、4月分别组织督查
}

// wholeYear reports whether a deadline is one year, named alone: 2022年, 全年.
func wholeYear(d taizhang.Deadline) bool {
	return strings.HasSuffix(string(d.Start), "-01-01") && strings.HasSuffix(string(d.End), "-12-31") && d.Start[:4] == d.End[:4]
}

// reports reports whether a title says that its text tells of what was done.
func (n *Normalizer) reports(title string) bool {
	rs := []rune(taizhang.FoldString(title))
	end := string(rs[max(0, len(rs)-endOfTitle):])
	return slices.ContainsFunc(n.reported, func(word string) bool { return strings.Contains(end, word) })
}

// handsOut reports whether a draft makes anybody responsible for anything.
func handsOut(d *taizhang.Draft) bool {
	return slices.ContainsFunc(d.Nodes, func(n taizhang.DraftNode) bool { return len(n.Groups) > 0 }) ||
		slices.ContainsFunc(d.Tables, func(t taizhang.DraftTable) bool {
			return slices.ContainsFunc(t.Rows, func(r taizhang.DraftRow) bool { return len(r.Groups) > 0 })
		})
}
