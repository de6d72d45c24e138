package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

// boundary says what an edge of a cell at character i gains by what stands there.
func (g *gluedSearch) boundary(i int) float64 {
	if i <= 0 || i >= g.len() {
		return 0
	}
	a, b := g.runes[i-1], g.runes[i]
	gain := 0.0
	switch {
	case g.blank[i]:
		gain = .5
	case g.parted:
		gain = -2.5
	case g.inside[i]:
		return -6
	case a < 128 && b < 128 && isWord(byte(a)) && isWord(byte(b)):
		gain = -1.5
	}
	if strings.ContainsRune(",、:(", a) || strings.ContainsRune(",、。;:)", b) {
		gain -= 4
	}
	if b == '(' && han(a) {
		gain -= 1 // 各县|（区）人民政府
	}
	return gain
}

// close ends the cell of field f at character i, or leaves it out.
func (g *gluedSearch) close(i, f int) {
	x := g.fields[f]
	edge := g.boundary(i)
	if s := *g.step(i, f, inText); s.gain > noGain {
		gain := edge
		n := i - int(s.from)
		if !g.numbered && x.kind == fieldText && n < 8 {
			gain -= float64(8-n) * .5 // what an organ does always takes some words
		}
		switch a := g.runes[i-1]; {
		case x.kind == fieldTime:
		case x.note:
			gain -= 2
		case ends(a):
			gain += .4
		case n < 4 && a < 128:
			gain--
		}
		if i < g.len() && g.runes[i-1] >= '0' && g.runes[i-1] <= '9' && g.runes[i] >= '0' && g.runes[i] <= '9' && !g.blank[i] {
			gain -= 4
		}
		if f == len(g.fields)-1 && !ends(g.runes[i-1]) && i < g.len() && !g.blank[i] && !g.numbered {
			gain += lossTextRow
		}
		g.move(i, f, inText, s, i, f+1, atStart, gain)
	}
	if s := *g.step(i, f, behindName); s.gain > noGain {
		g.move(i, f, behindName, s, i, f+1, atStart, edge)
	}
	if s := *g.step(i, f, atStart); s.gain > noGain {
		missing := -3.0
		switch {
		case x.kind == fieldNumber && s.rows == 0:
			return
		case x.kind == fieldNumber:
			missing = lossMerged
		case x.note:
			missing = 0
		case x.kind == fieldPerson || x.kind == fieldFigure:
			missing = -2
		case x.support:
			missing = -2.5
		}
		if !g.numbered && missing < 0 {
			missing -= 2
		}
		g.move(i, f, atStart, s, i, f+1, atStart, missing)
	}
}

// open tries what may stand at character i in field f.
func (g *gluedSearch) open(i, f, place int, s gluedStep) {
	x := g.fields[f]
	if place == inText {
		gain := 0.0
		if g.parted && g.blank[i] {
			gain = -.6
		}
		if x.kind == fieldTime {
			gain += priceTail
		}
		next := s
		next.gain += gain
		if t := g.step(i+1, f, inText); next.gain > t.gain {
			*t = next // the cell began where it began
		}
		return
	}
	if place == behindName {
		if x.kind == fieldTime { // what is done then: 6月底前出台实施意见
			g.move(i, f, place, s, i+1, f, inText, lossTail)
			return
		}
		g.behind(i, f, s)
		return
	}
	if place == atStart && strings.ContainsRune("/-—", g.runes[i]) && x.kind != fieldText && x.kind != fieldNumber {
		j := i + 1
		for j < g.len() && g.runes[j] == g.runes[i] {
			j++
		}
		g.move(i, f, place, s, j, f+1, atStart, g.boundary(j))
	}
	switch x.kind {
	case fieldText:
		gain := 0.0
		if strings.ContainsRune("、,。;)及和等的与", g.runes[i]) {
			gain = -3
		}
		g.move(i, f, place, s, i+1, f, inText, gain)
	case fieldNumber:
		if j := g.chineseAt(i, int(s.last)+1); j > 0 {
			s.last++
			g.move(i, f, place, s, j, f+1, atStart, gainChinese)
		} else if j, gain := g.numberAt(i, int(s.last)+1); j > 0 && !g.chinese {
			s.last++
			g.move(i, f, place, s, j, f+1, atStart, gain)
		} else if g.coded {
			if m := rowCode.FindString(g.text(i, min(g.len(), i+14))); m != "" {
				g.move(i, f, place, s, i+runes(m), f+1, atStart, gainNumber)
			}
		}
	case fieldUnits:
		if n := g.label(i); n > 0 { // 牵头单位:市教育局;责任单位:市财政局
			gain := 0.0
			if place == atStart {
				gain = 4
			}
			g.move(i, f, place, s, i+n, f, behindMark, gain)
		}
		for _, c := range g.names[i] {
			gain := 1.5 + c.worth
			if place == behindMark {
				gain = min(.8, .3*c.worth-.3)
			}
			g.move(i, f, place, s, c.end, f, behindName, gain)
		}
	case fieldPerson:
		for _, c := range g.personAt(i) {
			gain := c.worth
			if place == behindMark {
				gain = .2
			}
			g.move(i, f, place, s, c.end, f, behindName, gain)
		}
	case fieldTime:
		for _, j := range g.timeAt(i) {
			gain := 4 + .04*float64(j-i)
			if t := g.text(i, j); strings.HasSuffix(t, "完成") || strings.LastIndex(t, "每") > 0 {
				gain -= .3 // it may begin what stands behind it
			}
			g.move(i, f, place, s, j, f, behindName, gain)
		}
		g.move(i, f, place, s, i+1, f, inText, lossNoTime)
	case fieldFigure:
		for _, c := range g.figureAt(i) {
			g.move(i, f, place, s, c.end, f+1, atStart, c.worth+g.boundary(c.end))
		}
	}
}

