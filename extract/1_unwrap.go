package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// Text that was cut at one width, as in mail and printed pages, has a line end where no paragraph ends. A line that is as
// long as most goes on in the next, unless that one is set in as paragraphs are, or stands below a gap; what begins there
// after all, the layout search finds.

const (
	leastWidth = 16 // runes
	mostWidth  = 90
	leastLines = 12 // of a text whose width can be told
)

// measure is how long a line is: in runes, as a program counts, or in columns of a printed page, two a wide rune and
// with what it is set in.
type measure func(text string, l line) int

func inRunes(_ string, l line) int { return runes(l.folded) }

func inColumns(text string, l line) int {
	return indent(text, l) + columns(text[l.span.Start:l.span.End])
}

func columns(s string) (n int) {
	for i := 0; i < len(s); {
		if taizhang.AsItIs(s, i) == 3 {
			n, i = n+2, i+3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if n++; r >= 0x1100 {
			n++
		}
		i += size
	}
	return n
}

// indent returns the columns of the blanks before a line; 0 where something else stands there.
func indent(text string, l line) int {
	before := text[:l.span.Start]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	if strings.TrimLeftFunc(before, taizhang.Blank) != "" {
		return 0
	}
	return columns(before)
}

// wrapping is how the lines of a text were cut.
type wrapping struct {
	measure
	width    int // 0 where lines end with their paragraphs
	slack    int
	setIn    int  // the least indent of the first line of a paragraph; 0 where none tells it
	parted   bool // gaps stand between paragraphs
	fullLeft int  // lines of that width
}

// widthOf returns how the lines of a text were cut.
func widthOf(text string, lines []line) wrapping {
	w := wrapping{measure: inRunes, slack: 2}
	w.width, w.fullLeft = wrapWidth(text, lines, inRunes, leastWidth, mostWidth, w.slack)
	if width, n := wrapWidth(text, lines, inColumns, 2*leastWidth, 2*mostWidth, 3); n > w.fullLeft {
		w = wrapping{measure: inColumns, slack: 3, width: width, fullLeft: n}
	}
	if w.width > 0 {
		w.paragraphs(text, lines)
	}
	return w
}

// full reports whether a line is as long as most.
func (w *wrapping) full(text string, l line) bool {
	n := w.measure(text, l)
	return n >= w.width-w.slack && n <= w.width+w.slack
}

// paragraphs finds what begins a paragraph: an indent or a gap that stands behind full lines seldom.
func (w *wrapping) paragraphs(text string, lines []line) {
	at := map[int]int{} // lines by their indent
	base := 0
	for _, l := range lines {
		if l.grid == nil && l.use == free {
			n := indent(text, l)
			if at[n]++; at[n] > at[base] || at[n] == at[base] && n < base {
				base = n
			}
		}
	}
	deep, gaps := [2]int{}, [2]int{} // behind other lines, behind full ones
	for i := 1; i < len(lines); i++ {
		if lines[i].grid != nil || lines[i].use != free || lines[i-1].grid != nil || lines[i-1].use != free {
			continue
		}
		k := 0
		if w.full(text, lines[i-1]) {
			k = 1
		}
		if indent(text, lines[i]) >= base+2 {
			deep[k]++
		}
		if gapBefore(text, lines, i) {
			gaps[k]++
		}
	}
	if deep[0] > 2*deep[1] && deep[0] > 2 {
		w.setIn = base + 2
	}
	w.parted = gaps[0] > 2*gaps[1] && gaps[0] > 2
}

// gapBefore reports whether an empty line stands before line i.
func gapBefore(text string, lines []line, i int) bool {
	return strings.Count(text[lines[i-1].span.End:lines[i].span.Start], "\n") > 1
}

// begins reports whether line i begins a paragraph; broken says that a page ends before it.
func (w *wrapping) begins(text string, lines []line, i int, broken bool) bool {
	return w.setIn > 0 && indent(text, lines[i]) >= w.setIn || w.parted && !broken && gapBefore(text, lines, i)
}

// unwrap joins the lines that were cut at one width.
func unwrap(text string, lines []line) []line {
	w := widthOf(text, lines)
	if w.width == 0 {
		return lines
	}
	w.pageNumbers(text, lines)
	takeHeads(lines)
	out := lines[:0:0]
	joined := map[int]bool{}
	full, broken := false, false // the last line of out goes on; a page number stands in between
	for i, l := range lines {
		if l.grid != nil || l.use != free {
			full, broken = full && l.use == asRun, full && l.use == asRun
			out = append(out, l)
			continue
		}
		if full && w.begins(text, lines, i, broken) {
			full = false
		}
		switch {
		case full && broken:
			l.cont = true
			out = append(out, l)
		case full:
			last := &out[len(out)-1]
			last.span.End = l.span.End
			last.piece = true
			joined[len(out)-1] = true
		default:
			out = append(out, l)
		}
		full, broken = w.full(text, l), false
	}
	for i := range joined {
		fold(text, out[i:i+1])
	}
	return out
}

// pageNumbers takes the lines that are a number alone, count the pages and stand where a sentence or a full line ends.
func (w *wrapping) pageNumbers(text string, lines []line) {
	type chain struct{ line, before, length int }
	var found []chain
	last := map[int]int{} // where the number stands last in found
	best := -1
	for i, l := range lines {
		if i == 0 || l.grid != nil || l.use != free || len(l.folded) > 4 || strings.Trim(l.folded, "0123456789") != "" {
			continue
		}
		before := lines[i-1]
		page := indent(text, l) >= leastWidth && gapBefore(text, lines, i)
		if before.grid != nil || before.use != free || !page && !w.full(text, before) && !ends(lastRune(before.folded)) {
			continue
		}
		n, _ := hanzi.Numeral(l.folded)
		c := chain{i, -1, 1}
		if k, ok := last[n-1]; ok && i-found[k].line >= leastPage {
			c.before, c.length = k, found[k].length+1
		} else if page {
			c.length++
		}
		last[n] = len(found)
		if found = append(found, c); best < 0 || c.length > found[best].length {
			best = len(found) - 1
		}
	}
	if best < 0 || found[best].length < 2 {
		return
	}
	for k := best; k >= 0; k = found[k].before {
		lines[found[k].line].use = asRun
	}
}

// leastPage is how many lines a page has at least.
const leastPage = 8

// wrapWidth returns the length at which lines are cut, and how many are so long; 0 where they end with their paragraphs.
func wrapWidth(text string, lines []line, length measure, least, longest, slack int) (width, full int) {
	count, stopped := make([]int, longest+slack+2), make([]int, longest+slack+2) // lines by their length, or longer than any; those of them that end a sentence
	lengths := make([]int, 0, len(lines))
	most := 0
	for _, l := range lines {
		n := 0
		if l.grid == nil && l.use == free {
			n = length(text, l)
			k := min(n, longest+slack+1)
			if ends(lastRune(l.folded)) {
				stopped[k]++
			}
			if count[k]++; n >= least && n <= longest && count[n] > count[most] {
				most = n
			}
		}
		lengths = append(lengths, n)
	}
	near := func(m []int) (n int) {
		for k := max(0, most-slack); k <= most+slack/2; k++ {
			n += m[k]
		}
		return n
	}
	all := len(lines) - count[0]
	if full = near(count); all < leastLines || near(stopped)*2 > full {
		return 0, 0 // sentences that end just where a line is full are alike by chance
	}
	longer, tails, ended := 0, 0, 0 // lines behind a full one that are not full, and those of them that end a sentence
	for i, n := range lengths {
		if n > most+slack {
			longer++
		}
		if i > 0 && n > 0 && n < most-slack && lengths[i-1] >= most-slack {
			tails++
			if ends(lastRune(lines[i].folded)) {
				ended++
			}
		}
	}
	if full*5 < all*2 && (full < leastLines/2 || longer*50 > all || ended*3 < tails*2 || tails < 3) {
		return 0, 0
	}
	return most, full
}

// pageSpan reports whether span is a page number alone.
func pageSpan(text string, s taizhang.Span) bool {
	return s.Len() <= 40 && pageNumber.MatchString(taizhang.FoldString(text[s.Start:s.End]))
}
