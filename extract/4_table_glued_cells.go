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

// cut finds where a cell may begin or end: before a name's first character, after an organ's last
// one, where a sentence ends, around times and the numbers of rows.
func (g *gluedSearch) cut(s taizhang.Span) {
	text := g.w.text[s.Start:s.End]
	marks := map[int]bool{0: true, len(text): true}
	numbers := map[int]int{}
	for i, r := range text {
		n := utf8.RuneLen(r)
		if n < 0 {
			continue
		}
		switch {
		case g.w.words.chars("cell-begins", r):
			marks[i] = true
		case strings.ContainsRune("日底", r) && strings.HasPrefix(text[i+n:], "前"):
		case strings.ContainsRune("。；;）)日前底", r):
			marks[i+n] = true
		case g.w.words.chars("cell-ends", r):
			marks[i+n] = true
		case r == '2' && i+3 < len(text) && text[i+1] == '0' || g.w.words.chars("time-begins", r):
			marks[i] = true
		case g.numbered && strings.ContainsRune("一二三四五六七八九十", r) && strings.HasPrefix(text[i+n:], "、"):
			marks[i] = true
		}
		if g.numbered && r >= '1' && r <= '9' {
			if n, v := rowNumberAt(text, i); n > 0 {
				marks[i], marks[i+n] = true, true
				numbers[i] = v
			}
		}
	}
	for _, t := range g.w.times.Find(text) {
		marks[t.Start], marks[t.End] = true, true
	}
	g.numbers = make(map[int]int, len(numbers))
	for i := range len(text) + 1 {
		if marks[i] {
			if v, ok := numbers[i]; ok {
				g.numbers[len(g.cuts)] = v
			}
			g.cuts = append(g.cuts, s.Start+i)
		}
	}
	g.ends = make([]bool, len(g.cuts))
	for j := 1; j < len(g.cuts); j++ {
		tail := g.w.text[max(s.Start, g.cuts[j]-30):g.cuts[j]]
		for !utf8.RuneStart(tail[0]) {
			tail = tail[1:]
		}
		g.ends[j] = g.w.words.organ(taizhang.FoldString(tail), true)
	}
}

// rowNumberAt reads digits that may number a row: alone, and no part of a figure, a date or a label;
// their bytes and value, or 0.
func rowNumberAt(text string, at int) (n, v int) {
	for at+n < len(text) && text[at+n] >= '0' && text[at+n] <= '9' {
		v = 10*v + int(text[at+n]-'0')
		if n++; n > 4 {
			return 0, 0
		}
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+n:])
	if before < utf8.RuneSelf && isWord(byte(before)) || strings.ContainsRune("第.．—-~至〔[（(、，", before) ||
		after < utf8.RuneSelf && isWord(byte(after)) || strings.ContainsRune("年月日季%％号〕]）)、.．—-~", after) && n+at < len(text) {
		return 0, 0
	}
	return n, v
}
