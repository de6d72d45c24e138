package extract

import (
	"strings"
	"unicode/utf8"
)

// kind is what a cell reads as, whatever its column.
type kind uint8

const (
	kindEmpty  kind = iota
	kindNumber      // a row's number: 12, 12. or （12）
	kindFigure      // 33.02, 27.32%, 5000个: figures and their unit
	kindTime        // an expression of time, alone or at the head of what is done then
	kindUnits       // a list of organs, strict
	kindOrgan       // one word that organs' names end in and others too: 人事处
	kindShort       // a few words
	kindProse       // a sentence
	kinds
)

// value reports whether a cell of a kind is a value, and no text.
func (k kind) value() bool { return k >= kindNumber && k <= kindUnits }

// shortCell is how many characters a cell has at most that is a few words.
const shortCell = 12

// middleCell is how many a few more have.
const middleCell = 30

// kindOf reads a folded cell; a cell is asked for again and again, and most
// repeat, so it is remembered.
func (w *work) kindOf(s string) kind {
	if s == "" {
		return kindEmpty
	}
	if k, ok := w.kinds[s]; ok {
		return k
	}
	if w.kinds == nil {
		w.kinds = make(map[string]kind)
	}
	k := w.readKind(s)
	w.kinds[s] = k
	return k
}

func (w *work) readKind(s string) kind {
	if strings.Trim(s, "-—/….·") == "" || w.words.nothing(s) {
		return kindEmpty
	}
	if rowNumber(s) >= 0 {
		return kindNumber
	}
	n := runes(s)
	if n <= 60 && w.timed(s) {
		return kindTime
	}
	if n <= 400 && w.responsible(s) {
		return kindUnits
	}
	if figure(s) {
		return kindFigure
	}
	switch organ := w.words.organ(s, true) && !hasAny(s, ",。;:、"); {
	case organ && n <= shortCell:
		return kindOrgan
	case n <= shortCell && !hasAny(s, "。;"):
		return kindShort
	}
	return kindProse
}

// timed reports whether a folded cell is an expression of time, or begins with one
// that what is done then follows: 3-6月:完成设备更新, 2014年4季度启动实施.
func (w *work) timed(s string) bool {
	if w.times.Whole(s) {
		return true
	}
	if before, _, ok := strings.Cut(s, ":"); ok {
		return w.times.Whole(before)
	}
	return (len(s) <= 24 || runes(s) <= 24) && !strings.Contains(s, "。") && w.times.Leading(s)
}

// slash tells a cell that is struck out or says that there is nothing.
func (v *vocabulary) nothing(s string) bool { return v.kinds["nothing"].has(s) }

// figure reports whether a folded cell is figures, with a word of at most three
// characters beside them.
func figure(s string) bool {
	digits, others := 0, 0
	if strings.HasPrefix(s, "完成") {
		return false // 完成40% says what is done
	}
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r < utf8.RuneSelf && strings.IndexByte(".,%-+~>=<()/:", byte(r)) >= 0, r == '≥', r == '≤', r == '±', r == '‰':
		default:
			if others++; others > 3 {
				return false
			}
		}
	}
	return digits > 0 && others <= digits
}

// rowNumber reads a row's number: 12, 12. or （12）; -1 for anything else.
func rowNumber(folded string) int {
	if folded == "" || folded[0] > '9' && folded[0] != "、"[0] {
		return -1 // as nearly all that is asked about
	}
	s := strings.Trim(folded, "().、")
	if s == "" || s[0] < '0' || s[0] > '9' || len(s) > 3 {
		return -1
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// share counts the cells of a column by kind, each text once.
type share struct {
	kinds  [kinds]int
	all    [kinds]int // of all cells, equal ones too
	texts  int        // that are not empty
	runes  int        // of these
	filled int        // cells that are not empty
	cells  int
}

func (w *work) share(texts []string) share {
	var s share
	seen := make(map[string]bool, len(texts))
	for _, t := range texts {
		s.cells++
		k := w.kindOf(t)
		if k == kindEmpty {
			continue
		}
		s.filled++
		s.all[k]++
		if seen[t] {
			continue
		}
		seen[t] = true
		s.texts++
		s.runes += utf8.RuneCountInString(t)
		s.kinds[k]++
	}
	return s
}

// most reports whether at least six of ten texts are of the kinds given.
func (s share) most(ks ...kind) bool {
	n, all := 0, 0
	for _, k := range ks {
		n += s.kinds[k]
		all += s.all[k]
	}
	return n > 0 && n*10 >= s.texts*6 && all*2 >= s.filled
}

// long is the mean length of a text in characters.
func (s share) long() int {
	if s.texts == 0 {
		return 0
	}
	return s.runes / s.texts
}

// organs reports whether a cell is names that placeOrOrgan tells, in a list or alone: 水利站、各村.
func (w *work) organs(s string) bool {
	for name := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune("、,;，；", r) }) {
		if !w.placeOrOrgan(name) {
			return false
		}
	}
	return s != ""
}

// placeOrOrgan tells names that are of organs only where a region's is: 各镇, 县(市、区).
func (w *work) placeOrOrgan(s string) bool {
	return w.words.organ(s, true) || w.words.place(s) || strings.HasPrefix(s, "各") || strings.HasPrefix(s, "县(市")
}

// breaks reports whether atom i is the first line of organs or a time that the next one goes on with: 区应急局、区大⏎数据中心, 2023年6⏎月底前.
func (a *atoms) breaks(i int) bool {
	s := a.text(i, 1)
	if i+1 >= a.len() || a.full || a.number[i] >= 0 || s == "" || len(s) > longestHeader || a.start[i+2]-a.start[i+1] > longestHeader || strings.HasSuffix(s, "。") {
		return false
	}
	joined, alone := a.is(i, 2), a.is(i, 1)
	switch joined {
	case kindTime:
		return (alone != joined && a.is(i+1, 1) != joined || digit(lastRune(s)) && !fraction(s)) && a.w.times.Whole(a.text(i, 2))
	case kindUnits:
		if strings.HasSuffix(s, "、") {
			return alone != joined
		}
		return alone != joined && alone != kindOrgan && a.is(i+1, 1) != joined &&
			(strings.Contains(s, "、") || a.w.words.ofLevel(s) || a.w.words.headed(s) || a.is(i+1, 1) != kindOrgan && !a.w.words.place(a.text(i+1, 1)))
	}
	return false
}

// fraction tells 75.8 from 2023.6.
func fraction(s string) bool {
	i := strings.IndexByte(s, '.')
	return i >= 0 && i < len("2023")
}
