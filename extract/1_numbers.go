package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

var numberAtEnd = taizhang.NewPattern(`\(\p{Han}{1,12}\((?:19|20)\d{2}\)第?\d{1,5}号\)$`)

// numbers cuts the lines of the cover that a title and a document number share: 某政办〔2016〕26号《…》,
// …工作任务（某政发〔2021〕2号）, …的通知 某办〔2018〕24号 2018年12月27日.
func (w *work) numbers() {
	var cuts []int
	for i := range min(w.firstBlock(), len(w.lines)) {
		l := &w.lines[i]
		if !w.open(i) || l.span.Len() >= longLine || strings.Contains(w.folded(i), "。") || docNumber.MatchString(w.folded(i)) {
			continue
		}
		f := hanzi.FoldSpans(w.text, taizhang.Spans{l.span})
		if m := gluedNumber.FindString(f.Text); m != "" && w.titled(f.Text[len(m):]) {
			cuts = append(cuts, f.At(len(m)))
			continue
		}
		if m := numberAtEnd.FindStringIndex(f.Text); m != nil && m[0] >= 18 {
			cuts = append(cuts, f.At(m[0]))
			continue
		}
		from := -1
		for at, r := range w.text[l.span.Start:l.span.End] + " " {
			if !taizhang.Blank(r) {
				if from < 0 {
					from = l.span.Start + at
				}
				continue
			}
			if to := l.span.Start + at; from >= 0 {
				if docNumber.MatchString(taizhang.FoldString(w.text[from:to])) && (w.words.genre(taizhang.FoldString(w.text[l.span.Start:from])) || from == l.span.Start && dateLine.MatchString(taizhang.FoldString(w.text[to:l.span.End]))) {
					cuts = append(cuts, from, to)
				}
				from = -1
			}
		}
	}
	slices.Sort(cuts)
	w.cutLines(slices.Compact(cuts))
}

// titled reports whether folded text is a title, as far as one line tells.
func (w *work) titled(s string) bool {
	return len(s) >= 18 && w.words.genre(s) && (strings.Contains(s, "关于") || strings.HasPrefix(s, "《"))
}

// unquoted leaves out the marks 《》 that stand around a whole title.
func unquoted(text string, spans taizhang.Spans) taizhang.Spans {
	s := spans.Cut(text)
	if !strings.HasPrefix(s, "《") || !strings.HasSuffix(s, "》") {
		return spans
	}
	inner := s[len("《") : len(s)-len("》")]
	depth := 0
	for _, r := range inner {
		switch r {
		case '《':
			depth++
		case '》':
			if depth--; depth < 0 {
				return spans // 《甲》和《乙》
			}
		}
	}
	return spans.Slice(len("《"), len(s)-len("》"))
}
