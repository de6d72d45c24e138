package extract

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// duties finds, in every node and row, the groups of units that a verb makes
// responsible, and the expressions of time.
func (w *work) duties() {
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		if n.Section {
			w.phrases(&n.Phrases, n.Title)
		}
		w.phrases(&n.Phrases, n.Text)
		n.Groups = besideLabels(n.Groups)
	}
	w.governing()
	for ti := range w.draft.Tables {
		t := &w.draft.Tables[ti]
		timed := false
		for _, c := range t.Columns {
			timed = timed || c.Role == taizhang.ColDeadline
		}
		for ri := range t.Rows {
			r := &t.Rows[ri]
			if r.Kind != taizhang.TaskRow {
				continue
			}
			for c, cell := range r.Cells {
				w.cellPhrases(&r.Phrases, t.Columns[c].Role, t.Columns[c].Name, cell, timed)
			}
		}
	}
}

// passage is the text of a node as phrases are looked for in it: folded, with the
// places where its paragraphs end.
type passage struct {
	taizhang.Folded
	spans    taizhang.Spans
	ends     []int // paragraph ends, bytes of the folded text
	brackets []taizhang.Span
	taken    []taizhang.Span // times read as values, bytes of the document, ascending
}

// phrases reads a text in one pass: its brackets, then sentence after sentence the
// labels (责任单位：…) and the verbs (由A牵头，B配合), then expressions of time.
func (w *work) phrases(p *taizhang.Phrases, ss taizhang.Spans) {
	if len(ss) == 0 {
		return
	}
	x := w.passage(ss)
	from := len(p.Times)
	for _, b := range x.brackets {
		w.bracket(p, x, b)
	}
	for at, k := 0, 0; at < len(x.Text); k++ {
		end := len(x.Text)
		if k < len(x.ends) {
			end = x.ends[k]
		}
		line := x.Text[at:end]
		for _, s := range clauses(line, "。;；!?") {
			w.sentenceDuties(p, x, taizhang.Span{Start: at + s.Start, End: at + s.End})
		}
		at = end
	}
	for _, t := range p.Times[from:] {
		x.taken = append(x.taken, taizhang.Span{Start: t.Spans.Start(), End: t.Spans.End()})
	}
	slices.SortFunc(x.taken, func(a, b taizhang.Span) int { return a.Start - b.Start })
	w.proseTimes(p, x)
}

// passage folds a text and finds its paragraphs and outer brackets.
func (w *work) passage(ss taizhang.Spans) *passage {
	x := &passage{Folded: taizhang.FoldSpans(w.text, ss), spans: ss}
	for _, s := range ss {
		if w.text[s.Start:s.End] == "\n" {
			if k := x.Index(s.Start); len(x.ends) == 0 || x.ends[len(x.ends)-1] < k {
				x.ends = append(x.ends, k)
			}
		}
	}
	depth, start := 0, 0
	for i := 0; i < len(x.Text); i++ {
		switch x.Text[i] {
		case '(':
			if depth == 0 {
				start = i + 1
			}
			depth++
		case ')':
			if depth--; depth == 0 {
				x.brackets = append(x.brackets, taizhang.Span{Start: start, End: i})
			}
			depth = max(depth, 0)
		case 0xe3:
			if depth > 1 && strings.HasPrefix(x.Text[i:], "。") {
				depth = 1 // an inner bracket that is never closed
			}
		}
	}
	return x
}

// slice returns the spans of bytes [from, to) of the folded text.
func (x *passage) slice(from, to int) taizhang.Spans {
	if from >= to {
		return nil
	}
	a, b := x.Back(from, to)
	return within(x.spans, a, b)
}

// closesParagraph reports whether nothing but marks stands between byte at and the
// end of its paragraph.
func (x *passage) closesParagraph(at int) bool {
	end := len(x.Text)
	if k := sort.SearchInts(x.ends, at); k < len(x.ends) {
		end = x.ends[k]
	}
	return strings.Trim(x.Text[at:end], "。;；.") == ""
}

