package extract

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// passage is the text of a node or cell as the phrase engine reads it: joined over
// line ends, folded.
type passage struct {
	spans taizhang.Spans
	from  []int // where each span begins in raw
	raw   string
	fold  hanzi.Folded
	text  string          // fold.Text
	ends  []int           // bytes of text at which a line or a blank ended: evidence, and no more
	close []taizhang.Span // the brackets that close, sorted; made when one is first asked for
}

// passage reads spans; it remembers what it read, as several stages ask for a task's text.
func (w *work) passage(spans taizhang.Spans) *passage {
	if p := w.passages[spans.Start()]; p != nil && slices.Equal(p.spans, spans) {
		return p
	}
	p := &passage{spans: spans, raw: w.unbroken(spans)}
	p.fold = hanzi.Fold(p.raw)
	p.text = w.words.stops(rounded(p.fold.Text))
	at := 0
	for i, s := range spans {
		if i > 0 && !pageSpan(w.text, taizhang.Span{Start: spans[i-1].End, End: s.Start}) {
			p.end(at)
		}
		p.from = append(p.from, at)
		at += s.Len()
	}
	last := rune(0)
	printed := spans.Cut(w.text)
	for i, r := range p.raw {
		soft := r == ' ' && printed[i] == '\n' // a line cut at a width ends nothing
		if r != last && taizhang.Blank(r) && !taizhang.Blank(last) && !soft {
			p.end(i)
		}
		last = r
	}
	sort.Ints(p.ends)
	w.passages[spans.Start()] = p
	return p
}

var arrows = strings.NewReplacer("→", "---", "->", "--", "=>", "--")

// rounded returns a folded text with round brackets for pointed ones, 各县<市、区>, and dashes for arrows, 建公园→市园林局.
func rounded(s string) string {
	if strings.Contains(s, ">") || strings.Contains(s, "→") {
		s = arrows.Replace(s)
	}
	if !strings.Contains(s, "<") {
		return s
	}
	out, open := []byte(s), -1
	for i, c := range out {
		switch c {
		case '<':
			open = i
		case '>':
			if open >= 0 && i-open <= mostNote && strings.TrimFunc(s[open+1:i], func(r rune) bool { return han(r) || r == '、' }) == "" && i > open+1 {
				out[open], out[i] = '(', ')'
			}
			open = -1
		}
	}
	return string(out)
}

// end notes that a line or a blank ends at byte raw of the joined text.
func (p *passage) end(raw int) {
	if k := p.fold.Index(raw); k > 0 && k < len(p.text) {
		p.ends = append(p.ends, k)
	}
}

// endsWithin returns the ends between bytes a and b, both left out.
func (p *passage) endsWithin(a, b int) []int {
	i, j := sort.SearchInts(p.ends, a+1), sort.SearchInts(p.ends, b)
	return p.ends[i:max(i, j)]
}

// at returns the spans of bytes [a, b) of the text.
func (p *passage) at(a, b int) taizhang.Spans {
	return p.cut(p.fold.Back(a, b))
}

// cut returns the spans of bytes [from, to) of the joined text.
func (p *passage) cut(from, to int) taizhang.Spans {
	i := max(0, sort.SearchInts(p.from, from+1)-1)
	k := max(i+1, sort.SearchInts(p.from, to))
	return p.spans[i:k].Slice(from-p.from[i], to-p.from[i])
}

// closing returns where the bracket that opens at byte i closes; -1 where it never
// does.
func (p *passage) closing(i int) int {
	if p.close == nil {
		p.close = []taizhang.Span{}
		var open []int // by their place in close
		for i := 0; i < len(p.text); i++ {
			switch p.text[i] {
			case '(':
				open = append(open, len(p.close))
				p.close = append(p.close, taizhang.Span{Start: i, End: -1})
			case ')':
				if n := len(open); n > 0 {
					p.close[open[n-1]].End = i
					open = open[:n-1]
				}
			}
		}
	}
	k, found := slices.BinarySearchFunc(p.close, i, func(s taizhang.Span, at int) int { return s.Start - at })
	if !found {
		return 0
	}
	return p.close[k].End
}