// label returns the characters of a label of units, with its colon, that begins at character i; 0 where none does.
func (g *gluedSearch) label(i int) int {
	for n := 3; n <= 8 && i+n <= g.len(); n++ {
		if g.runes[i+n-1] == ':' {
			if unitRole(g.w.header(g.text(i, i+n-1)).role) {
				return n
			}
			return 0
		}
	}
	return 0
}

// behind goes on behind a name: a mark, what a bracket says of it, its verb, or the next name at once.
func (g *gluedSearch) behind(i, f int, s gluedStep) {
	switch r := g.runes[i]; {
	case strings.ContainsRune("、,;", r):
		g.move(i, f, behindName, s, i+1, f, behindMark, 0)
		return
	case r == '(' && !g.inside[i]:
		j := i + 1
		for j < g.len() && g.inside[j] {
			j++
		}
		if j > i+1 && j < i+20 {
			g.move(i, f, behindName, s, j, f, behindName, -.2)
		}
		return
	case r == '等' || r == '及' || r == '和':
		g.move(i, f, behindName, s, i+1, f, behindMark, -.2)
		if r == '等' {
			g.move(i, f, behindName, s, i+1, f, behindName, 0)
		}
	}
	for n := 2; n <= 4 && i+n <= g.len(); n++ {
		if n == 2 && slices.Contains(g.w.words.phrases["joint"], g.text(i, i+n)) { // A会同B
			g.move(i, f, behindName, s, i+n, f, behindMark, -.2)
		}
		if _, ok := g.w.words.alone[g.text(i, i+n)]; ok {
			g.move(i, f, behindName, s, i+n, f, behindName, -.3)
		}
	}
	if g.fields[f].kind != fieldUnits {
		return
	}
	price := -1.8
	if g.blank[i] {
		price = -.3
		if g.parted {
			price = -1.5
		}
	}
	for _, c := range g.names[i] {
		if c.worth > 1.5 {
			g.move(i, f, behindName, s, c.end, f, behindName, price+min(.8, .3*c.worth-.3))
		}
	}
}

var rowCode = lazy.NewPattern(`^(?:第\d{1,6}号|[A-Z]{1,4}-?\d{1,6})`)

var sectionHead = lazy.NewPattern(`^[一二三四五六七八九十]{1,3}、[^。;:\d()]{2,30}`)

// section tries a heading over all columns before a row's number.
func (g *gluedSearch) section(i int) {
	s := *g.at0(i)
	if s.gain <= noGain || !g.numbered || i >= g.len() || !hanzi.IsNumeral(g.runes[i]) {
		return
	}
	m := sectionHead.FindString(g.text(i, min(g.len(), i+36)))
	if m == "" {
		return
	}
	j, _ := slices.BinarySearch(g.gluedBody.at, g.gluedBody.at[i]+len(m))
	if j >= g.len() {
		return
	}
	next := gluedStep{s.gain, int32(i), sectionState, s.last, s.rows}
	if n, _ := g.numberAt(j, int(s.last)+1); n == 0 {
		if n, _ = g.numberAt(j, 1); n == 0 {
			return
		}
		next.last = 0 // each section is numbered anew
	}
	if t := g.at0(j); next.gain > t.gain {
		*t = next
	}
}

const sectionState = -2
