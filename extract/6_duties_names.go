package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// mentions makes mentions of an item of a list: one as a rule, several where names
// are joined by 和, by a mark or by nothing. A bare 等部门 is none; more says that
// others share the duty who are not named. What is a person's post, or a clause behind the list, is left.
func (w *work) mentions(p *passage, e entry) (out []taizhang.Mention, more bool, left []taizhang.Spans) {
	if e.end-e.start > mostPhrase {
		return nil, false, nil
	}
	for _, s := range w.atEnds(p, e) {
		spans, others := w.words.names(p.text[s.Start:s.End])
		more = more || others
		for _, n := range spans {
			name := p.text[s.Start+n.Start : s.Start+n.End]
			if !isName(name) || w.times.Whole(name) || utf8.RuneCountInString(name) > 40 {
				continue
			}
			ss := p.at(s.Start+n.Start, s.Start+n.End)
			if w.words.isPost(name) || e.comma > 0 && w.words.beginsWith(name, "no-name") && !w.words.unit(name, true) {
				left = append(left, ss)
				continue
			}
			out = append(out, taizhang.Mention{Text: taizhang.Squeeze(ss.Cut(w.text)), Spans: ss})
		}
	}
	return out, more, left
}

// atEnds splits an item at line ends and blanks where a name has ended: units may
// stand one a line, without a mark between them.
func (w *work) atEnds(p *passage, e entry) []taizhang.Span {
	var out []taizhang.Span
	start := e.start
	ends := p.endsWithin(e.start, e.end)
	for i, k := range ends {
		left, right := p.text[start:k], p.text[k:e.end]
		if w.words.organ(left, true) && w.words.person(right) {
			return append(out, taizhang.Span{Start: start, End: k}) // 市教育局 王明
		}
		if !w.words.organ(left, false) && w.words.ofLevel(left) && !w.words.ofLevel(right) {
			continue // 省人力资源社会⏎保障厅: the first begins with its level, and the second does not
		}
		word := right // up to the next end: 市农业农村局 和龙市
		if i+1 < len(ends) {
			word = p.text[k:ends[i+1]]
		}
		place := w.words.region(word) && (w.words.organ(left, false) || w.words.region(left))
		if place || w.words.unit(left, false) && w.words.unit(right, true) || w.words.organ(left, true) && w.words.organ(right, true) && runes(left) >= 3 && runes(right) >= 3 {
			out = append(out, taizhang.Span{Start: start, End: k})
			start = k
		}
	}
	return append(out, taizhang.Span{Start: start, End: e.end})
}

// person reports whether a folded word reads as a person's name, or says what a person is: 王明, 主要负责人.
func (v *vocabulary) person(s string) bool {
	if v.unit(s, true) || v.region(s) {
		return false
	}
	n := runes(s[:min(len(s), 20)])
	return n >= 2 && n <= 4 && v.chars("surnames", firstRune(s)) || v.endsIn(s, "post")
}

// ofLevel reports whether a folded name begins with a level: 省教育厅, 市级有关部门.
func (v *vocabulary) ofLevel(s string) bool {
	return v.beginsWith(s, "level")
}

// runes counts characters.
func runes(s string) (n int) {
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

// unit reports whether a folded name ends as an organ's or is a group of units.
func (v *vocabulary) unit(s string, weak bool) bool { return v.organ(s, weak) || v.group(s) }

// region reports whether a folded name is that of a region, and more than its level.
func (v *vocabulary) region(s string) bool {
	return v.place(s) && runes(s[:min(len(s), 12)]) > 2 && !strings.ContainsAny(strings.TrimPrefix(s, "和"), "和及与等或")
}

// leastOffice is how many bytes names of offices have on both sides of 和 at least: 教务处和学生处, and not 干部和人才科.
const leastOffice = len("教务处")

// names splits an item of a list into names. A joint parts names only where both
// sides are, so that 住房和城乡建设局 stays whole.
func (v *vocabulary) names(s string) (out []taizhang.Span, others bool) {
	start, end := v.trim(s)
	closing := lastAny(s[:end], ")〉")
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r == '(' || r == '〈') && i < closing {
			i = closing
			continue
		}
		if r == '等' {
			if rest, ok := v.afterMany(s[start:i], s[i+n:end]); ok {
				if i > start {
					out = append(out, taizhang.Span{Start: start, End: i})
				}
				if rest < 0 {
					return out, true
				}
				start = i + n + rest
				i, others = start, true
				continue
			}
		}
		if j := v.jointAt(s[i:end]); j > 0 && i > start {
			rest := s[i+j : end]
			if s[i] == '/' && v.organ(s[start:i], true) && v.person(rest) {
				return append(out, taizhang.Span{Start: start, End: i}), others // 市司法局/张明
			}
			if left := s[start:i]; v.unit(left, s[i] < utf8.RuneSelf || v.group(rest) || len(left) >= leastOffice && len(rest) >= leastOffice) && (v.unitOrOffice(headOf(rest)) || v.region(rest)) && !v.bare(rest) {
				out = append(out, taizhang.Span{Start: start, End: i})
				start, n = i+j, j
			}
		}
		if i > start && v.glued(s[start:i], s[i:end]) {
			out = append(out, taizhang.Span{Start: start, End: i})
			start = i
		}
		i += n
	}
	if start < end {
		out = append(out, taizhang.Span{Start: start, End: end})
	}
	return out, others
}

