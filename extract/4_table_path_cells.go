package extract

import "slices"

// over adds to what a cell has lost at edges that it goes on with atom i.
func (p *path) over(edges float64, i int) float64 {
	edges += p.a.edge
	if p.a.first != nil && p.a.first[i] {
		edges += p.a.wrap
	}
	if p.a.above(i) {
		edges += lossAbove
	}
	return edges
}

// pieces tries the ways to fill a column of values with several atoms from i on.
func (p *path) pieces(i int, x *columnModel, s step, edges float64, to []step) {
	k := len(p.m.cols) + 1
	for n := 2; n <= min(maxPieces, p.end-i); n++ {
		if edges = p.over(edges, i+n-1); edges <= least {
			return
		}
		t := &to[n*k]
		piece := lossPiece * float64(n-1)
		if p.a.broken[i] || p.a.half(i) {
			piece = 0
		}
		gain := least + piece
		if n == 2 && p.a.half(i) { // 责任单位及完成时限
			gain = x.gain[p.a.sym[i]] + lossPiece
		}
		// What the pieces are together is asked last: it costs most, and most ways to fill a cell gain less than one known.
		if joined := x.gain[symbolOf(x.value)] + piece; x.value != kindNumber && s.gain+max(gain, joined)+edges > t.gain && p.a.is(i, n) == x.value {
			gain = joined
			if slices.Contains(p.a.sym[i:i+n], symOrgan) {
				gain = min(joined, x.gain[symOrgan]+piece) // 人事处⏎教务处 are no surer than one of them
			}
		}
		if s.gain+gain+edges > t.gain {
			*t = step{s.gain + gain + edges, int32(n), s.last, true}
		}
	}
}

// paragraphs tries the ways to fill a column of prose with several atoms from i on.
func (p *path) paragraphs(i int, x *columnModel, s step, edges float64, to []step) {
	k := len(p.m.cols) + 1
	first := x.gain[p.a.sym[i]]
	long, sentence := min(first, x.gain[symLong]), min(first, x.gain[symSentence]) // as what the paragraphs are together
	more := 0.0
	words := p.a.first != nil && p.a.edge == 0
	for n := 2; n <= min(maxParagraphs, p.end-i); n++ {
		if edges = p.over(edges, i+n-1); edges <= least {
			return
		}
		gain := long
		if p.a.half(i + n - 2) {
			if t := &to[n*k]; s.gain+(gain+more)+edges > t.gain {
				*t = step{s.gain + (gain + more) + edges, int32(n), s.last, true}
			}
			continue
		}
		more += lossMore
		switch y := p.a.sym[i+n-1]; {
		case y == symSentence || y == symDuty:
			gain = sentence
		case p.a.broken[i+n-1] || y == symUnits || y == symTime || y >= symPerson || y == symNumber && p.a.number[i+n-1] == int(s.last)+1:
			more += lossValue
		}
		words = words && !p.a.first[i+n-1]
		if t := &to[n*k]; !words && s.gain+(gain+more)+edges > t.gain {
			*t = step{s.gain + (gain + more) + edges, int32(n), s.last, true}
		}
	}
}

// words tries the ways to fill a column of prose with several words from i on, which blanks part; over the end of a line they are
// paragraphs.
func (p *path) words(i int, x *columnModel, s step, edges float64, to []step) {
	k := len(p.m.cols) + 1
	longer := 0.0
	for n := 2; n <= min(maxParagraphs, p.end-i) && !p.a.first[i+n-1]; n++ {
		if p.a.start[i+n]-p.a.start[i+n-1] > p.a.start[i+1]-p.a.start[i] {
			longer += lossMore // a narrow cell's further lines are no longer than its first
		}
		gain := x.gain[p.a.together(i, n)] + lossPiece*float64(n-1) + longer
		if t := &to[n*k]; s.gain+gain+edges > t.gain {
			*t = step{s.gain + gain + edges, int32(n), s.last, true}
		}
	}
	p.paragraphs(i, x, s, edges, to)
}

// together is the symbol of n atoms of prose as one.
func (a *atoms) together(i, n int) symbol {
	switch y := a.sym[i+n-1]; {
	case y == symSentence || y == symDuty:
		return symSentence
	case a.start[i+n]-a.start[i] <= 3*shortCell:
		return symShort
	case a.start[i+n]-a.start[i] <= 3*middleCell:
		return symMiddle
	}
	return symLong
}
