package reader

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// label counts a paragraph in its list and returns its number as Word prints it,
// with a mark of the gap after it; empty for a paragraph in no list.
func (ls *docxLists) label(p docxProps, styles docxStyles) string {
	id, level := p.list, p.level
	styleID, styleLevel, from := styles.list(p.style)
	if id == "" {
		id = styleID
	}
	if id == "" || id == "0" {
		return ""
	}
	n := ls.nums[id]
	if n == nil || n.abstract == nil {
		return ""
	}
	if !p.levelSet && id == styleID {
		level = n.styleLevel(p.style, from, styleLevel)
	}
	if level < 0 || level >= docxLevels || n.level(level) == nil {
		return ""
	}
	n.count(level)
	ls.alike = n.alike(level)
	return n.print(level)
}

// alike returns how many levels above one, of those that have begun, print their labels as it does.
func (n *docxNum) alike(level int) (more int) {
	own := n.level(level)
	if own.picture {
		return 0
	}
	for i := range level {
		l := n.level(i)
		if l == nil || !n.abstract.begun[i] || l.format != own.format || l.picture {
			continue
		}
		if l.format == "bullet" && l.bullet() == own.bullet() || l.format != "bullet" && strings.ReplaceAll(l.text, "%"+string(rune('1'+i)), "%") == strings.ReplaceAll(own.text, "%"+string(rune('1'+level)), "%") {
			more++
		}
	}
	return more
}

// styleLevel returns the level that names the style as its own, or the level the
// style names.
func (n *docxNum) styleLevel(style, from string, level int) int {
	for _, id := range []string{style, from} {
		for i := range docxLevels {
			if l := n.level(i); id != "" && l != nil && l.style == id {
				return i
			}
		}
	}
	return level
}

// count takes one step at a level and starts the ones below anew.
func (n *docxNum) count(level int) {
	a := n.abstract
	switch {
	case n.start[level] != nil:
		a.count[level] = *n.start[level]
		n.start[level] = nil
	case !a.begun[level]:
		a.count[level] = n.level(level).start
	default:
		a.count[level] = min(a.count[level]+1, 1<<30)
	}
	a.begun[level] = true
	for i := level + 1; i < docxLevels; i++ {
		l := n.level(i)
		if l == nil || l.restart < 0 || l.restart > 0 && level < l.restart {
			a.begun[i] = false
		}
	}
}

// print fills the numbers into a level's text.
func (n *docxNum) print(level int) string {
	l := n.level(level)
	var b strings.Builder
	switch {
	case l.format == "bullet" || l.picture:
		b.WriteString(l.bullet())
	default:
		for rest := l.text; rest != ""; {
			i := strings.IndexByte(rest, '%')
			if i < 0 || i+1 == len(rest) || rest[i+1] < '1' || rest[i+1] > '9' {
				b.WriteString(rest[:i+1])
				if rest = rest[i+1:]; i < 0 {
					b.WriteString(rest)
					break
				}
				continue
			}
			b.WriteString(rest[:i])
			b.WriteString(n.number(int(rest[i+1]-'1'), level, l.legal))
			rest = rest[i+2:]
		}
	}
	if b.Len() == 0 {
		return ""
	}
	if l.suffix != "nothing" {
		b.WriteByte(' ')
	}
	return b.String()
}

// number returns where a level stands, as the label of a paragraph at level at
// prints it. A level above that has not begun stands at its start.
func (n *docxNum) number(level, at int, legal bool) string {
	l := n.level(level)
	if l == nil || level > at {
		return ""
	}
	v := n.abstract.count[level]
	if !n.abstract.begun[level] {
		v = l.start
	}
	if legal && l.format != "none" {
		return formatNumber(v, "decimal")
	}
	return formatNumber(v, l.format)
}

// joinLabel puts a label before the text. The gap that Word leaves is dropped
// after punctuation and enclosed numbers, as notices are typed (（一）加强…, 1.加强…),
// and is a blank where the two would run together: 第一条 各单位, 1. 2025年底前.
func joinLabel(label, text string) string {
	bare := strings.TrimRight(label, " ")
	if bare == label {
		return label + text
	}
	last, _ := utf8.DecodeLastRuneInString(bare)
	next, _ := utf8.DecodeRuneInString(text)
	switch {
	case text == "":
		return bare
	case last == '.' || last == '．':
		if unicode.IsDigit(next) {
			return bare + " " + text
		}
		return bare + text
	case strings.ContainsRune("、，：；。)）]】〕》", last), last >= '①' && last <= '⓿', last >= '㈠' && last <= '㉃',
		last >= '㉑' && last <= '㉟', last >= '㊀' && last <= '㊉', last >= '㊱' && last <= '㊿':
		return bare + text
	}
	return bare + " " + text
}