// bracket reads what stands in a bracket: units, and beside them the value of a
// deadline (6月底完成，牵头单位：市工信局). Nothing but organs in the place where
// responsibility stands are units too.
func (w *work) bracket(p *taizhang.Phrases, x *passage, b taizhang.Span) {
	text := x.Text[b.Start:b.End]
	spans := x.slice(b.Start, b.End)
	groups := w.groups(spans, "", "bracket")
	if len(groups) == 0 && ends(lastRune(x.Text[:b.Start-1])) && lastRune(x.Text[:b.Start-1]) != ')' && x.closesParagraph(b.End+1) && w.onlyOrgans(text) {
		groups = w.groups(spans, taizhang.DutyResponsible, "bare-bracket")
	}
	if len(groups) == 0 {
		if before, _, ok := w.words.ending(text); ok && w.words.name(before) || w.words.nextLabel(text) >= 0 {
			w.find("duty-unread", taizhang.Warning, "括号内似有责任分工，但未能读出责任单位，请核对", spans, "")
		}
		return
	}
	p.Groups = append(p.Groups, groups...)
	for _, c := range clauses(text, ",;；。") {
		from := b.Start + c.Start
		clause := text[c.Start:c.End]
		if at := strings.IndexByte(clause, ':'); at >= 0 && strings.Contains(clause[:at], "时") {
			from += at + 1 // 完成时限：6月底
		}
		if value := x.Text[from : b.Start+c.End]; value != "" && w.times.Leading(value) {
			ss := x.slice(from, b.Start+c.End)
			p.Times = append(p.Times, taizhang.TimePhrase{Raw: squeeze(ss.Cut(w.text)), Spans: ss, Value: true})
		}
	}
}

// onlyOrgans reports whether folded text is organs and values of time alone.
func (w *work) onlyOrgans(s string) bool {
	organs := 0
	for _, c := range clauses(s, listMarks+"。") {
		switch name := s[c.Start:c.End]; {
		case w.words.organ(name, false) || w.words.class(name) || w.words.organ(name, true) && organs > 0:
			organs++
		case !w.times.Leading(name):
			return false
		}
	}
	return organs > 0
}

// proseTimes finds expressions of time that say when the task is to be done.
func (w *work) proseTimes(p *taizhang.Phrases, x *passage) {
	text := x.spans.Cut(w.text)
	if strings.Contains(text, "\n") { // a line end inside a paragraph is none of the text's
		b := []byte(text)
		at := 0
		for _, s := range x.spans {
			if n := s.Len(); n > 1 {
				for i := at; i < at+n; i++ {
					if b[i] == '\n' {
						b[i] = ' '
					}
				}
			}
			at += s.Len()
		}
		text = string(b)
	}
	for _, r := range w.times.Find(text) {
		spans := x.spans.Slice(r.Start, r.End)
		k := sort.Search(len(x.taken), func(i int) bool { return x.taken[i].End > spans.Start() })
		if k < len(x.taken) && x.taken[k].Start <= spans.Start() {
			continue // the value of a bracket, read before
		}
		p.Times = append(p.Times, taizhang.TimePhrase{Raw: squeeze(spans.Cut(w.text)), Spans: spans, Until: r.Until})
	}
}

// besideLabels makes those support who answer under a label of their own beside one
// that names the lead: 牵头单位：A, and in the next paragraph 责任单位：B.
func besideLabels(groups []taizhang.Group) []taizhang.Group {
	lead := slices.ContainsFunc(groups, func(g taizhang.Group) bool { return g.Duty == taizhang.DutyLead && g.Rule == "paragraph" })
	for i := range groups {
		if g := &groups[i]; lead && g.Rule == "paragraph" && g.Duty == taizhang.DutyResponsible {
			g.Duty = taizhang.DutySupport
		}
	}
	return groups
}

// governing moves a responsibility paragraph after a section's last child up to
// the section, where no other child has any: it governs them all.
func (w *work) governing() {
	last, others := map[int]int{}, map[int]int{} // by parent: the last child, and how many before it state units
	children := map[int]int{}
	for i, n := range w.draft.Nodes {
		if n.Parent < 0 {
			continue
		}
		if l, ok := last[n.Parent]; ok && len(w.draft.Nodes[l].Groups) > 0 {
			others[n.Parent]++
		}
		last[n.Parent] = i
		children[n.Parent]++
	}
	for parent, i := range last {
		n, up := &w.draft.Nodes[i], &w.draft.Nodes[parent]
		if n.Section || children[parent] < 2 || others[parent] > 0 || len(n.Groups) == 0 || len(n.Text) < 2 {
			continue
		}
		tail := n.Text[len(n.Text)-1]
		whole := true
		for _, g := range n.Groups {
			whole = whole && g.Mentions[0].Spans.Start() >= tail.Start
		}
		text := strings.TrimRight(taizhang.FoldString(w.text[tail.Start:tail.End]), "。")
		_, _, labelled := w.words.labelled(text)
		if whole && (labelled || strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")")) {
			up.Groups, n.Groups = append(up.Groups, n.Groups...), nil
			var own []taizhang.TimePhrase
			for _, t := range n.Times {
				if t.Spans.Start() >= tail.Start {
					up.Times = append(up.Times, t)
				} else {
					own = append(own, t)
				}
			}
			n.Times = own
			cut := len(n.Text) - 1
			for cut > 0 && strings.TrimFunc(n.Text[cut-1:cut].Cut(w.text), taizhang.Blank) == "" {
				cut--
			}
			n.Text, up.Text = n.Text[:cut], append(up.Text, tail)
		}
	}
}

