package reader

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
)

// ofdWriter writes an OFD of A4 pages: text at places, ruled lines, templates.
type ofdWriter struct {
	pages     []strings.Builder
	template  string // objects on each page, if any
	documents string // more of Document.xml
	extra     map[string]string
	stored    bool // and not packed, which takes most of the time of fuzzing
}

func (w *ofdWriter) page() *strings.Builder {
	w.pages = append(w.pages, strings.Builder{})
	return &w.pages[len(w.pages)-1]
}

// text sets s at (x, y), in Chinese type of so many millimetres.
func (w *ofdWriter) text(x, y, size float64, s string) {
	w.pages[len(w.pages)-1].WriteString(ofdText(x, y, size, s))
}

func ofdText(x, y, size float64, s string) string {
	runes := []rune(s)
	var delta []string
	for i := 0; i+1 < len(runes); {
		n := 1
		for i+n+1 < len(runes) && ofdWidth(runes[i+n]) == ofdWidth(runes[i]) {
			n++
		}
		d := fmt.Sprintf("%.3f", ofdWidth(runes[i])*size)
		if n > 2 {
			d = fmt.Sprintf("g %d %s", n, d)
		} else {
			d = strings.TrimSpace(strings.Repeat(d+" ", n))
		}
		delta = append(delta, d)
		i += n
	}
	var escaped strings.Builder
	_ = xml.EscapeText(&escaped, []byte(s))
	return fmt.Sprintf(`<ofd:TextObject ID="1" Boundary="%.2f %.2f 180 %.2f" Font="3" Size="%.2f"><ofd:TextCode X="0" Y="%.2f" DeltaX="%s">%s</ofd:TextCode></ofd:TextObject>`,
		x, y-size, size*1.3, size, size, strings.Join(delta, " "), escaped.String())
}

// rule draws a line.
func (w *ofdWriter) rule(x0, y0, x1, y1 float64) {
	fmt.Fprintf(&w.pages[len(w.pages)-1], `<ofd:PathObject ID="2" Boundary="%.2f %.2f %.2f %.2f" LineWidth="0.25"><ofd:AbbreviatedData>M 0 0 L %.2f %.2f</ofd:AbbreviatedData></ofd:PathObject>`,
		x0, y0, x1-x0+0.25, y1-y0+0.25, x1-x0, y1-y0)
}

// flow sets paragraphs in lines of 28 characters, 22 lines a page, as a document
// from an office has them, each page with its number.
func (w *ofdWriter) flow(paragraphs []string) {
	const size, left, top, pitch, perLine, perPage = 5.6, 27.0, 37.0, 10.0, 28.0, 22
	line := perPage
	put := func(x float64, s string) {
		if line == perPage {
			w.page()
			line = 0
			w.text(98, 285, 4.9, fmt.Sprintf("— %d —", len(w.pages)))
		}
		w.text(x, top+float64(line)*pitch, size, s)
		line++
	}
	for _, p := range paragraphs {
		room, start := perLine-2, 2.0
		var cur []rune
		width := 0.0
		for _, r := range p {
			if width+ofdWidth(r) > room && !closing(r) { // punctuation may hang over
				put(left+start*size, string(cur))
				cur, width, room, start = nil, 0, perLine, 0
			}
			cur, width = append(cur, r), width+ofdWidth(r)
		}
		put(left+start*size, string(cur))
	}
}

func (w *ofdWriter) bytes(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	method := uint16(zip.Deflate)
	if w.stored {
		method = zip.Store
	}
	add := func(name, content string) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		must(t, err)
		if !strings.HasPrefix(content, "<?xml") {
			content = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + content
		}
		_, _ = f.Write([]byte(content))
	}
	const ns = `xmlns:ofd="http://www.ofdspec.org/2016"`
	add("OFD.xml", `<ofd:OFD `+ns+` Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`)
	var pages, template, use strings.Builder
	if w.template != "" {
		template.WriteString(`<ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/>`)
		use.WriteString(`<ofd:Template TemplateID="90" ZOrder="Background"/>`)
		add("Doc_0/Tpls/Tpl_0/Content.xml", `<ofd:Page `+ns+`><ofd:Content><ofd:Layer ID="9">`+w.template+`</ofd:Layer></ofd:Content></ofd:Page>`)
	}
	for i := range w.pages {
		fmt.Fprintf(&pages, `<ofd:Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>`, 100+i, i)
		add(fmt.Sprintf("Doc_0/Pages/Page_%d/Content.xml", i), `<ofd:Page `+ns+`>`+use.String()+`<ofd:Content><ofd:Layer ID="8"><ofd:PageBlock ID="7">`+w.pages[i].String()+`</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>`)
	}
	add("Doc_0/Document.xml", `<ofd:Document `+ns+`><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>`+template.String()+
		`</ofd:CommonData><ofd:Pages>`+pages.String()+`</ofd:Pages>`+w.documents+`</ofd:Document>`)
	for name, content := range w.extra {
		add(name, content)
	}
	must(t, z.Close())
	return b.Bytes()
}

// ruledTable draws a table; a cell of several lines has them below each other.
func (w *ofdWriter) ruledTable(x, y float64, widths []float64, height float64, rows [][]string) {
	right := x
	for _, d := range widths {
		right += d
	}
	for i := range len(rows) + 1 {
		w.rule(x, y+float64(i)*height, right, y+float64(i)*height)
	}
	for i := range len(widths) + 1 {
		at := x
		for _, d := range widths[:i] {
			at += d
		}
		w.rule(at, y, at, y+float64(len(rows))*height)
	}
	for r, row := range rows {
		at := x
		for c, cell := range row {
			for i, s := range strings.Split(cell, "\n") {
				w.text(at+2, y+float64(r)*height+5+float64(i)*5, 3.7, s)
			}
			at += widths[c]
		}
	}
}