// pieceKind says what a label made of a piece.
type pieceKind uint8

const (
	plainPiece pieceKind = iota
	dutyPiece            // heads a list of units
	timePiece            // heads a time
	otherPiece           // heads anything else
)

// piece is what stands between two separators or labels: an item of a list, or
// one with its verb.
type piece struct {
	start, end int
	kind       pieceKind
	verb       verb
	after      byte // the separator before it: '.' a sentence, ';', ',' or 0 for 、 and none
}

// cutPieces cuts bytes [a, b) of a passage at separators outside brackets and
// quotation marks, and at labels wherever one stands before a colon.
func (w *work) cutPieces(p *passage, a, b int) []piece {
	var out []piece
	cur := piece{start: a}
	open := false // a quotation mark has no end
	put := func(end int) {
		if cur.end = end; cur.end > cur.start || cur.kind != plainPiece {
			out = append(out, cur)
		}
	}
	for i := a; i < b; {
		if k, v, ok := w.gapLabel(p, i, b); ok {
			put(i)
			cur = piece{start: k, kind: dutyPiece, verb: v, after: cur.after}
			i = k
			continue
		}
		r, n := utf8.DecodeRuneInString(p.text[i:])
		sep, is := byte(0), true
		switch r {
		case '(':
			if end := p.closing(i); end > 0 && end < b {
				i = end + 1
				continue
			}
			is = false
		case '《', '“', '〈':
			if !open {
				if k := strings.IndexAny(p.text[i+n:b], "》”〉"); k >= 0 {
					i += n + k
					continue
				}
			}
			open, is = true, false
		case '、':
			is = !w.words.oneClass(p.text[cur.start:i], p.text[i+n:b])
		case ',', '，':
			sep = ','
		case ';', '；':
			sep = ';'
		case '。', '!', '?':
			sep = '.'
		case '.', '．':
			if is = i+n >= b || !digit(rune(p.text[i+n])); is && !w.words.parted(p.text[cur.start:i], p.text[i+n:b]) {
				sep = '.'
			}
		case '为', '是':
			is = false
			if v, ok := w.words.label(p.text[cur.start:i]); ok { // 牵头单位为某局
				cur = piece{start: i + n, kind: dutyPiece, verb: v, after: cur.after}
			} else if w.words.kinds["time-label"].has(p.text[cur.start:i]) { // 完成时限为12月
				cur = piece{start: i + n, kind: timePiece, verb: verb{word: p.text[cur.start:i]}, after: cur.after}
			}
		case ':':
			is = false
			from := cur.start
			if ends := p.endsWithin(from, i); len(ends) > 0 {
				if _, _, ok := w.words.labelled(p.text[ends[len(ends)-1] : i+1]); ok {
					from = ends[len(ends)-1] // 主办:某局 承办:某局
				}
			}
			if at, kind, v := w.labelAt(p.text, from, i); kind != plainPiece {
				if _, gap := slices.BinarySearch(p.ends, at); at > cur.start && (gap || cur.kind == dutyPiece || w.standsAlone(strings.TrimRight(p.text[cur.start:at], "/|"))) { // 市级责任单位：, 答复时限：
					put(at)
				}
				cur = piece{start: i + 1, kind: kind, verb: v, after: cur.after}
				if at > cur.start {
					cur.after = 0
				}
			}
		default:
			is = false
		}
		if is {
			put(i)
			cur = piece{start: i + n, after: sep}
		}
		i += n
	}
	put(b)
	return out
}

// unbroken returns what spans cut out, with a blank for each line end inside a paragraph
// that was joined, byte for byte.
func (w *work) unbroken(spans taizhang.Spans) string {
	text := spans.Cut(w.text)
	if !strings.Contains(text, "\n") {
		return text
	}
	b := []byte(text)
	at := 0
	for _, s := range spans {
		if s.Len() > 1 {
			for i := at; i < at+s.Len(); i++ {
				if b[i] == '\n' {
					b[i] = ' '
				}
			}
		}
		at += s.Len()
	}
	return string(b)
}
