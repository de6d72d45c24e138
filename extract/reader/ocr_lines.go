package reader

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// recognized makes lines of tesseract's table of words, in its order; a point of
// the picture is scale points of the page.
func (p *pdfPage) recognized(table string, scale float64) {
	p.ocr = true
	var own strings.Builder // text that the page has beside its picture, a watermark
	for _, c := range p.chars {
		own.WriteRune(c.r)
	}
	var row []pdfChar
	sure, words := 0.0, 0
	last := ""
	end := func() {
		if len(row) == 0 {
			return
		}
		labelMark(row)
		l := newLine(p.number, row, true)
		if p.garbled {
			for _, c := range row {
				c.y = l.y // tesseract says what is one line
				p.chars = append(p.chars, c)
			}
			row = nil
			return
		}
		row = nil
		if own.Len() == 0 || !strings.Contains(own.String(), squeezed(l.text)) {
			p.lines = append(p.lines, l)
		}
	}
	for line := range strings.SplitSeq(table, "\n") {
		f := strings.Split(strings.TrimSuffix(line, "\r"), "\t")
		if len(f) < 12 || f[0] != "5" {
			continue
		}
		var box [4]float64
		ok := true
		for i := range box {
			v, err := strconv.Atoi(f[6+i])
			box[i], ok = float64(v)*scale, ok && err == nil
		}
		if !ok {
			continue
		}
		if place := strings.Join(f[1:5], "."); place != last {
			end()
			last = place
		}
		if c, err := strconv.ParseFloat(f[10], 64); err == nil && c >= 0 {
			sure += c
			words++
		}
		row = append(row, wordChars(f[11], box)...)
	}
	end()
	if words > 0 {
		p.sure = sure / float64(words)
	}
	evenSizes(p.lines)
}

// labelMark puts right the mark of a label at the beginning of a line (一,总体要求), which
// tesseract takes for a comma or full stop of Western type.
func labelMark(row []pdfChar) {
	n := 0
	for n < len(row) && strings.ContainsRune("一二三四五六七八九十", row[n].r) {
		n++
	}
	if n > 0 && n < 4 && n+1 < len(row) && strings.ContainsRune(",，.", row[n].r) {
		row[n].r = '、'
	}
}

// wordChars shares the box of a word (left, top, width, height) out to its characters.
func wordChars(word string, box [4]float64) (out []pdfChar) {
	n := float64(max(utf8.RuneCountInString(word), 1))
	x := box[0]
	for _, r := range word {
		if !taizhang.Blank(r) && utf8.ValidRune(r) {
			c := pdfChar{r: r, x0: x, x1: x + box[2]/n, y: box[1] + box[3], em: max(box[3], 1)}
			if wide(r) {
				c.em = max(box[2]/n, box[3], 1)
			}
			out = append(out, c)
		}
		x += box[2] / n
	}
	return out
}

// evenSizes gives lines of nearly the usual size that size: boxes are drawn around
// strokes, and differ from line to line.
func evenSizes(lines []pdfLine) {
	var sizes []float64
	for _, l := range lines {
		sizes = append(sizes, l.em)
	}
	if len(sizes) == 0 {
		return
	}
	slices.Sort(sizes)
	usual := sizes[len(sizes)/2]
	for i := range lines {
		if abs(lines[i].em-usual) < 0.3*usual {
			lines[i].em = usual
		}
	}
}
