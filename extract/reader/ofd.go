package reader

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// ofdPart bounds one XML file of a package: a page of a hundred thousand characters has some 10 MB.
const ofdPart = 64 << 20

// isOFD looks for the entry file of an OFD package in a ZIP; one without its
// directory is known by the name of its first file.
func isOFD(data []byte) bool {
	switch {
	case !bytes.HasPrefix(data, []byte("PK\x03\x04")) || len(data) < 30:
		return false
	case zipHolds(data, "OFD.xml"):
		return true
	}
	if _, err := openZip("", data, DefaultLimits); err == nil {
		return false
	}
	first := bytes.ToUpper(data[30:min(len(data), 40)])
	return bytes.HasPrefix(first, []byte("OFD.XML")) || bytes.HasPrefix(first, []byte("DOC_0/"))
}

// readOFD reads GB/T 33190: pages of text at places, from which lines, paragraphs
// and ruled tables are put together again.
func readOFD(in input) (*taizhang.Document, error) {
	o, err := openOOXML(in, ofdPart)
	if err != nil {
		return nil, err
	}
	if o.parts["encryptions.xml"] != nil || o.parts["ofd.xml"] == nil && o.holds("encrypt") {
		return nil, encryptedFile(in.src.Name)
	}
	var roots []string
	if o.parts["ofd.xml"] == nil {
		return nil, o.malformed("OFD.xml", "the part is missing", nil)
	}
	err = o.each("ofd.xml", "DocRoot", func(x *xmlReader, _ element) error {
		root, err := x.text()
		roots = append(roots, ofdPath("", root))
		return err
	})
	if err != nil {
		return nil, err
	}
	d := &ofd{ooxml: o, backgrounds: map[string]*background{}}
	for _, root := range roots {
		if err := d.document(root); err != nil {
			return nil, err
		}
	}
	text := false
	for _, p := range d.pages {
		text = text || len(p.chars)+len(p.heads) > 0
	}
	if !text && d.pictures > 0 {
		return nil, needsOCR(in.src.Name, "the pages are pictures without text")
	}
	f := &pdfFile{src: in.src, opt: in.opt, pages: d.pages} // from here on a page is a page
	doc, err := f.layout()
	if err != nil {
		return nil, err
	}
	doc.Findings = append(doc.Findings, d.findings()...)
	return doc, nil
}

// ofd is an opened package, and what was read of it.
type ofd struct {
	*ooxml
	pages       []*pdfPage
	backgrounds map[string]*background // templates, by where they are
	pictures    int
	private     int      // characters that only the file's own font can show
	pictured    []string // pages that show pictures and no text
	left        []string // what was not read
}

// background is a template and the pages that have it.
type background struct {
	chars []pdfChar
	pages []*pdfPage
}

// ofdPath resolves an ST_Loc: from the package's root with a leading slash, else
// from the folder of the file it stands in.
func ofdPath(from, loc string) string {
	loc = strings.ReplaceAll(strings.TrimSpace(loc), "\\", "/")
	if !strings.HasPrefix(loc, "/") {
		loc = path.Join("/", path.Dir(from), loc)
	}
	return partName(path.Clean(loc))
}

