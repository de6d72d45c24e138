package match

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

const (
	maxCells = 8 << 20 // of the table of a diff: beyond it the middle is shown as replaced
	shred    = 2       // runes: what is kept between two changes and is shorter says nothing
	phrase   = 4       // and from here on it is kept, however much changed around it
	tooFew   = 0.25    // where less than this is kept, the whole text was replaced
)

// hunk is a stretch that was kept, and the change after it.
type hunk struct{ keep, del, ins string }

// diff returns how one text became the other, in pieces that a person can read: what
// is kept by accident between two changes is part of the change, and a change within
// a word is one of the word.
func diff(from, to string) []taizhang.Edit {
	hunks := widen(trim(tidy(hunksOf(tokens(from), tokens(to)))))
	kept := 0
	for _, h := range hunks {
		kept += utf8.RuneCountInString(h.keep)
	}
	if float64(2*kept) < tooFew*float64(utf8.RuneCountInString(from)+utf8.RuneCountInString(to)) {
		hunks = []hunk{{del: from, ins: to}}
	}
	edits := []taizhang.Edit{}
	for _, h := range hunks {
		for _, e := range []taizhang.Edit{{Op: taizhang.Keep, Text: h.keep}, {Op: taizhang.Delete, Text: h.del}, {Op: taizhang.Insert, Text: h.ins}} {
			if e.Text != "" {
				edits = append(edits, e)
			}
		}
	}
	return edits
}

// latin reports whether a rune is of a number or a Latin word.
func latin(r rune) bool { return r < utf8.RuneSelf && says(r) }

// tokens cuts a text into characters; a number or a Latin word stays whole.
func tokens(s string) (out []string) {
	run := false
	for i, r := range s {
		n := utf8.RuneLen(r)
		if n < 0 || i+n > len(s) {
			n = 1
		}
		if latin(r) && run {
			out[len(out)-1] += s[i : i+n]
		} else {
			out = append(out, s[i:i+n])
		}
		run = latin(r)
	}
	return out
}

// hunksOf finds what two lists of tokens have in common, by their longest common subsequence.
func hunksOf(a, b []string) (out []hunk) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	x, y := a[head:len(a)-tail], b[head:len(b)-tail]
	h := hunk{keep: strings.Join(a[:head], "")}
	if len(x)*len(y) > maxCells {
		h.del, h.ins = strings.Join(x, ""), strings.Join(y, "")
		return append(out, h, hunk{keep: strings.Join(a[len(a)-tail:], "")})
	}
	wide := len(y) + 1
	best := make([]int32, (len(x)+1)*wide) // of x[i:] and y[j:]
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				best[i*wide+j] = best[(i+1)*wide+j+1] + 1
			} else {
				best[i*wide+j] = max(best[(i+1)*wide+j], best[i*wide+j+1])
			}
		}
	}
	i, j := 0, 0
	keep := func(s string) {
		if h.del+h.ins != "" {
			out = append(out, h)
			h = hunk{}
		}
		h.keep += s
	}
	for i < len(x) || j < len(y) {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			keep(x[i])
			i++
			j++
		case j == len(y) || i < len(x) && best[(i+1)*wide+j] >= best[i*wide+j+1]:
			h.del += x[i]
			i++
		default:
			h.ins += y[j]
			j++
		}
	}
	for _, s := range a[len(a)-tail:] {
		keep(s)
	}
	return append(out, h)
}

// tidy makes one change of two that have only a shred between them.
func tidy(hunks []hunk) []hunk {
	size := func(h hunk) int { return max(utf8.RuneCountInString(h.del), utf8.RuneCountInString(h.ins)) }
	for again := true; again; {
		again = false
		out := hunks[:0]
		for i, h := range hunks {
			k := utf8.RuneCountInString(h.keep)
			if i > 0 && size(h) > 0 && h.keep != "\n" {
				last := &out[len(out)-1]
				if k < shred || k < phrase && k <= size(*last) && k <= size(h) {
					last.del += h.keep + h.del
					last.ins += h.keep + h.ins
					again = true
					continue
				}
			}
			out = append(out, h)
		}
		hunks = out
	}
	return hunks
}

// trim gives back to what is kept the ends that both sides of a change have, but
// for those of a number or word.
func trim(hunks []hunk) []hunk {
	for i := range hunks {
		h := &hunks[i]
		for h.del != "" && h.ins != "" {
			r, n := utf8.DecodeRuneInString(h.del)
			if latin(r) || !strings.HasPrefix(h.ins, h.del[:n]) {
				break
			}
			h.keep, h.del, h.ins = h.keep+h.del[:n], h.del[n:], h.ins[n:]
		}
		for i+1 < len(hunks) && h.del != "" && h.ins != "" {
			r, n := utf8.DecodeLastRuneInString(h.del)
			last := h.del[len(h.del)-n:]
			if latin(r) || !strings.HasSuffix(h.ins, last) {
				break
			}
			hunks[i+1].keep = last + hunks[i+1].keep
			h.del, h.ins = h.del[:len(h.del)-n], h.ins[:len(h.ins)-n]
		}
	}
	return hunks
}

// widen turns a change of one character into one of its verb: 推[动→进] into [推动→推进].
func widen(hunks []hunk) []hunk {
	for i := range hunks {
		h := &hunks[i]
		if utf8.RuneCountInString(h.del) != 1 || utf8.RuneCountInString(h.ins) != 1 {
			continue
		}
		if _, n := utf8.DecodeLastRuneInString(h.keep); n > 0 {
			if s := h.keep[len(h.keep)-n:]; words().verbs[s+h.del] && words().verbs[s+h.ins] {
				h.keep = h.keep[:len(h.keep)-n]
				h.del, h.ins = s+h.del, s+h.ins
				continue
			}
		}
		if i+1 < len(hunks) {
			next := &hunks[i+1]
			_, n := utf8.DecodeRuneInString(next.keep)
			if s := next.keep[:n]; words().verbs[h.del+s] && words().verbs[h.ins+s] {
				next.keep = next.keep[n:]
				h.del, h.ins = h.del+s, h.ins+s
			}
		}
	}
	return hunks
}
