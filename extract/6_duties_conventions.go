package extract

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// included are the units that a note adds to every later list.
type included struct {
	note  taizhang.Span
	names taizhang.Spans
	duty  taizhang.Duty
}

// leavesOut reports whether folded text says what a convention does not hold for, and is no list before it: 除标注的外.
func (w *work) leavesOut(s string) bool {
	return w.words.beginsWith(strings.TrimLeft(s, "("), "range-but") && w.words.endsWith(s, "range-outside")
}

// conventions notes what the notice states once, such as who leads in a list.
func (w *work) conventions() {
	sentences := w.statements()
	for _, c := range w.words.conventions {
		read := slices.Clone(w.cut) // by rows above
		var in sentence
		line, seen := 0, 0
		for _, m := range w.matches(c, sentences) {
			if n := len(w.cut); n > len(read) && m[0] < w.cut[n-1].End {
				continue // of the sentence before it
			}
			in = w.around(m[0], m[1], in)
			s := trimSpan(w.text, in.span.Start, in.end)
			if overlaps(read, s) || len(w.cut) > len(read) && overlaps(w.cut[len(w.cut)-1:], s) {
				continue
			}
			said := taizhang.Squeeze(w.text[s.Start:s.End])
			spans := taizhang.Spans{s}
			if c.code == "carry-forward" {
				w.find("carry-forward", taizhang.Info, "文中说明“"+said+"”，以下各项未补列，请按需要自行增补", spans, "")
				continue
			}
			w.field("convention", said, spans)
			if c.code != "include" { // a list may stand before it in one bracket
				if k := strings.LastIndexAny(w.text[s.Start:m[0]], "，,"); k >= 0 && !w.leavesOut(taizhang.FoldString(w.text[s.Start:s.Start+k])) {
					s.Start += k
				}
			}
			w.cut = append(w.cut, s)
			// The list it follows is the first it holds for.
			if i := strings.LastIndexByte(w.text[seen:max(seen, in.span.Start)], '\n'); i >= 0 {
				line = seen + i + 1
			}
			from := line
			seen = max(seen, in.span.Start)
			if p, ok := w.paragraph(in.span.Start); ok {
				from = p.Start
			}
			if in.span.Start-from >= longLine { // the line has lost its ends
				from += outerBracket(w.text[from:in.span.Start])
			}
			switch {
			case c.code == "include" && len(m) == 4:
				duty := taizhang.DutyResponsible
				if w.words.holds(said, "shares") {
					duty = taizhang.DutySupport
				}
				w.includeNote(included{s, taizhang.Spans{trimSpan(w.text, m[2], m[3])}, duty})
				w.find("convention", taizhang.Info, "按文中约定“"+said+"”，此后列有责任单位的各项均补列该单位", spans, "")
			case c.code == "comma-leads" && w.stated.mark == 0:
				w.stated = stated{from: from, mark: ',', rest: taizhang.DutySupport}
				if holds(w.text[m[2]:m[3]], "分号", ";", "；") {
					w.stated.mark = ';'
				}
				if strings.Contains(said, "分工") {
					w.stated.rest = taizhang.DutySeparate // 其余按职责分工负责
				}
				w.find("convention", taizhang.Info, "按文中约定“"+said+"”，自此处起列在首个"+map[byte]string{',': "逗号", ';': "分号"}[w.stated.mark]+"前的为牵头单位，其余为配合单位", spans, "")
			case c.code == "mark-leads" && w.stated.star == "":
				w.stated.star, w.stated.starFrom = w.text[m[2]:m[3]], from
				w.find("convention", taizhang.Info, "按文中约定“"+said+"”，自此处起有此标记的为牵头单位，其余为配合单位", spans, "")
			case c.code == "otherwise" && w.otherwise == nil:
				w.otherwise = taizhang.Spans{trimSpan(w.text, m[2], m[3])}
				w.find("convention", taizhang.Info, "按文中约定“"+said+"”，所在之处各项中未列责任单位的，由该单位负责", spans, "")
			case c.code == "first-is-lead" && w.draft.FirstLeadsFrom < 0:
				w.draft.FirstLeadsFrom = from
				w.leadsNoted = w.words.beginsWith(taizhang.Squeeze(w.text[from:in.end]), "table-note")
				w.find("convention", taizhang.Info, "按文中约定“"+said+"”，自此处起“负责”的各单位中列第一位的为牵头单位，其余为配合单位", spans, "")
			}
		}
		slices.SortFunc(w.cut, func(a, b taizhang.Span) int { return cmp.Compare(a.Start, b.Start) })
	}
}

// longestList is how many bytes before a convention its list may begin.
const longestList = 3000

// outerBracket returns where the outermost bracket opens that is open at the end of s, or the one before it where it
// stands right behind one: （…）（列第一位的为牵头单位）; 0 where none does.
func outerBracket(s string) int {
	if k := len(s) - longestList; k > 0 { // a list of units is shorter
		for !utf8.RuneStart(s[k]) {
			k++
		}
		if at := outerBracket(s[k:]); at > 0 {
			return k + at
		}
		return 0
	}
	at, depth := 0, 0
	behind := false // another bracket closes right before the one found
	for i := len(s); i > 0; {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
		switch {
		case strings.ContainsRune("）)〕】]", r):
			behind = behind || depth == 0 && i+n == at
			depth++
		case strings.ContainsRune("（(〔【[", r):
			if depth--; depth < 0 || depth == 0 && behind {
				at, depth, behind = i, 0, false
			}
		case depth == 0 && r == '。':
			return at
		}
	}
	return at
}

