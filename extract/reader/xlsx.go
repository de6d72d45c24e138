package reader

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// The size of a sheet.
const (
	xlsxRows = 1 << 20
	xlsxCols = 1 << 14
)

// xlsx reads a workbook sheet by sheet. Its XML is read here, in bounds; excelize
// is asked only what a number looks like in its format.
type xlsx struct {
	o       *ooxml
	b       *builder
	shared  []xlsxText // shared strings
	formats []int      // number format of each cell style
	numbers *xlsxNumbers
	remarks int
	cells   int         // of all sheets
	looks   []concealed // of each cell style
	unseen  unseen
	hidden  []string // what is hidden, in words
	errors  []string // cells that show an error
	noValue []string // formulas without a value
	drawn   bool     // pictures that WPS puts into cells
}

// xlsxTab is a sheet as the workbook lists it.
type xlsxTab struct {
	name, part string
	hidden     bool
}

func readXLSX(in input) (*taizhang.Document, error) {
	o, err := openOOXML(in, xlsxPart)
	if err != nil {
		return nil, err
	}
	part, err := o.mainPart("xl/workbook.xml")
	if err != nil {
		return nil, err
	}
	rels, err := o.relations(part)
	if err != nil {
		return nil, err
	}
	w := &xlsx{o: o, b: &builder{}, numbers: newXLSXNumbers()}
	tabs, err := w.tabs(part, rels)
	if err != nil {
		return nil, err
	}
	for _, r := range rels {
		switch r.kind {
		case "sharedStrings":
			err = w.readShared(r.target)
		case "styles":
			err = w.readFormats(r.target)
		}
		if err != nil {
			return nil, err
		}
	}
	var sheets []*xlsxSheet
	for _, t := range tabs {
		s, err := w.sheet(t)
		if err != nil {
			return nil, err
		}
		if len(s.cells) > 0 {
			sheets = append(sheets, s)
		} else if len(s.gone) > 0 {
			w.reportHidden(s, &xlsxGrid{})
		}
	}
	if err := w.numbers.format(o); err != nil {
		return nil, err
	}
	for _, s := range sheets {
		if err := w.emit(s, len(sheets) > 1); err != nil {
			return nil, err
		}
		s.cells = nil // the document holds their text now
	}
	if err := w.report(); err != nil {
		return nil, err
	}
	return w.b.document(in.src)
}

// tabs lists the worksheets in the workbook's order.
func (w *xlsx) tabs(part string, rels []relation) ([]xlsxTab, error) {
	byID := map[string]relation{}
	for _, r := range rels {
		byID[r.id] = r
	}
	var tabs []xlsxTab
	x, err := w.o.open(part)
	if err != nil {
		return nil, err
	}
	defer x.close()
	var read func(e element) error
	read = func(e element) error {
		switch e.Name.Local {
		case "workbook", "sheets":
			return x.children(read)
		case "workbookPr":
			w.numbers.date1904 = isOn(e.attr("date1904"), false)
		case "sheet":
			// The relation's id has the same local name as none other here.
			if r := byID[e.attr("id")]; r.kind == "worksheet" && w.o.parts[r.target] != nil {
				tabs = append(tabs, xlsxTab{oddBlank.Replace(e.attr("name")), r.target, e.attr("state") == "hidden" || e.attr("state") == "veryHidden"})
			}
		}
		return x.skip()
	}
	return tabs, x.children(read)
}

// readShared reads the strings that cells share, without readings (rPh).
func (w *xlsx) readShared(part string) error {
	return w.o.each(part, "si", func(x *xmlReader, _ element) error {
		text, err := x.richText()
		w.shared = append(w.shared, text)
		return err
	})
}

// xlsxText is the text of a string, and that of its runs that are struck through.
type xlsxText struct{ text, struck string }

// richText joins the runs of a string to the end of the element just opened.
func (x *xmlReader) richText() (xlsxText, error) {
	var shown, struck []string
	out := false // the run at hand is struck through
	var read func(e element) error
	read = func(e element) error {
		switch e.Name.Local {
		case "t":
			text, err := x.text()
			if out {
				struck = append(struck, text)
			} else {
				shown = append(shown, text)
			}
			return err
		case "r":
			err := x.children(read)
			out = false
			return err
		case "rPr":
			return x.children(func(e element) error {
				if e.Name.Local == "strike" {
					out = e.on()
				}
				return x.skip()
			})
		}
		return x.skip()
	}
	if err := x.children(read); err != nil {
		return xlsxText{}, err
	}
	return xlsxText{cellText(strings.Join(shown, "")), cellText(strings.Join(struck, ""))}, nil
}

var xlsxEscape = lazy.NewPattern(`_x[0-9A-Fa-f]{4}_`)

// cellText undoes _x000D_ escapes and makes every line end a LF.
func cellText(s string) string {
	if strings.Contains(s, "_x") {
		s = xlsxEscape.ReplaceAllStringFunc(s, func(e string) string {
			n, _ := strconv.ParseUint(e[2:6], 16, 16)
			if n >= 0xd800 && n < 0xe000 {
				return e
			}
			return string(rune(n))
		})
	}
	return lineEnds(s)
}

// report says what is hidden and what was left out.
func (w *xlsx) report() error {
	for _, h := range w.hidden {
		w.b.findings = append(w.b.findings, taizhang.Finding{Code: "hidden-cells", Severity: taizhang.Warning,
			Message: h + "；请核对是否属于公布的内容"})
	}
	w.b.findings = w.unseen.finding(w.b.findings)
	if len(w.errors) > 0 {
		w.b.findings = append(w.b.findings, taizhang.Finding{Code: "formula-no-value", Severity: taizhang.Warning,
			Message: "单元格里是公式的错误值：" + someOf(w.errors) + "；请用 Excel 或 WPS 改正并保存后重新读取"})
	}
	if len(w.noValue) > 0 {
		w.b.findings = append(w.b.findings, taizhang.Finding{Code: "formula-no-value", Severity: taizhang.Warning,
			Message: "公式没有保存计算结果，未读入：" + someOf(w.noValue) + "；请用 Excel 或 WPS 打开并保存后重新读取"})
	}
	comments, drawn := w.remarks, w.drawn || w.o.holds("xl/charts/") || w.o.holds("xl/diagrams/") || w.o.holds("xl/embeddings/")
	for _, name := range slices.Sorted(maps.Keys(w.o.parts)) {
		var err error
		switch {
		case strings.HasPrefix(name, "xl/comments"), strings.HasPrefix(name, "xl/threadedcomments/"):
			err = w.o.each(name, "comment", func(*xmlReader, element) error { comments++; return nil })
		case strings.HasPrefix(name, "xl/drawings/drawing") && !drawn:
			err = w.o.each(name, "t", func(*xmlReader, element) error { drawn = true; return nil })
		}
		if err != nil {
			return err
		}
	}
	if comments > 0 {
		w.b.findings = append(w.b.findings, taizhang.Finding{Code: "comments-left-out", Severity: taizhang.Info,
			Message: fmt.Sprintf("文件带有 %d 条批注，不是公布的正文，未读入", comments)})
	}
	if drawn {
		w.b.findings = append(w.b.findings, taizhang.Finding{Code: "embedded-left-out", Severity: taizhang.Warning,
			Message: embeddedMessage})
	}
	return nil
}

// someOf lists a few names.
func someOf(names []string) string {
	if len(names) > 8 {
		return strings.Join(names[:8], "、") + fmt.Sprintf(" 等 %d 处", len(names))
	}
	return strings.Join(names, "、")
}
