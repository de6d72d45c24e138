package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// beginsWith reports whether s begins with any of the phrases of a kind.
func (w *work) beginsWith(s, kind string) bool {
	for _, word := range w.words.phrases[kind] {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

func endsWith(s string, words []string) bool {
	for _, word := range words {
		if strings.HasSuffix(s, word) {
			return true
		}
	}
	return false
}

// gluedCells cuts a row's text into its columns where that gains most. open: the
// text may go on after the row.
func (w *work) gluedCells(roles []taizhang.ColumnRole, s taizhang.Span, open bool) ([]taizhang.Span, float64) {
	cuts := w.gluedCuts(s, open)
	k, n := len(roles), len(cuts)
	if n < 2 {
		return nil, -1e9
	}
	const none = -1e9
	ends := make([]bool, n)
	for j := 1; j < n; j++ {
		tail := w.text[max(s.Start, cuts[j]-30):cuts[j]]
		for !utf8.RuneStart(tail[0]) {
			tail = tail[1:]
		}
		ends[j] = w.words.organ(taizhang.FoldString(tail), true)
	}
	gain := make([][]float64, k+1)
	from := make([][]int, k+1)
	for c := range gain {
		gain[c], from[c] = make([]float64, n), make([]int, n)
		for i := range gain[c] {
			gain[c][i] = none
		}
	}
	gain[0][0] = 0
	for c, role := range roles {
		for i := range n {
			if gain[c][i] == none {
				continue
			}
			for j := i; j < n; j++ {
				if unitRole(role) && j > i && !ends[j] {
					continue // no organ's name ends there
				}
				g := gain[c][i] + w.gluedCell(role, taizhang.Span{Start: cuts[i], End: cuts[j]})
				if g > gain[c+1][j] {
					gain[c+1][j], from[c+1][j] = g, i
				}
			}
		}
	}
	end := n - 1
	if open {
		for j := range n {
			if gain[k][j] > gain[k][end] || j < end && gain[k][j] == gain[k][end] {
				end = j
			}
		}
	}
	if gain[k][end] == none {
		return nil, none
	}
	cells := make([]taizhang.Span, k)
	for c, j := k, end; c > 0; c-- {
		i := from[c][j]
		cells[c-1] = trimSpan(w.text, cuts[i], cuts[j])
		j = i
	}
	return cells, gain[k][end]
}

// gluedCell says what a piece gains as a cell of a role.
func (w *work) gluedCell(role taizhang.ColumnRole, s taizhang.Span) float64 {
	if s.Len() == 0 {
		if role == taizhang.ColNote {
			return 0
		}
		return -3
	}
	if prose(role) {
		switch {
		case role == taizhang.ColNote:
			return -2
		case s.Len() < 12:
			return -1
		}
		return 0
	}
	if s.Len() > 1200 || role == taizhang.ColDeadline && s.Len() > 120 {
		return -6
	}
	text := taizhang.FoldString(w.text[s.Start:s.End])
	if role == taizhang.ColDeadline {
		switch {
		case w.kindOf(text) == kindTime:
			return 4 - .01*float64(s.Len())
		}
		return -1.5
	}
	return w.gluedUnits(text)
}

// gluedUnits says what a folded piece gains as a list of units: the longer the
// better, but not by a first name that swallows what stands before it. The names of
// a list begin alike: 市民政局、市财政局.
func (w *work) gluedUnits(text string) float64 {
	items := clauses(text, listMarks)
	if len(items) == 0 || items[0].Start > 0 {
		return -4 // it begins with a mark
	}
	organs := 0
	level := ""
	for i, r := range items {
		name := text[r.Start:r.End]
		if len(name) < 3 || len(name) > 75 || strings.ContainsAny(name, "0123456789") || strings.Contains(name, "的") {
			return -4
		}
		if i > 0 && level == "" && strings.ContainsAny(name[:3], "市省县区州") {
			level = name[:3]
		}
		if w.words.organ(name, true) {
			organs++
		}
	}
	last := text[items[len(items)-1].Start:items[len(items)-1].End]
	if organs == 0 || organs*6 < len(items)*5 || !w.words.organ(last, true) {
		return -4
	}
	first := text[items[0].Start:items[0].End]
	if i := strings.IndexByte(first, '('); i > 0 {
		first = first[:i]
	}
	gain := 4 - .25*float64(max(utf8.RuneCountInString(first)-10, 0)) + .02*float64(min(len(text), 100))
	if level == "" {
		for _, l := range []string{"市", "省", "县"} {
			if strings.Contains(first, l) {
				level = l
				break
			}
		}
	}
	switch {
	case level == "":
	case strings.HasPrefix(first, level), w.beginsWith(first, "organ-head"):
		gain += 1.5
	case strings.Contains(first, level):
		gain -= 1.5
	}
	if !w.words.organ(first, false) {
		gain--
	}
	return gain
}

// gluedCuts returns the bytes at which a cell may end: before a name's first
// character, after an organ's last one, where a sentence ends, around times.
func (w *work) gluedCuts(s taizhang.Span, open bool) []int {
	const limit = 70
	text := w.text[s.Start:s.End]
	marks := map[int]bool{0: true}
	for i, r := range text {
		n := utf8.RuneLen(r)
		if n < 0 {
			continue
		}
		switch {
		case strings.ContainsRune("市省县区州各国中人团园", r):
			marks[i] = true
		case strings.ContainsRune("。；;）)", r):
			marks[i+n] = true
		case strings.ContainsRune("局委厅办部院府会处联协行关队司门位心室所署站道镇乡", r):
			marks[i+n] = true
		case r == '2' && i+3 < len(text) && text[i+1] == '0' || strings.ContainsRune("持长每逐年立按全上下", r):
			marks[i] = true
		}
	}
	for _, t := range w.times.Find(text) {
		marks[t.Start], marks[t.End] = true, true
	}
	if !open {
		marks[len(text)] = true
	}
	var cuts []int
	for i := range len(text) + 1 {
		if marks[i] {
			cuts = append(cuts, s.Start+i)
		}
	}
	if len(cuts) > limit { // the values stand at a row's end
		if open {
			return cuts[:limit]
		}
		cuts = append(cuts[:1:1], cuts[len(cuts)-limit+1:]...)
	}
	return cuts
}