// mostIncludes is how many notes may add units to all later lists: each is laid over each.
const mostIncludes = 50

// includeNote keeps a note, unless one above adds the same already.
func (w *work) includeNote(note included) {
	same := func(o included) bool { return o.duty == note.duty && o.names.Cut(w.text) == note.names.Cut(w.text) }
	switch {
	case slices.ContainsFunc(w.include, same):
	case len(w.include) < mostIncludes:
		w.include = append(w.include, note)
	default:
		w.find("convention", taizhang.Warning, "此类约定已超过"+strconv.Itoa(mostIncludes)+"条，本条未补列，请按需要自行增补", taizhang.Spans{note.note}, "")
	}
}

// overlaps reports whether a span has a byte in common with one of others, which are
// sorted and disjoint.
func overlaps(others []taizhang.Span, s taizhang.Span) bool {
	i, _ := slices.BinarySearchFunc(others, s.Start, func(o taizhang.Span, at int) int { return cmp.Compare(o.End, at+1) })
	return i < len(others) && others[i].Start < s.End
}

// includes adds to every list behind a note the units that the note says it has.
func (w *work) includes() {
	for _, c := range w.include {
		p := w.passage(c.names)
		var names []taizhang.Mention
		for _, c := range w.cutPieces(p, 0, len(p.text)) {
			m, _, _ := w.mentions(p, entry{start: c.start, end: c.end})
			names = append(names, m...)
		}
		if len(names) == 0 {
			continue
		}
		from := ""
		for i := range w.draft.Nodes {
			if n := &w.draft.Nodes[i]; n.Text.Start() >= 0 && n.Text.Start() <= c.note.Start {
				from = n.ID
			}
		}
		add := func(p *taizhang.Phrases, id string) {
			if len(p.Groups) == 0 || p.Groups[0].Mentions[0].Spans.Start() < c.note.Start && id != from {
				return
			}
			g := taizhang.Group{Verb: "均包括", Duty: c.duty, Rule: "include", From: from, Mentions: names}
			for _, o := range p.Groups {
				if o.Duty == taizhang.DutySeparate && c.duty == taizhang.DutyResponsible {
					g.Duty = taizhang.DutySeparate
				}
				for _, m := range o.Mentions {
					if slices.ContainsFunc(names, func(n taizhang.Mention) bool { return n.Text == m.Text }) {
						return // printed here as well
					}
				}
			}
			p.Groups = append(p.Groups, g)
		}
		for i := range w.draft.Nodes {
			add(&w.draft.Nodes[i].Phrases, w.draft.Nodes[i].ID)
		}
		for t := range w.draft.Tables {
			for r := range w.draft.Tables[t].Rows {
				add(&w.draft.Tables[t].Rows[r].Phrases, w.draft.Tables[t].Rows[r].ID)
			}
		}
	}
}

// sentence is a stretch of text without a mark that ends one.
type sentence struct {
	span taizhang.Span
	end  int // with its full stop
}

// around widens [start, end) to the sentence around it, within its line. last is what it
// returned before: many matches of one long sentence search it once.
func (w *work) around(start, end int, last sentence) sentence {
	marks := "。;；(（)）"
	p, ok := w.paragraph(start)
	if !ok {
		p, marks = taizhang.Span{End: len(w.text)}, "\n"+marks
	}
	if end > start { // a pattern may end with the mark
		_, n := utf8.DecodeLastRuneInString(w.text[:end])
		if strings.ContainsAny(w.text[end-n:end], marks) {
			end -= n
		}
	}
	if last.span.Start <= start && end <= last.span.End && last.end > 0 {
		return last
	}
	from, to := p.Start, max(p.End, end)
	if i := strings.LastIndexAny(w.text[from:start], marks); i >= 0 {
		_, n := utf8.DecodeRuneInString(w.text[from+i:])
		from += i + n
	}
	if i := strings.IndexAny(w.text[end:to], marks); i >= 0 {
		to = end + i
	}
	around := sentence{taizhang.Span{Start: from, End: to}, to}
	if strings.HasPrefix(w.text[to:], "。") {
		around.end += len("。")
	}
	return around
}

// without returns spans less the text of conventions.
func (w *work) without(spans taizhang.Spans) (out taizhang.Spans) {
	k := 0
	if len(spans) > 0 {
		k, _ = slices.BinarySearchFunc(w.cut, spans.Start(), func(c taizhang.Span, at int) int { return cmp.Compare(c.End, at+1) })
	}
	if k == len(w.cut) || len(spans) == 0 || w.cut[k].Start >= spans.End() {
		return spans
	}
	for _, s := range spans {
		for ; k < len(w.cut) && w.cut[k].Start < s.End; k++ {
			c := w.cut[k]
			if a := min(s.End, c.Start); a > s.Start {
				out = append(out, taizhang.Span{Start: s.Start, End: a})
			}
			if s.Start = max(s.Start, c.End); c.End > s.End {
				break // it goes on in the next
			}
		}
		if s.Start < s.End {
			out = append(out, s)
		}
	}
	return out
}
