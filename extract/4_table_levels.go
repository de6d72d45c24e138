package extract

import (
	"math"
	"slices"

	"github.com/taizhang/taizhang"
)

// heading is the words over the columns of a table: of each column the atoms of its levels, from above.
type heading struct {
	over [][]int
	cols []header
	body int     // where the rows begin
	like profile // what stands in them, where the words do not say it
}

// mayGroup reports whether the first column may name groups of rows: it is none of values, and another says what is to be done.
func (h heading) mayGroup() bool {
	switch x := h.cols[0]; {
	case len(h.cols) < 3, x.role == taizhang.ColNumber, x.role == taizhang.ColDeadline, unitRole(x.role):
		return false
	case x.role == taizhang.ColTask:
		return h.cols[1].role == taizhang.ColTask || h.cols[1].known == unknown
	}
	return true
}

// headings returns what the first atoms may be over k columns: a word each; or, where a second level has words of its own,
// words over several columns. Lines that are rows say how many words a level has.
func (w *work) headings(a *atoms, k int) (out []heading) {
	first, second := k, 0
	if a.first != nil {
		var n []int
		a.rows(0, func(_, m int) {
			if len(n) < 2 {
				n = append(n, m)
			}
		})
		if first = n[0]; first > k || first < k && len(n) > 1 && n[1] == k && a.known(first, k) > max(1, a.known(0, first)) {
			return nil // the header is the line below: 表1 重点任务清单 stands above it
		}
		if len(n) > 1 && first+n[1] > k && a.words(first, n[1]) == n[1] && (w.rowsOf(a, first+n[1], k) || a.width > 0 && a.known(first, n[1])*2 >= n[1]) {
			second = n[1]
		}
	}
	if a.full && slices.Contains(a.sym[:k], symEmpty) {
		if h := w.printedLevels(a, k); h != nil {
			out = append(out, *h)
		}
		return out
	}
	if first == k {
		h := heading{body: k}
		for c := range k {
			h.over = append(h.over, []int{c})
			h.cols = append(h.cols, w.header(a.text(c, 1)))
		}
		out = append(out, h)
	}
	if a.first != nil {
		if first < k {
			if h, _ := w.levels(a, first, second, k); h != nil {
				out = append(out, *h)
			}
		}
		return out
	}
	run := a.words(0, a.len())
	levels := run > k && a.known(0, run) >= run-1 // without lines words show that they stand below others: known ones, more than columns
	for i := 1; i < run && !levels; i++ {
		levels = w.timeWord(a.text(i, 1))
	}
	if !levels {
		return out
	}
	for body := run; body >= max(run-1, k+1) && body <= k+3; body-- {
		var best *heading
		most := math.Inf(-1)
		for second := 2; second <= body-2; second++ {
			if h, fit := w.levels(a, body-second, second, k); h != nil && fit > most {
				best, most = h, fit
			}
		}
		if best != nil {
			out = append(out, *best)
		}
	}
	return out
}

// printedLevels reads a header of two levels of k atoms each, empty ones too; nil where they are none.
func (w *work) printedLevels(a *atoms, k int) *heading {
	if a.len() < 3*k {
		return nil
	}
	h := &heading{over: make([][]int, k), cols: make([]header, k), body: 2 * k}
	for c := range k {
		top, sub := a.start[c] < a.start[c+1], a.start[k+c] < a.start[k+c+1]
		narrow := top && (c+1 == k || a.start[c+1] < a.start[c+2])
		switch {
		case narrow == sub || c == 0 && !top, sub && a.words(k+c, 1) == 0:
			return nil
		case top:
			h.over[c] = []int{c}
		default:
			h.over[c] = []int{h.over[c-1][0]}
		}
		i := h.over[c][0]
		if sub {
			i = k + c
			h.over[c] = append(h.over[c], i)
		}
		h.cols[c] = w.header(a.text(i, 1))
	}
	return h
}

// words counts the atoms from i on, n at most, that may be words of a header.
func (a *atoms) words(i, n int) int {
	for j := range min(n, a.len()-i) {
		s := a.text(i+j, 1)
		switch y := a.sym[i+j]; {
		case a.title[i+j] && (i+j == 0 || !a.w.timeWord(s)) || len(s) > longestHeader:
			return j
		case y == symShort, y == symMiddle, y == symHeader, y == symOrgan, y == symPerson, y == symTime && a.w.timeWord(s), y == symUnits && a.w.header(s).known >= bareNoun:
		default:
			return j
		}
	}
	return min(n, a.len()-i)
}

// known counts the words of a header among n atoms from i on.
func (a *atoms) known(i, n int) (found int) {
	for j := range min(n, a.len()-i) {
		if a.w.header(a.text(i+j, 1)).known >= built {
			found++
		}
	}
	return found
}

// timeWord reports whether a time is a word of a header: a quarter, 2023年进度计划.
func (w *work) timeWord(s string) bool {
	return w.period(s) || w.kindOf(s) == kindTime && (w.words.endsWith(s, "period-tail") || w.header(s).known >= bareNoun)
}

