package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// gluedBody is the text behind a glued header, character by character, and what may stand at each.
type gluedBody struct {
	w      *work
	f      hanzi.Folded
	from   int      // where it begins in the document
	at     []int    // byte of each character in the folded text, and its end
	runes  []rune   // the characters
	blank  []bool   // a blank or a line end stands before it
	lines  []bool   // a line end does, where rows are lines
	inside []bool   // it stands within brackets or quotation marks
	names  [][]cell // names of organs that begin at it
	times  map[int][]int
	short  map[string]int // how often stretches of two and three characters stand in it; see again
}

// cell is a stretch that may be a value: where it ends, and what it is worth.
type cell struct {
	end   int
	worth float64
}

// bodyOf folds the first most bytes of a stretch.
func (w *work) bodyOf(s taizhang.Span, most int) *gluedBody {
	raw := w.text[s.Start:s.End]
	if len(raw) > most {
		raw = beginning(raw, most)
	}
	b := &gluedBody{w: w, f: hanzi.Fold(raw), from: s.Start, times: make(map[int][]int)}
	last := 0
	for i, r := range b.f.Text {
		b.at, b.runes = append(b.at, i), append(b.runes, r)
		p := b.f.At(i)
		b.blank = append(b.blank, p > last)
		b.lines = append(b.lines, p > last && strings.Contains(raw[last:p], "\n"))
		last = p + utf8.RuneLen(r)
		if p < len(raw) {
			_, n := utf8.DecodeRuneInString(raw[p:])
			last = p + n
		}
	}
	b.at = append(b.at, len(b.f.Text))
	b.brackets()
	b.findNames()
	return b
}

func (b *gluedBody) len() int { return len(b.runes) }

// text returns the folded text of characters [i, j).
func (b *gluedBody) text(i, j int) string { return b.f.Text[b.at[i]:b.at[j]] }

// span returns where characters [i, j) stand in the document.
func (b *gluedBody) span(i, j int) taizhang.Span {
	if i >= j {
		return taizhang.Span{}
	}
	s, e := b.f.Back(b.at[i], b.at[j])
	return taizhang.Span{Start: b.from + s, End: b.from + e}
}

// farBracket is how many characters a bracket holds at most.
const farBracket = 60

// brackets notes what stands within them.
func (b *gluedBody) brackets() {
	b.inside = make([]bool, b.len()+1)
	var open []int
	for i, r := range b.runes {
		switch r {
		case '(', '《', '“', '〔', '【':
			open = append(open, i)
		case ')', '》', '”', '〕', '】':
			if k := len(open) - 1; k >= 0 {
				if i-open[k] <= farBracket {
					for x := open[k] + 1; x <= i; x++ {
						b.inside[x] = true
					}
				}
				open = open[:k]
			}
		}
	}
}

// findNames finds every stretch that ends as a name does and is worth something as one.
func (b *gluedBody) findNames() {
	type seen struct {
		before rune
		varied int
	}
	b.names = make([][]cell, b.len())
	again := make(map[string]*seen)
	for j := 2; j <= b.len(); j++ {
		end := j
		if b.runes[j-1] == ')' && b.inside[j-1] { // a second plate: 新闻出版局(版权局)
			for end--; end > 0 && b.inside[end]; end-- {
			}
		}
		if b.inside[j-1] && b.runes[j-1] != ')' || end == 0 || !b.w.words.endsName(b.text(max(0, end-6), end)) && b.runes[j-1] != ')' {
			continue
		}
		for i := j - 1; i >= max(0, j-mostNameLen); i-- {
			r := b.runes[i]
			if !b.inside[i] && !han(r) && r != ')' && r != '(' || r == '。' {
				break
			}
			if b.inside[i] || j-i < 2 || r == '(' || r == ')' {
				continue
			}
			s := b.text(i, j)
			worth, bare := b.w.words.nameWorth(s)
			if worth < leastName {
				continue
			}
			before := rune(0)
			if i > 0 {
				before = b.runes[i-1]
			}
			switch {
			case i == 0 || b.blank[i] || !han(b.runes[i-1]) && b.runes[i-1] != ')':
				worth += gainAfresh
			case r == '镇' || r == '乡':
				worth += priceLevels // 松柏|镇人民政府
			case b.w.words.chars("level-begins", r) && b.w.words.chars("level-begins", before) && (i < 2 || b.runes[i-2] == '各' || !han(b.runes[i-2]) || b.w.words.chars("level-begins", b.runes[i-2])):
				worth += priceLevels
			case b.w.words.parts().words[b.text(i-1, i+1)]:
				worth += priceTorn
			}
			if b.w.words.beginsWith(b.text(j-1, min(b.len(), j+2)), "goes-on") || j < b.len() && b.w.words.parts().words[b.text(j-1, j+1)] {
				worth += priceTorn
			}
			if j+1 < b.len() && b.runes[j] >= '0' && b.runes[j] <= '9' && !b.w.words.organ(s, false) && b.counted(j) {
				worth += priceTorn // 新建卫生服务中心2家
			}
			b.names[i] = append(b.names[i], cell{j, worth})
			if !bare {
				continue
			}
			if x := again[s]; x == nil {
				again[s] = &seen{before, 0}
			} else if x.before != before {
				x.before = before
				x.varied++
			}
		}
	}
	b.unknownNames()
	for i := range b.names {
		for k := range b.names[i] {
			c := &b.names[i][k]
			if x := again[b.text(i, c.end)]; x != nil {
				c.worth += gainAgain * float64(min(x.varied, 3))
			}
		}
	}
}

// counted reports whether figures with a measure word stand at character j.
func (b *gluedBody) counted(j int) bool {
	for ; j < b.len() && b.runes[j] >= '0' && b.runes[j] <= '9'; j++ {
	}
	return j < b.len() && b.w.words.chars("counter", b.runes[j])
}

// unknownNames adds short stretches that a list holds and nothing tells as a name: 高新园、各街道; and what begins
// with 各 and ends before a mark or a time.
func (b *gluedBody) unknownNames() {
	for j := 2; j < b.len(); j++ {
		r, before := b.runes[j], b.runes[j-1]
		mark := r == '、'
		if b.inside[j] || !han(before) || !mark && (han(r) && !b.w.words.chars("time-begins", r) || !b.blank[j] && len(b.timeAt(j)) == 0) {
			continue
		}
		for i := j - 1; i >= max(0, j-8) && han(b.runes[i]); i-- {
			each := b.runes[i] == '各'
			listed := i > 0 && b.runes[i-1] == '、'
			if n := j - i; n >= 2 && (each && n > 2 || listed || mark && n <= 5) && !slices.ContainsFunc(b.names[i], func(c cell) bool { return c.end == j }) {
				worth := -.8 - .2*float64(n-2)
				if each {
					worth += 2
				}
				b.names[i] = append(b.names[i], cell{j, worth})
			}
		}
	}
}

func han(r rune) bool { return r >= 0x3400 && r <= 0x9fff || r >= 0x20000 }

func endsWith(s string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.HasSuffix(s, word) })
}
