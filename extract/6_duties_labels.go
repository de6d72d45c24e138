package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// standsAlone reports whether what stands before a label, with no mark between, is a name, a duty
// or a time, and no part of the label.
func (w *work) standsAlone(s string) bool {
	_, _, ends := w.words.ending(s)
	return ends || w.words.unit(s, true) || w.words.region(s) || w.times.Leading(s)
}

// gapLabel reads a label of units that a blank or a line end follows in place of a colon
// (责任单位 市教育局), or nothing in a bracket that begins with it; where the list begins.
func (w *work) gapLabel(p *passage, i, b int) (int, verb, bool) {
	if b-i < 6 || w.words.verbs.begins.begins(p.text[i:b]) == "" {
		return 0, verb{}, false
	}
	opens := i == 0 || (p.text[i-1] == '(' || p.text[i-1] == ',' || p.text[i-1] == ';') || i > 2 && (strings.HasSuffix(p.text[:i], "，") || strings.HasSuffix(p.text[:i], "。"))
	if _, line := slices.BinarySearch(p.ends, i); !line && i > 0 && !opens {
		return 0, verb{}, false
	}
	for n := min(w.words.most, (b-i)/3*3); n >= 6; n -= 3 {
		v, ok := w.words.label(p.text[i : i+n])
		bare := !ok
		if bare {
			v, ok = w.words.alone[p.text[i:i+n]] // （牵头某局，配合某局）
		}
		if !ok || bare && v.duty != taizhang.DutyLead && v.duty != taizhang.DutySupport {
			continue
		}
		if strings.HasPrefix(p.text[i+n:b], "--") { // 责任单位——市教育局
			return i + n + 2, v, true
		}
		_, gap := slices.BinarySearch(p.ends, i+n)
		if !(gap && !bare) && !(opens && (v.duty != taizhang.DutySupport || w.leadBefore(p, i, b))) {
			return 0, verb{}, false // 指导企业合理布局
		}
		rest := p.text[i+n : b]
		for _, k := range p.endsWithin(i+n, b) {
			rest = p.text[i+n : k]
			break
		}
		if k := strings.IndexAny(rest, "、,;，；。:()"); k >= 0 {
			rest = rest[:k]
		}
		return i + n, v, w.words.unit(rest, false) && w.words.name(rest) && !strings.HasPrefix(rest, "为") && !strings.HasPrefix(rest, "是")
	}
	return 0, verb{}, false
}

// leadBefore reports whether the phrase in which byte i stands begins with who leads.
func (w *work) leadBefore(p *passage, i, b int) bool {
	from := max(0, i-mostPhrase)
	from += lastAny(p.text[from:i], "(。") + 1
	for from < i && !utf8.RuneStart(p.text[from]) {
		from++
	}
	if from == i {
		return false
	}
	_, v, ok := w.gapLabel(p, from, b)
	return ok && v.duty == taizhang.DutyLead
}

// labelAt reads the label that ends at the colon at byte i of text, not before byte
// from; where it begins.
func (w *work) labelAt(text string, from, i int) (int, pieceKind, verb) {
	if at, v, ok := w.words.labelBefore(text, from, i); ok {
		return at, dutyPiece, v
	}
	word := text[max(from, i-100):i]
	for _, k := range []struct {
		words string
		kind  pieceKind
	}{{"time-label", timePiece}, {"other-label", otherPiece}} {
		if longest := w.words.kinds[k.words].ends(word); longest != "" {
			return i - len(longest), k.kind, verb{word: longest}
		}
	}
	if n := utf8.RuneCountInString(word); n > 0 && n <= 8 && isName(word) {
		return from, otherPiece, verb{word: word} // 适用范围：…, and what follows it is no list of units
	}
	return 0, plainPiece, verb{}
}
