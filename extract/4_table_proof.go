package extract

// regular reports whether each row has each cell, three rows at least, and under a known word, or by what returns, or as
// organs and times by when, a column holds values and nothing else: few rows are enough of such a table.
func (t trial) regular() bool {
	if len(t.found) < leastRegular*t.k || t.path == nil || t.path.a.first != nil {
		return false
	}
	a := t.path.a
	known, values := t.like != nil, 0
	var of [kinds]bool // columns of values
	for c := range t.k {
		known = known || t.cols[c].known != unknown
		all := t.path.m.cols[c].value
		for r := c; r < len(t.found); r += t.k {
			e := t.found[r]
			if e.n == 0 || e.section {
				return false
			}
			is := a.is(e.from, min(e.n, maxPieces))
			if is == kindNumber && all != kindNumber {
				is = kindFigure
			}
			if is == kindFigure && all == kindProse && r == c {
				all = kindFigure
			}
			if all == kindProse && a.is(e.from, 1).value() || all != kindProse && is != all {
				return false
			}
		}
		if all != kindProse {
			values++
			of[all] = all != kindTime || a.due(t.found, c, t.k)
		}
	}
	return (known || of[kindUnits] && of[kindTime]) && values > 0
}

// due reports whether most of the times in column c of k say until when.
func (a *atoms) due(found []cellAtoms, c, k int) bool {
	n := 0
	for r := c; r < len(found); r += k {
		if a.w.due(a.text(found[r].from, found[r].n)) {
			n++
		}
	}
	return n*k*10 >= len(found)*6
}

// want is what a table must gain over the reading as prose.
func (t *trial) want() float64 {
	if t.regular() {
		return wantRegular
	}
	return wantGain
}

// proved reports whether a table is more than prose that happens to repeat: numbers
// that run on, header words, or columns of values.
func (t trial) proved() bool {
	words, values, rows, units, all := 0, 0, 0, 0, 0
	for _, h := range t.cols {
		if h.known >= built {
			words++
		}
	}
	for r := 0; r < len(t.found); r += t.k {
		if !t.found[r].section {
			rows++
		}
	}
	if t.body == 0 && t.like[0] != kindNumber && !t.regular() {
		return false
	}
	runs, labels, least := false, false, 3
	if t.path.a.full { // bars say that it is a table
		least = 2
	}
	for c := range t.path.m.cols {
		x := &t.path.m.cols[c]
		n, of, organs := 0, 0, 0
		for r := c; r < len(t.found); r += t.k {
			if e := t.found[r]; !e.section && e.n > 0 {
				of++
				if y := t.path.a.sym[e.from]; y == symNumber || y == symUnits || y == symTime || y == symFigure || y == symOrgan {
					n++
				}
				if unitRole(t.cols[c].role) && (t.path.a.sym[e.from] == symDuty || t.path.a.sym[e.from] == symUnits || t.path.a.w.placeOrOrgan(t.path.a.text(e.from, 1))) {
					organs++
				}
			}
		}
		if (of >= least || of > 1 && n == of && t.cols[c].known >= built) && n*10 >= of*7 && of*2 >= rows {
			values++
		}
		runs = runs || x.runs && n >= 3
		labels = labels || x.runs && x.value == kindProse && of >= 3
		if unitRole(t.cols[c].role) && of > 2 {
			units, all = units+organs, all+of
		}
	}
	if units*4 < all {
		return false // what stands under 责任单位 are no units
	}
	if t.path.a.first != nil {
		whole := 0 // lines of as many cells as there are columns
		t.path.a.rows(t.body, func(i, n int) {
			if n == t.k && i < t.end {
				whole++
			}
		})
		if rows >= 2 && whole*2 >= rows && (words >= 2 || values > 0) {
			return true
		}
	}
	switch {
	case words >= 3 && words*2 > t.k, t.regular(), t.path.a.anchor() == t.body && t.body > 0 && t.path.m.cols[0].value == kindNumber:
		return true
	case labels && t.k > 2 && words >= 2:
		return true
	case runs, words >= 2, words >= 1 && values >= 2, t.path.a.full && rows > 2:
		return rows >= 2 && values > 0
	}
	return rows >= 5 && values > 0 && t.gain >= 2*float64(rows)
}