// rowsOf reports whether a line of k atoms stands behind atom i.
func (w *work) rowsOf(a *atoms, i, k int) (found bool) {
	a.rows(i, func(_, n int) { found = found || n == k })
	return found
}

// The prices of words over columns.
const (
	priceWide    = -3.0 // a word of numbers, units or times over several columns that have words of their own
	priceOwn     = -1.0 // one that names a column of its own
	priceSpread  = -.6  // a word over one more column, and nothing below it
	priceBlank   = -4.0 // where blanks part cells: it is a blank within one
	priceNoWord  = -1.0 // a column of units or times without a word
	gainNumbered = .5   // a word over numbers and what they count
	gainPeriods  = 1.5  // quarters or months below a word, or such a word over others
)

// levels puts the words of a header over k columns: one over a column, over several, or over as many as words of the
// second level stand below it, so that what stands in the columns fits best what the words say; without a second level a
// column that says what it holds may have no word. nil where they can't be.
func (w *work) levels(a *atoms, tops, subs, k int) (*heading, float64) {
	body := tops + subs
	if tops < 1 || k > maxColumns || body+k > a.len() && a.width == 0 {
		return nil, 0
	}
	m := groundOf(a, body, a.len())
	slots, speaks := make([][symbols]float64, k), make([]bool, k)
	for c := range slots {
		a.column(body, c, k, a.len(), &slots[c])
		all := 0.0
		for _, n := range slots[c] {
			all += n
		}
		speaks[c] = (slots[c][symUnits]+slots[c][symTime])*2 > all
	}
	heads := make([]columnModel, body)
	for i := range heads {
		heads[i].take(w.header(a.text(i, 1)))
	}
	spread := priceSpread
	if a.first != nil && a.edge == 0 {
		spread = priceBlank
	}
	fit := make([]float64, body*k) // of each word in each column
	for i := range heads {
		for c := range k {
			fit[i*k+c] = heads[i].fits(m, &slots[c])
		}
	}
	type state struct {
		fit  float64
		wide int
	}
	width := subs + 1
	at := func(j, c, u int) int { return (j*(k+1)+c)*width + u }
	best := make([]state, (tops+1)*(k+1)*width)
	for i := range best {
		best[i].fit = math.Inf(-1)
	}
	best[0].fit = 0
	for j := range tops + 1 {
		for c := range k {
			for u := range width {
				from := best[at(j, c, u)].fit
				if math.IsInf(from, -1) {
					continue
				}
				if t := &best[at(j, c+1, u)]; subs == 0 && c > 0 && speaks[c] && from+priceNoWord > t.fit {
					*t = state{from + priceNoWord, 0}
				}
				if j == tops {
					continue
				}
				role := heads[j].role
				put := func(n, used int, gain float64) {
					if t := &best[at(j+1, c+n, u+used)]; from+gain > t.fit {
						*t = state{from + gain, n}
					}
				}
				gain := fit[j*k+c]
				put(1, 0, gain)
				if slots[c][symNumber] > 0 && slots[c][symNumber] > slots[c][symFigure] && role != taizhang.ColNumber {
					gain = gainNumbered // a task's number stands before it
				}
				for n := 2; c+n <= k; n++ {
					if subs == 0 {
						gain += fit[j*k+c+n-1] + spread*(1+float64(n)/10)
						put(n, 0, gain)
						continue
					}
					if u+n > subs {
						break
					}
					below := 0.0
					switch s := a.text(j, 1); {
					case w.timeWord(s):
						below = gainPeriods
					case heads[j].known >= built:
						below = priceOwn
					}
					alike := unitRole(role)
					for x := range n {
						alike = alike && unitRole(heads[tops+u+x].role)
					}
					switch {
					case alike: // 责任分工 over 牵头单位, 配合单位
						below = gainPeriods
					case role == taizhang.ColNumber, role == taizhang.ColDeadline, unitRole(role), role == taizhang.ColNote:
						below += priceWide
					}
					for x := range n {
						i := tops + u + x
						below += fit[i*k+c+x]
						if w.period(a.text(i, 1)) {
							below += gainPeriods / float64(n)
						}
					}
					put(n, n, below)
				}
			}
		}
	}
	end := best[at(tops, k, subs)]
	if math.IsInf(end.fit, -1) {
		return nil, 0
	}
	h := &heading{over: make([][]int, k), cols: make([]header, k), body: body}
	for j, c, u := tops, k, subs; c > 0; {
		n := best[at(j, c, u)].wide
		if n == 0 {
			c--
			h.cols[c] = w.header("")
			continue
		}
		c -= n
		if n > 1 && subs > 0 {
			u -= n
		}
		for x := range n {
			h.over[c+x] = []int{j - 1}
			h.cols[c+x] = w.header(a.text(j-1, 1))
			if n > 1 && subs > 0 {
				h.over[c+x] = append(h.over[c+x], tops+u+x)
				h.cols[c+x] = w.header(a.text(tops+u+x, 1))
			}
		}
		j--
	}
	return h, end.fit
}
