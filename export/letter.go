package export

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// Letter is an official document on paper set up after GB/T 9704—2012.
type Letter struct {
	Banner string // over the title, in Color; empty: none
	Color  string // RRGGBB; empty: black
	Title  string
	To     string
	Blocks []LetterBlock
	Sign   string
	Date   taizhang.Date
}

// LetterBlock is a paragraph, a heading within the text, a table, or charts side by side.
type LetterBlock struct {
	Text    string
	Heading string
	Table   *LetterTable
	Charts  []*LetterChart
}

// LetterTable is a table; Shares are how wide its columns of longer texts begin beside each
// other, before they are balanced.
type LetterTable struct {
	Head   []string
	Shares []int
	Rows   [][]string
}

// A portrait page after GB/T 9704: 37 mm above, 35 below, 28 left and 26 right, in twips.
const (
	letterTop, letterBottom = 2098, 1984
	letterLeft, letterRight = 1587, 1474
	letterWide              = pageHigh - letterLeft - letterRight
)

var letterSection = `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>` +
	`<w:pgSz w:w="` + itoa(pageHigh) + `" w:h="` + itoa(pageWide) + `"/>` +
	`<w:pgMar w:top="` + itoa(letterTop) + `" w:right="` + itoa(letterRight) + `" w:bottom="` + itoa(letterBottom) + `" w:left="` + itoa(letterLeft) +
	`" w:header="850" w:footer="1587" w:gutter="0"/></w:sectPr>`

// unbroken is up to how many characters all lines of a column stay whole: dates, numbers, short names.
const unbroken = 11

// centredMost is up to how many characters all cells of a column are centred.
const centredMost = 6

// letterLine is 28 points, on which 22 lines fill a page.
const letterLine = `<w:spacing w:line="560" w:lineRule="exact"/>`

// letterStyles are those of running text, beside the ones that tables share with annexes.
func letterStyles(color string) string {
	banner := paragraphStyle("banner", "文头", `<w:keepNext/><w:spacing w:after="240"/><w:jc w:val="center"/>`, fontTitle, 52)
	return paragraphStyle("body", "正文", letterLine+`<w:ind w:firstLineChars="200" w:firstLine="640"/>`, fontBody, sizeMark) +
		paragraphStyle("to", "主送", `<w:keepNext/>`+letterLine, fontBody, sizeMark) +
		paragraphStyle("within", "一级标题", `<w:keepNext/>`+letterLine+`<w:ind w:firstLineChars="200" w:firstLine="640"/>`, fontHead, sizeMark) +
		paragraphStyle("chart", "图", `<w:keepLines/><w:spacing w:before="60" w:after="60"/><w:jc w:val="center"/>`, fontBody, sizeTable) +
		paragraphStyle("sign", "落款", letterLine+`<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>`, fontBody, sizeMark) +
		paragraphStyle("gap", "表前后", `<w:keepNext/><w:spacing w:line="120" w:lineRule="exact"/>`, fontBody, 2) +
		strings.Replace(banner, `<w:sz `, `<w:color w:val="`+cmp.Or(color, "auto")+`"/><w:sz `, 1)
}

