package export

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// DOCX writes the tasks of each notice as an annex to an official document: a table
// (任务分解表) on landscape pages set up after GB/T 9704—2012.
func DOCX(w io.Writer, src Source) (err error) {
	z := &canonicalZip{}
	defer func() { err = errors.Join(err, z.discard()) }()
	body, err := z.Create("word/document.xml")
	if err != nil {
		return err
	}
	d := &document{Writer: bufio.NewWriterSize(body, 1<<16)}
	d.raw(xmlHead + `<w:document xmlns:w="` + nsWord + `" xmlns:r="` + nsOffice + `"><w:body>`)
	title, latest := annexName, time.Time{}
	for i := range src.Len() {
		in, err := src.Load(i)
		if err != nil {
			return err
		}
		n := newNotice(in, numbers{})
		mark := "附件"
		if src.Len() > 1 {
			mark += itoa(i + 1)
		} else {
			title = n.annexTitle()
		}
		if t, ok := ParseDay(n.Notice.SignedOn); ok && t.After(latest) {
			latest = t
		}
		d.annex(n, mark, i > 0)
	}
	d.paragraph("end", "", "") // a table is never the last
	d.raw(section + `</w:body></w:document>`)
	if err := d.Flush(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(wordParts)) {
		part, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(part, wordParts[name]); err != nil {
			return err
		}
	}
	core, err := z.Create("docProps/core.xml")
	if err != nil {
		return err
	}
	if _, err := core.Write(coreProperties(title, latest)); err != nil {
		return err
	}
	return z.write(w)
}

// coreProperties are the title of a document and its times: that of the latest
// notice, for a clock would change every export.
func coreProperties(title string, stamp time.Time) []byte {
	if fixed := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC); stamp.Before(fixed) {
		stamp = fixed
	}
	at := stamp.Format(time.RFC3339)
	b := []byte(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>`)
	b = appendXML(b, clip(visible(title), 200), " ", " ")
	return append(b, `</dc:title><dc:creator>taizhang</dc:creator><cp:lastModifiedBy>taizhang</cp:lastModifiedBy>`+
		`<dcterms:created xsi:type="dcterms:W3CDTF">`+at+`</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">`+at+`</dcterms:modified></cp:coreProperties>`...)
}

// document is the body of a Word document in the making. Errors of its writer are
// kept until Flush.
type document struct {
	*bufio.Writer
	buf []byte
}

func (d *document) raw(s string) { d.WriteString(s) }

// annex writes one notice: 附件 at the left of the first line, the title in the
// third, where the tasks are from, and the table.
func (d *document) annex(n *notice, mark string, newPage bool) {
	breakBefore := ""
	if newPage {
		breakBefore = "<w:pageBreakBefore/>"
	}
	d.paragraph("mark", breakBefore, mark)
	d.paragraph("mark", "", "")
	title := n.annexTitle()
	if strings.HasSuffix(title, annexName) && utf8.RuneCountInString(title) > titleMost { // no line ends within these words
		title = strings.TrimSuffix(title, annexName) + "\n" + annexName
	}
	d.paragraph("1", "", title)
	d.paragraph("note", "", "（"+n.basis()+"）")
	if len(n.items)+len(n.rows) == 0 {
		d.paragraph("note", "", "该文件没有分派任务。")
		return
	}
	d.table(n)
}

// paragraph writes a paragraph in a style, with more of its properties.
func (d *document) paragraph(style, more, text string) {
	d.raw(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + more + `</w:pPr>`)
	if text != "" {
		d.raw(`<w:r><w:t xml:space="preserve">`)
		d.buf = appendXML(d.buf[:0], visible(text), `</w:t><w:br/><w:t xml:space="preserve">`, `</w:t><w:tab/><w:t xml:space="preserve">`)
		d.Write(d.buf)
		d.raw(`</w:t></w:r>`)
	}
	d.raw(`</w:p>`)
}

// openTable begins a table that wide, up to its columns.
func (d *document) openTable(wide int) {
	d.raw(`<w:tbl><w:tblPr><w:tblW w:w="` + itoa(wide) + `" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		d.raw(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
	}
	d.raw(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="` + itoa(cellEdge) + `" w:type="dxa"/>` +
		`<w:bottom w:w="40" w:type="dxa"/><w:right w:w="` + itoa(cellEdge) + `" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
}

// table writes the tasks of a notice.
func (d *document) table(n *notice) {
	columns := n.columns()
	widths := annexWidths(columns)
	d.openTable(bodyWide)
	for _, wide := range widths {
		d.raw(`<w:gridCol w:w="` + itoa(wide) + `"/>`)
	}
	d.raw(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range columns {
		d.cell(widths[i], "", "head", c.name)
	}
	d.raw(`</w:tr>`)
	across := `<w:gridSpan w:val="` + itoa(len(columns)) + `"/>`
	for r := range n.annex {
		switch r.kind {
		case annexTask:
			d.row(columns, widths, r.e)
		case annexText:
			text := r.text
			if more := r.e.marks(); more != "" {
				text += "（" + more + "）"
			}
			d.raw(`<w:tr>`)
			d.cell(bodyWide, across, "cell", text)
			d.raw(`</w:tr>`)
		default:
			style := "section"
			if r.kind == annexPart {
				style = "part"
			}
			d.raw(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
			d.cell(bodyWide, across, style, r.text)
			d.raw(`</w:tr>`)
		}
	}
	d.raw(`</w:tbl>`)
}

// row writes a task. A row that is not too high stays on one page.
func (d *document) row(columns []annexColumn, widths []int, e *entry) {
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.fill(e)
	}
	d.raw(`<w:tr>`)
	if tallest(cells, widths) <= wholeLines {
		d.raw(`<w:trPr><w:cantSplit/></w:trPr>`)
	}
	for i, c := range columns {
		style := "cell"
		if c.centred {
			style = "middle"
		}
		d.cell(widths[i], "", style, cells[i])
	}
	d.raw(`</w:tr>`)
}

// tallest is the number of lines of the highest cell.
func tallest(cells []string, widths []int) (most int) {
	for i, s := range cells {
		_, lines := split(s, max(20, (widths[i]-2*cellEdge)*20/characterInTable))
		n := 0
		for _, k := range lines {
			n += k
		}
		most = max(most, n)
	}
	return most
}

func (d *document) cell(width int, more, style, text string) {
	d.raw(`<w:tc><w:tcPr><w:tcW w:w="` + itoa(width) + `" w:type="dxa"/>` + more + `<w:vAlign w:val="center"/></w:tcPr>`)
	d.paragraph(style, "", strings.TrimRight(text, "\n"))
	d.raw(`</w:tc>`)
}

// annexWidths shares the width of the page out: a few characters where it is known
// what stands there, the rest by how much stands there — as its root, since a column
// that has twice as much may also be higher.
func annexWidths(columns []annexColumn) []int {
	const least = 4
	widths := make([]int, len(columns))
	rest, all := bodyWide, 0.0
	share := func(c annexColumn) float64 {
		if c.runes > 0 {
			return 0
		}
		return math.Sqrt(float64(c.size))
	}
	for i, c := range columns {
		widths[i] = cmp.Or(c.runes, least)*characterInTable + 2*cellEdge
		rest -= widths[i]
		all += share(c)
	}
	left := rest
	for i, c := range columns {
		if all > 0 {
			more := int(float64(rest) * share(c) / all)
			widths[i] += more
			left -= more
		}
	}
	widths[1] += left // 工作任务
	return widths
}
