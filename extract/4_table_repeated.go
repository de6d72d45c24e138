package extract

// A flattened table of several pages prints its header on each of them, a word a line. What stands again there is running
// matter: the rows go on behind it.

const leastRepeated = 3 // words of a header that is told by standing again

// headersRepeated takes the lines of a header that stand again, word for word: behind a page's number whatever words they are, elsewhere
// known ones. It takes steps in proportion to the lines: each run is compared with its first print only.
func (w *work) headersRepeated() {
	first := map[string]int{} // the line with the next one below it, where it stands first
	for i := 0; i+1 < len(w.lines); i++ {
		if !w.mayHead(i) || !w.mayHead(i+1) {
			continue
		}
		key := w.folded(i) + "\n" + w.folded(i+1)
		at, again := first[key]
		if !again {
			first[key] = i
			continue
		}
		n, known, last := 0, 0, 0
		for n < maxColumns && at+n < i && i+n < len(w.lines) && w.mayHead(i+n) && w.folded(at+n) == w.folded(i+n) {
			if n++; w.headerWordAt(i + n - 1) {
				known, last = known+1, n
			}
		}
		if known > 1 || !w.pageBefore(i) {
			n = last // the rest is the first cells of rows that begin alike
		}
		if n >= leastRepeated && !w.countsAnew(at+n, i+n) {
			w.useAll(i, i+n, asRun)
			i += n - 1
		}
	}
}

// pageBefore reports whether a page's number stands right above line i.
func (w *work) pageBefore(i int) bool {
	return i > 0 && w.lines[i-1].use == asRun && pageNumber.MatchString(w.folded(i-1))
}

// headerWordAt reports whether line i is a word of a header.
func (w *work) headerWordAt(i int) bool {
	return w.open(i) && len(w.folded(i)) <= longestHeader && w.header(w.folded(i)).known >= built
}

// countsAnew reports whether the rows below a header that stands again, behind line end, begin to count anew as those
// behind line first do: a table of its own.
func (w *work) countsAnew(first, end int) bool {
	return first >= len(w.lines) || end >= len(w.lines) || rowNumber(w.folded(end)) >= 0 && rowNumber(w.folded(end)) == rowNumber(w.folded(first))
}