// Write writes the letter as a Word document. The same letter is always the same bytes.
func (l *Letter) Write(w io.Writer) (err error) {
	z := &canonicalZip{}
	defer func() { err = errors.Join(err, z.discard()) }()
	body, err := z.Create("word/document.xml")
	if err != nil {
		return err
	}
	d := &document{Writer: bufio.NewWriterSize(body, 1<<16)}
	d.raw(xmlHead + `<w:document xmlns:w="` + nsWord + `" xmlns:r="` + nsOffice + `"><w:body>`)
	if l.Banner != "" {
		d.paragraph("banner", "", l.Banner)
	}
	d.paragraph("1", "", l.Title)
	d.paragraph("to", "", "")
	if l.To != "" {
		d.paragraph("to", "", l.To)
	}
	var charts []*LetterChart
	for _, b := range l.Blocks {
		switch {
		case len(b.Charts) > 0:
			d.charts(b.Charts, len(charts)+1)
			charts = append(charts, b.Charts...)
		case b.Table != nil:
			d.paragraph("gap", "", "")
			d.letterTable(b.Table)
			d.paragraph("gap", "", "")
		case b.Heading != "":
			d.paragraph("within", "", b.Heading)
		case b.Text != "":
			d.paragraph("body", "", b.Text)
		}
	}
	d.paragraph("to", "", "")
	d.paragraph("sign", "<w:keepNext/>", l.Sign)
	d.paragraph("sign", "", Day(l.Date))
	d.raw(letterSection + `</w:body></w:document>`)
	if err := d.Flush(); err != nil {
		return err
	}
	types, rels, err := addCharts(z, charts)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(wordParts)) {
		part, err := z.Create(name)
		if err != nil {
			return err
		}
		text := wordParts[name]
		switch name {
		case "word/styles.xml":
			text = strings.Replace(text, `</w:styles>`, letterStyles(l.Color)+`</w:styles>`, 1)
		case contentTypes:
			text = strings.Replace(text, `</Types>`, types+`</Types>`, 1)
		case "word/_rels/document.xml.rels":
			text = strings.Replace(text, `</Relationships>`, rels+`</Relationships>`, 1)
		}
		if _, err := io.WriteString(part, text); err != nil {
			return err
		}
	}
	core, err := z.Create("docProps/core.xml")
	if err != nil {
		return err
	}
	stamp, _ := ParseDay(l.Date)
	if _, err := core.Write(coreProperties(l.Title, stamp)); err != nil {
		return err
	}
	return z.write(w)
}

// centred says which columns are of short words and numbers.
func (t *LetterTable) centred() []bool {
	out := make([]bool, len(t.Head))
	for i := range out {
		out[i] = !slices.ContainsFunc(t.Rows, func(r []string) bool { return utf8.RuneCountInString(r[i]) > centredMost })
	}
	return out
}

// widths are those of the columns, in twips: short words on one line, and texts so that the rows are lowest.
func (t *LetterTable) widths() []int {
	const digit, edges = characterInTable / 2, 2*cellEdge + characterInTable/4
	widths, least := make([]float64, len(t.Head)), make([]float64, len(t.Head))
	left, shares := float64(letterWide)/digit, 0
	centred := t.centred()
	for i, h := range t.Head {
		most, longest := utf8.RuneCountInString(h), 0
		for _, r := range t.Rows {
			for line := range strings.SplitSeq(r[i], "\n") {
				longest = max(longest, (unitsOf(line)+19)/20)
			}
		}
		if longest <= unbroken {
			most = max(most, longest)
		}
		if least[i] = 2*float64(most) + float64(edges)/digit; centred[i] {
			widths[i] = least[i]
			left -= widths[i]
			continue
		}
		least[i] = max(least[i], narrowest)
		shares += t.Shares[i]
	}
	widest := 0 // beyond its least
	for i := range widths {
		if !centred[i] {
			widths[i] = max(least[i], left*float64(t.Shares[i])/float64(shares))
			left -= widths[i]
			shares -= t.Shares[i]
		}
		if widths[i]-least[i] > widths[widest]-least[widest] {
			widest = i
		}
	}
	widths[widest] = max(least[widest], widths[widest]+min(0, left))
	Balance(widths, least, min(len(t.Rows), Balanced), func(column, row int, width float64) int {
		if t.Rows[row][column] == "" {
			return 0
		}
		return tallest(t.Rows[row][column:column+1], []int{int(width * digit)})
	})
	out, all := make([]int, len(widths)), 0.0
	for _, w := range widths {
		all += w
	}
	for i, w := range widths {
		out[i] = int(letterWide * w / all)
	}
	return out
}

// letterTable writes a table over the width of the text, its head on every page.
func (d *document) letterTable(t *LetterTable) {
	widths, centred := t.widths(), t.centred()
	d.openTable(letterWide)
	for _, w := range widths {
		d.raw(`<w:gridCol w:w="` + itoa(w) + `"/>`)
	}
	d.raw(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, h := range t.Head {
		d.cell(widths[i], "", "head", h)
	}
	d.raw(`</w:tr>`)
	for _, r := range t.Rows {
		d.raw(`<w:tr>`)
		if tallest(r, widths) <= wholeLines {
			d.raw(`<w:trPr><w:cantSplit/></w:trPr>`)
		}
		for i, s := range r {
			style := "cell"
			if centred[i] {
				style = "middle"
			}
			d.cell(widths[i], "", style, s)
		}
		d.raw(`</w:tr>`)
	}
	d.raw(`</w:tbl>`)
}
