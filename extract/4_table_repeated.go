package extract

// A flattened table of several pages prints its header on each of them, a word a line. What stands again there is running
// matter: the rows go on behind it.

const leastRepeated = 3 // words of a header that is told by standing again

// headersRepeated takes the header words that stand again, word for word, between the cells of a flattened table.
func (w *work) headersRepeated() {
	w.headersBehindMarks()
	w.standAgain(w.headerWordAt, func(at, i int) int {
		from, end := w.headerAgain(at, i)
		if end-from >= leastRepeated && at+end-i < from && !w.countsAnew(at+end-i, end) { // right behind itself it heads two halves
			w.useAll(from, end, asRun)
		}
		return end
	})
}

// standAgain calls take for each line i of two that may head and stood before, from line at on; it returns where to go on.
// It takes steps in proportion to the lines: each run is compared with its first print only.
func (w *work) standAgain(heads func(int) bool, take func(at, i int) (end int)) {
	first := map[string]int{} // the line with the next one below it, where it stands first
	for i := 0; i+1 < len(w.lines); i++ {
		if !heads(i) || !heads(i+1) {
			continue
		}
		key := w.folded(i) + "\n" + w.folded(i+1)
		if at, again := first[key]; again {
			i = max(i, take(at, i)-1)
		} else {
			first[key] = i
		}
	}
}

// headerWordAt reports whether line i is a word of a header.
func (w *work) headerWordAt(i int) bool {
	return w.open(i) && len(w.folded(i)) <= longestHeader && w.header(w.folded(i)).known >= built
}

// headerAgain returns the lines around line i that say the same as those around line at, as far as they may be words of one
// header: its last is a known one.
func (w *work) headerAgain(at, i int) (from, end int) {
	same := func(k int) bool {
		return at+k >= 0 && i+k < len(w.lines) && at+k < i && w.mayHead(at+k) && w.open(i+k) && w.folded(at+k) == w.folded(i+k)
	}
	n, known := 0, 0
	for n < maxColumns && same(n) {
		if n++; w.headerWordAt(i + n - 1) {
			known = n
		}
	}
	back := 0
	for back < maxColumns-known && same(-back-1) {
		back++
	}
	return i - back, i + known
}

// countsAnew reports whether the rows below a header that stands again, behind line end, begin to count anew as those
// behind line first do: a table of its own.
func (w *work) countsAnew(first, end int) bool {
	return first >= len(w.lines) || end >= len(w.lines) || rowNumber(w.folded(end)) >= 0 && rowNumber(w.folded(end)) == rowNumber(w.folded(first))
}

// headersBehindMarks takes the lines right behind a page's number that say what a few lines did before, whatever words they are.
func (w *work) headersBehindMarks() {
	w.standAgain(w.mayHead, func(at, i int) int {
		if i == 0 || w.lines[i-1].use != asRun || !pageNumber.MatchString(w.folded(i-1)) {
			return i
		}
		n, known, last := 0, 0, 0
		for n < maxColumns && at+n < i && i+n < len(w.lines) && w.mayHead(i+n) && w.folded(at+n) == w.folded(i+n) {
			if n++; w.headerWordAt(i + n - 1) {
				known, last = known+1, n
			}
		}
		if known > 1 {
			n = last // the rest is the first cells of rows that begin alike
		}
		if n < leastRepeated || w.countsAnew(at+n, i+n) {
			return i
		}
		w.useAll(i, i+n, asRun)
		return i + n
	})
}
