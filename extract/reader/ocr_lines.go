package reader

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// ocrLine is what tesseract takes for one line, how sure it is of each of its words, and
// where the line is: left, top, width, height.
type ocrLine struct {
	chars []pdfChar
	sure  []float64
	box   [4]float64
}

// ocrLines are the lines of tesseract's table of words, in its order; a pixel is scale
// points.
func ocrLines(table string, scale float64) (out []ocrLine) {
	last := ""
	var place [4]float64 // of the line
	for line := range strings.SplitSeq(table, "\n") {
		f := strings.Split(strings.TrimSuffix(line, "\r"), "\t")
		if len(f) < 12 || f[0] != "4" && f[0] != "5" {
			continue
		}
		var box [4]float64
		ok := true
		for i := range box {
			v, err := strconv.Atoi(f[6+i])
			box[i], ok = float64(v)*scale, ok && err == nil
		}
		if f[0] == "4" {
			place = box
		}
		if f[0] == "4" || !ok {
			continue
		}
		if at := strings.Join(f[1:5], "."); at != last {
			out = append(out, ocrLine{box: place})
			last = at
		}
		l := &out[len(out)-1]
		if c, err := strconv.ParseFloat(f[10], 64); err == nil && c >= 0 {
			l.sure = append(l.sure, c)
		}
		l.chars = append(l.chars, wordChars(f[11], box)...)
	}
	for _, l := range out {
		labelMark(l.chars)
	}
	return slices.DeleteFunc(out, func(l ocrLine) bool { return len(l.chars) == 0 })
}

// recognized takes the lines that tesseract read on the page, and those of the cells of
// its tables, which stand at their places.
func (p *pdfPage) recognized(lines, cells []ocrLine) {
	p.ocr = true
	var own strings.Builder // text that the page has beside its picture, a watermark
	for _, c := range p.chars {
		own.WriteRune(c.r)
	}
	for _, line := range lines {
		l := newLine(p.number, line.chars, true)
		if own.Len() == 0 || !strings.Contains(own.String(), squeezed(l.text)) {
			p.lines = append(p.lines, l)
		}
	}
	for _, line := range cells {
		p.chars = append(p.chars, line.chars...)
	}
	sum, words := 0.0, 0
	for _, line := range append(lines, cells...) {
		for _, sure := range line.sure {
			sum += sure
			words++
		}
	}
	if words > 0 {
		p.sure = sum / float64(words)
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
			c := pdfChar{read: true, r: r, x0: x, x1: x + box[2]/n, y: box[1] + box[3], em: max(box[3], 1)}
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