// cellPhrases reads a row's cell by the role of its column.
func (w *work) cellPhrases(p *taizhang.Phrases, role taizhang.ColumnRole, header string, cell taizhang.Cell, timed bool) {
	if cell.Text == "" {
		return
	}
	switch role {
	case taizhang.ColUnit:
		p.Groups = append(p.Groups, w.groups(w.without(cell.Spans), taizhang.DutyResponsible, "column")...)
	case taizhang.ColLead:
		p.Groups = append(p.Groups, w.groups(w.without(cell.Spans), taizhang.DutyLead, "column")...)
	case taizhang.ColSupport:
		p.Groups = append(p.Groups, w.groups(w.without(cell.Spans), taizhang.DutySupport, "column")...)
	case taizhang.ColDeadline:
		t := w.timeValue(cell.Spans)
		t.Until = strings.Contains(header, "完成") || strings.Contains(header, "时限") || strings.Contains(header, "期限")
		p.Times = append(p.Times, t)
	case taizhang.ColTask:
		if !timed {
			w.proseTimes(p, w.passage(cell.Spans))
		}
	}
}

// timeValue reads the cell of a deadline; of 3-6月：完成设备更新 the time is what stands
// before the colon.
func (w *work) timeValue(spans taizhang.Spans) taizhang.TimePhrase {
	text := spans.Cut(w.text)
	if i := strings.IndexAny(text, ":："); i > 0 && w.times.Whole(text[:i]) {
		spans = spans.Slice(0, i)
		text = text[:i]
	}
	return taizhang.TimePhrase{Raw: squeeze(text), Spans: spans, Value: true}
}

// labelParts splits a folded sentence into clauses, at commas and before each label
// inside one: of units (牵头单位:A配合单位:B) and of times (责任单位:A完成时限:6月底).
func (v *vocabulary) labelParts(text string, sentence taizhang.Span) []taizhang.Span {
	var out []taizhang.Span
	for _, c := range v.verbParts(text, sentence) {
		for {
			at := v.nextLabel(text[c.Start:c.End])
			if at <= 0 {
				if at == 0 { // the label that heads it: is there another?
					k := strings.IndexByte(text[c.Start:c.End], ':') + 1
					if at = v.nextLabel(text[c.Start+k : c.End]); at > 0 {
						at += k
					}
				}
				if at <= 0 {
					break
				}
			}
			out = append(out, taizhang.Span{Start: c.Start, End: c.Start + at})
			c.Start += at
		}
		out = append(out, c)
	}
	return out
}

// verbParts splits a folded sentence at commas, and at 、 behind a verb (A牵头、B负责).
func (v *vocabulary) verbParts(text string, sentence taizhang.Span) []taizhang.Span {
	var out []taizhang.Span
	for _, c := range clauses(text[sentence.Start:sentence.End], ",，") {
		c.Start, c.End = c.Start+sentence.Start, c.End+sentence.Start
		for _, item := range clauses(text[c.Start:c.End], "、") {
			if _, _, ok := cutVerb(text[c.Start:c.Start+item.End], v.end); ok && c.Start+item.End < c.End {
				out = append(out, taizhang.Span{Start: c.Start, End: c.Start + item.End})
				c.Start += item.End + len("、")
				break
			}
		}
		out = append(out, c)
	}
	return out
}

// nextLabel returns where the first label of units or of a time begins in folded
// text, outside brackets; -1 where none does.
func (v *vocabulary) nextLabel(s string) int {
	depth := 0
	for at := 0; at < len(s); at++ {
		switch s[at] {
		case '(':
			depth++
		case ')':
			depth--
		case ':':
			if depth != 0 {
				continue
			}
			if from, _, ok := v.labelBefore(s, at); ok {
				return from
			}
			for _, label := range v.phrases["time-label"] {
				if strings.HasSuffix(s[:at], label) {
					return at - len(label)
				}
			}
		}
	}
	return -1
}

// runes counts characters.
func runes(s string) int { return utf8.RuneCountInString(s) }
