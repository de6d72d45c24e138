package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// What stands in a table says what its columns are where no word of its header does: lines of text between two values are one cell,
// and the kinds of cells return row by row. The rows begin with numbers that run on, or with what returns.

const (
	leastReturns = .75 // of the kinds of cells that stand again a row further on
	mostProfile  = 8   // columns
)

// roleOf is the column that cells of a kind are in.
var roleOf = map[kind]taizhang.ColumnRole{kindNumber: taizhang.ColNumber, kindUnits: taizhang.ColUnit, kindTime: taizhang.ColDeadline, kindProse: taizhang.ColTask}

// profile is the kinds of the cells of a row.
type profile []kind

// headed makes the heading of a profile: a word over each column, or none over all.
func (p profile) headed(w *work, a *atoms, words int) heading {
	h := heading{over: make([][]int, len(p)), cols: make([]header, len(p)), body: words, like: p}
	for c := range p {
		if h.cols[c] = w.header(""); words > 0 {
			h.over[c], h.cols[c] = []int{c}, w.header(a.text(c, 1))
		}
	}
	return h
}

// coarse is the kinds of the cells from atom i on: text that goes on in the next atom is one, and so is a value that is broken.
func (a *atoms) coarse(i int) (out []kind) {
	last := 0
	for i < a.len() {
		if len(out) > 0 && a.headsCount(i) {
			last = 0
			i++
		}
		k, n := kindProse, 1
		switch y := a.sym[i]; {
		case y == symNumber && a.number[i] == last+1:
			last++
			k = kindNumber
		case a.broken[i]:
			for k, n = a.is(i, 2), 2; n < maxPieces && i+n < a.len() && a.broken[i+n-1] && a.is(i, n+1) == k; n++ {
			}
		case y == symUnits, y == symOrgan:
			k = kindUnits
		case y == symTime:
			k = kindTime
		}
		if k != kindProse || len(out) == 0 || out[len(out)-1] != kindProse {
			out = append(out, k)
		}
		i += n
	}
	return out
}

// headsCount reports whether atom i is organs before the first of further counted rows: they head them.
func (a *atoms) headsCount(i int) bool {
	return i+1 < a.len() && a.number[i+1] == 1 && !a.full && (a.sym[i] == symUnits || a.sym[i] == symOrgan)
}

// profileAt returns the kinds of the cells of a row that returns from atom i on; nil where none does.
func (a *atoms) profileAt(i int) profile {
	cells := a.coarse(i)
	if len(cells) == 0 {
		return nil
	}
	if cells[0] == kindNumber {
		return mostRow(cells)
	}
	for k := 2; k <= mostProfile && len(cells) >= 3*k; k++ {
		same := 0
		for j := range len(cells) - k {
			if cells[j] == cells[j+k] {
				same++
			}
		}
		if p := profile(cells[:k]); float64(same) >= leastReturns*float64(len(cells)-k) && p.values() > 0 && p.texts() == 1 {
			return p
		}
	}
	return nil
}

// mostRow is what most rows are that begin with a number, two at least.
func mostRow(cells []kind) profile {
	count, best := map[string]int{}, ""
	rows, from := 0, 0
	for j := 1; j <= len(cells); j++ {
		if j < len(cells) && cells[j] != kindNumber {
			continue
		}
		var b strings.Builder
		for _, k := range cells[from:j] {
			b.WriteByte(byte(k))
		}
		if s := b.String(); j-from <= mostProfile {
			if count[s]++; count[s] > count[best] {
				best = s
			}
		}
		rows++
		from = j
	}
	p := profile(best)
	if rows < 2 || count[best] < 2 || count[best]*3 < rows || len(p) < 3 || p.values() < 2 || p.texts() == 0 {
		return nil
	}
	return p
}

// values counts the columns of values, and texts those of text.
func (p profile) values() int { return len(p) - p.texts() }
func (p profile) texts() (n int) {
	for _, k := range p {
		if k == kindProse {
			n++
		}
	}
	return n
}

// calendarDay is a month, a day of one, or a week or quarter that is counted.
var calendarDay = lazy.NewPattern(`[\d一二三四五六七八九十]月|\d{1,2}[./]\d{1,2}|^第`)

// dated reports whether rows that begin with a time at atom i do with one of the calendar, or name organs: what takes 1个工作日 is a step.
func (p profile) dated(a *atoms, i int) bool {
	return p[0] != kindTime || slices.Contains(p, kindUnits) || calendarDay.MatchString(a.text(i, 1))
}

// profiled returns the headings by what stands in the first rows: behind as many words as there are columns, or behind none.
func (w *work) profiled(a *atoms) (out []heading) {
	if a.first != nil || a.full {
		return nil
	}
	if p := a.profileAt(0); p != nil && p[0] != kindProse && p.dated(a, 0) && !w.timeWord(a.text(0, 1)) && !slices.Contains(a.sym[:len(p)], symHeader) {
		out = append(out, p.headed(w, a, 0))
	}
	for n := 2; n <= min(mostProfile, a.len()-2) && a.words(n-1, 1) == 1; n++ {
		if a.number[n] != 1 && (a.sym[n] != symTime || a.sym[n-1] == symTime) {
			continue
		}
		if p := a.profileAt(n); len(p) == n && p.dated(a, n) && a.sym[0] != symTime {
			out = append(out, p.headed(w, a, n))
		}
	}
	return out
}