// jointAt returns how many bytes at the start of s join two names: 和, /, --, or the number of the second (①, 2.).
func (v *vocabulary) jointAt(s string) int {
	if j := v.kinds["joint"].begins(s); j != "" {
		return len(j)
	}
	if r := firstRune(s); r >= '①' && r <= '⑳' {
		return utf8.RuneLen(r)
	}
	if _, n := digits.read(s); n > 0 && n <= 2 && strings.HasPrefix(s[n:], ".") {
		return n + 1
	}
	return 0
}

// unitOrOffice reports whether a folded name is that of a unit, or an office's alone: 办公室.
func (v *vocabulary) unitOrOffice(s string) bool {
	return v.unit(s, true) || v.kinds["office"].has(s)
}

// headOf is what of an item stands before 等 and a name.
func headOf(s string) string {
	from := max(0, len(s)-longestName)
	if k := strings.LastIndex(s[from:], "等"); k >= 0 && from+k > 0 {
		return s[:from+k]
	}
	return s
}

// trim cuts what is no part of a name off an item: numbers and stars, 由, and a
// remark in brackets (含开发区，下同).
func (v *vocabulary) trim(s string) (start, end int) {
	end = len(s)
	for {
		r, n := utf8.DecodeRuneInString(s[start:end])
		if n == 0 || !(r >= '①' && r <= '⑳') && !strings.ContainsRune("★☆▲△●○■□◆◎※#*·•-/.&+", r) {
			break
		}
		start += n
	}
	if k := strings.LastIndex(s[start:end], "由"); k > 0 && v.unit(s[start+k+len("由"):end], true) {
		start += k // …的问题由所在单位
	}
	for _, x := range v.phrases["owner-before"] { // 此项工作由办公室, 会务工作归口后勤处
		if k := strings.LastIndex(s[start:end], x); k >= 0 && v.unitOrOffice(s[start+k+len(x):end]) {
			start += k + len(x)
		}
	}
	if rest, ok := strings.CutPrefix(s[start:end], "和"); ok && v.group(rest) {
		start += len("和") // 和各部门; not 和平区政府
	}
	if rest, ok := strings.CutPrefix(s[start:end], "以"); ok && v.organ(rest, false) {
		start += len("以") // 以某局为主
	}
	for at := -1; at < start && v.beginsWith(s[start:end], "opener"); { // 并由
		at = start
		for _, x := range v.phrases["opener"] {
			if rest, ok := strings.CutPrefix(s[start:end], x); ok && v.unit(rest, true) {
				start += len(x)
			}
		}
	}
	for _, pair := range [...][2]string{{"(", ")"}, {"〈", "〉"}} {
		if !strings.HasSuffix(s[start:end], pair[1]) {
			continue
		}
		if k := strings.LastIndex(s[start:end], pair[0]); k > 0 && v.beginsWith(s[start+k+len(pair[0]):], "aside") {
			end = start + k
		}
	}
	return start, start + len(strings.TrimRight(strings.TrimSuffix(s[start:end], "()"), "-/·•*#※★☆▲△●○■□◆◎"))
}

// afterMany reads what follows 等: -1 for nothing that is a name (等, 等部门), else
// where the group begins that is one (等有关部门, 等和各地区).
func (v *vocabulary) afterMany(before, rest string) (int, bool) {
	if counted := strings.TrimLeft(rest, "0123456789一二三四五六七八九十"); strings.HasPrefix(counted, "个") {
		rest = strings.TrimPrefix(counted, "个") // 等12个部门
	}
	if rest == "" || v.bare(rest) {
		last, _ := utf8.DecodeLastRuneInString(before)
		return -1, rest == "" || !strings.ContainsRune("高中同平初优", last) // 高等学校
	}
	at, joints := 0, v.phrases["joint"]
	for _, j := range joints {
		if strings.HasPrefix(rest, j) {
			at = len(j)
			break
		}
	}
	bare := rest[at:]
	if at == 0 {
		for _, word := range v.phrases["group"] { // 等部门和各地区
			if after, ok := strings.CutPrefix(rest, word); ok && after != "" {
				for _, j := range joints {
					if tail, ok := strings.CutPrefix(after, j); ok && v.group(tail) {
						return len(rest) - len(tail), true
					}
				}
			}
		}
	}
	for _, j := range joints {
		if k := strings.Index(bare[:min(len(bare), longestName)], j); k > 0 && v.unit(bare[:k], true) {
			return at, true // 等国务院相关部门及各地区
		}
	}
	if at == 0 && !v.group(rest) && v.unit(before, true) && v.unit(rest, true) {
		return -1, true // 市编办等登记管理机关: what the first is one of
	}
	return at, v.group(bare) || at > 0 && v.unit(bare, true)
}

// glued reports whether two names stand side by side without a mark: the second
// begins with the level that the first begins with.
func (v *vocabulary) glued(left, right string) bool {
	level, n := utf8.DecodeRuneInString(left)
	if !strings.ContainsRune("省市县区州", level) || !strings.HasPrefix(right, left[:n]) {
		return false
	}
	if runes(left[:min(len(left), 12)]) < 3 { // what has no mark may be of any length
		return right == left[:n]+"政府" // 市委市政府
	}
	return v.organ(left, false) && v.organ(right, true)
}

// isName reports whether folded text holds a character that names are made of.
func isName(s string) bool {
	return strings.ContainsFunc(s, han)
}