// document reads one document of the package, page by page.
func (d *ofd) document(root string) error {
	if d.parts[root] == nil {
		return d.malformed(root, "the part is missing", nil)
	}
	var contents []string
	templates := map[string]string{} // where they are, by ID
	whole := box{0, 0, 210, 297}
	err := d.every(root, func(x *xmlReader, e element) error {
		switch e.Name.Local {
		case "TemplatePage":
			templates[e.attr("ID")] = ofdPath(root, e.attr("BaseLoc"))
		case "Page":
			if loc := e.attr("BaseLoc"); loc != "" {
				contents = append(contents, ofdPath(root, loc))
			}
		case "PhysicalBox":
			s, err := x.text()
			if b, ok := boxOf(s); ok {
				whole = b
			}
			return err
		case "Attachments":
			d.leave("附件")
		case "Annotations":
			d.leave("批注、水印")
		}
		return nil
	})
	if err != nil {
		return err
	}
	if n := d.in.opt.Limits.Pages; len(d.pages)+len(contents) > n {
		return d.tooLarge("", fmt.Sprintf("more than %d pages", n))
	}
	var order []*background
	for _, c := range contents {
		p := &ofdPage{pdfPage: &pdfPage{number: len(d.pages) + 1}, box: whole}
		if d.parts[c] == nil {
			return d.malformed(c, fmt.Sprintf("page %d is missing", p.number), nil)
		}
		pictures := d.pictures
		uses, err := d.content(c, p, true)
		if err != nil {
			return err
		}
		p.finish()
		d.pages = append(d.pages, p.pdfPage)
		if d.pictures > pictures && len(p.chars) < fewRunes/4 {
			d.pictured = append(d.pictured, strconv.Itoa(p.number))
		}
		for _, id := range uses {
			loc := templates[id]
			if d.parts[loc] == nil {
				continue
			}
			bg := d.backgrounds[loc]
			if bg == nil {
				t := &ofdPage{pdfPage: &pdfPage{number: p.number}, box: p.box}
				if _, err := d.content(loc, t, false); err != nil {
					return err
				}
				t.finish()
				bg = &background{chars: t.chars}
				// Its rules count on the first page alone: a frame around every page is no table.
				p.rules = pdfRules{merge(append(p.rules.across, t.rules.across...)), merge(append(p.rules.down, t.rules.down...))}
				d.backgrounds[loc] = bg
				order = append(order, bg)
			}
			bg.pages = append(bg.pages, p.pdfPage)
		}
	}
	for _, bg := range order {
		bg.settle()
	}
	return nil
}

// settle gives a template's text to its pages. What several pages have is a
// running head; the template of one page, such as a form, is part of it.
func (bg *background) settle() {
	for _, p := range bg.pages {
		if len(bg.pages) == 1 {
			p.chars = append(p.chars, bg.chars...)
			continue
		}
		for _, l := range makeLines(p.number, bg.chars) {
			if l.y < p.height/2 {
				p.heads = append(p.heads, l)
			} else {
				p.feet = append(p.feet, l)
			}
		}
	}
}

// every calls do for each element of a part. do reads nothing of it, or all.
func (d *ofd) every(part string, do func(x *xmlReader, e element) error) error {
	x, err := d.open(part)
	if err != nil {
		return err
	}
	defer x.close()
	return x.elements(func(e element) error { return do(x, e) })
}

func (d *ofd) findings() (all []taizhang.Finding) {
	if d.private > 0 {
		all = append(all, taizhang.Finding{Code: "private-glyphs", Severity: taizhang.Warning,
			Message: fmt.Sprintf("有 %d 个字只有文件自带的字体能显示，已照原码保留；请与原文核对", d.private)})
	}
	if len(d.left) > 0 {
		all = append(all, taizhang.Finding{Code: "embedded-left-out", Severity: taizhang.Warning,
			Message: "文件内嵌的" + strings.Join(d.left, "、") + "未读入；如属通知内容，请另存后一并处理"})
	}
	if len(d.pictured) > 0 {
		all = append(all, taizhang.Finding{Code: "page-picture", Severity: taizhang.Warning,
			Message: "第" + strings.Join(d.pictured, "、") + "页是图片，没有文字，未读入；请打印为 PDF 后加 --ocr 读取"})
	}
	return all
}

// leave notes what is not read, once.
func (d *ofd) leave(what string) {
	if !slices.Contains(d.left, what) {
		d.left = append(d.left, what)
	}
}

// box is a rectangle in millimetres, y downwards.
type box struct{ x, y, w, h float64 }

func boxOf(s string) (box, bool) {
	f := numbers(s)
	if len(f) != 4 {
		return box{}, false
	}
	return box{f[0], f[1], f[2], f[3]}, true
}

// numbers reads numbers between blanks, and ends at what is none.
func numbers(s string) (all []float64) {
	for f := range strings.FieldsSeq(s) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil || v != v || v > 1e6 || v < -1e6 {
			break
		}
		all = append(all, v)
	}
	return all
}
