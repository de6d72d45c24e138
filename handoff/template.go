package handoff

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/xuri/excelize/v2"
)

// The names of cells, of which a template needs [NameTable] alone. Each may be
// written in Chinese or as its English twin.
const (
	NameTable   = "台账_表格" // the table's first cell
	NameTitle   = "台账_标题"
	NameUnit    = "台账_单位"
	NameRound   = "台账_轮次"
	NameReplyBy = "台账_报送期限"
	NameSigned  = "台账_填报单位" // these, and the phone, are the sign-off block
	NameWriter  = "台账_填报人"
	NameChecker = "台账_审核人"
	NameDate    = "台账_填报日期"
	NamePhone   = "台账_联系电话"
)

var englishNames = map[string]string{
	"taizhang_table": NameTable, "taizhang_title": NameTitle, "taizhang_unit": NameUnit, "taizhang_round": NameRound, "taizhang_reply_by": NameReplyBy,
	"taizhang_signed": NameSigned, "taizhang_writer": NameWriter, "taizhang_checker": NameChecker, "taizhang_date": NameDate, "taizhang_phone": NamePhone,
}

// cellRange is where a name points: a cell, or several that are merged.
type cellRange struct {
	sheet    string
	from, to string
}

// open opens a template, or begins a workbook without one.
func open(template []byte) (*page, error) {
	p := &page{styles: map[look]int{}, cells: map[int]excelize.Cell{}}
	if template == nil {
		p.f, p.own, p.sheet, p.col, p.row = excelize.NewFile(), true, SheetTable, 1, 1
		return p, nil
	}
	f, err := excelize.OpenReader(bytes.NewReader(template))
	if err != nil {
		return nil, &taizhang.Error{Kind: taizhang.Malformed, What: "the template is no workbook that can be opened", Remedy: "save it as .xlsx, without a password", Err: err}
	}
	if _, macros := f.Pkg.Load("xl/vbaProject.bin"); macros {
		return nil, &taizhang.Error{Kind: taizhang.Unsupported, What: "the template has macros", Remedy: "save it as .xlsx, without them"}
	}
	p.f = f
	p.names = namedCells(f)
	table, ok := p.names[NameTable]
	if !ok {
		return nil, &taizhang.Error{Kind: taizhang.Unsupported, What: "the template does not say where the table goes",
			Remedy: "give the table's first cell the name " + NameTable + " (公式—定义名称)"}
	}
	p.sheet = table.sheet
	p.col, p.row, err = excelize.CellNameToCoordinates(table.from)
	return p, err
}

// namedCells finds the cells that our names point at; the first of each holds.
func namedCells(f *excelize.File) map[string]cellRange {
	out := map[string]cellRange{}
	for _, n := range f.GetDefinedName() {
		name := n.Name
		if chinese, ok := englishNames[strings.ToLower(name)]; ok {
			name = chinese
		}
		if _, taken := out[name]; taken || !strings.HasPrefix(name, "台账_") {
			continue
		}
		at := strings.LastIndex(n.RefersTo, "!")
		if at < 0 {
			continue
		}
		sheet := n.RefersTo[:at]
		if inner, ok := strings.CutPrefix(sheet, "'"); ok {
			sheet = strings.ReplaceAll(strings.TrimSuffix(inner, "'"), "''", "'")
		}
		from, to, several := strings.Cut(strings.ReplaceAll(n.RefersTo[at+1:], "$", ""), ":")
		if !several {
			to = from
		}
		if i, err := f.GetSheetIndex(sheet); err != nil || i < 0 {
			continue
		}
		if _, _, err := excelize.CellNameToCoordinates(from); err == nil {
			out[name] = cellRange{sheet, from, to}
		}
	}
	return out
}

// name gives a cell of the table's sheet a name.
func (p *page) name(name, at string) error {
	col, row, err := excelize.SplitCellName(at)
	if err != nil {
		return err
	}
	return p.f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: quote(p.sheet) + "!$" + col + "$" + strconv.Itoa(row)})
}

// fill writes into the cells that a template names.
func (p *page) fill(b *Book) error {
	for _, v := range []struct{ name, text string }{
		{NameTitle, b.Title}, {NameUnit, b.Organ}, {NameRound, roundWords(b.Round.Name)}, {NameReplyBy, export.Day(b.Round.ReplyBy)}, {NameSigned, b.Organ},
	} {
		if at, ok := p.names[v.name]; ok {
			if err := p.set(at.sheet, at.from, v.text); err != nil {
				return err
			}
		}
	}
	return nil
}

// begin makes room for the table where a template wants it: what stands below moves down.
func (p *page) begin(b *Book) error {
	if p.own {
		p.header = p.row + 3 + signRows(b) // title, instructions, sign-off, legend
		p.last = p.header + len(b.Handouts) + spare(len(b.Handouts))
		if err := p.f.SetSheetName("Sheet1", SheetTable); err != nil {
			return err
		}
		return p.f.SetDefaultFont(export.WidthFont)
	}
	merged, err := p.f.GetMergeCells(p.sheet)
	if err != nil {
		return err
	}
	for _, m := range merged {
		if m.GetStartAxis() == p.at(0, p.row) {
			if err := p.f.UnmergeCell(p.sheet, m.GetStartAxis(), m.GetEndAxis()); err != nil {
				return err
			}
		}
	}
	if p.header = p.row; !p.signed() {
		p.header += signRows(b)
	}
	p.last = p.header + len(b.Handouts) + spare(len(b.Handouts))
	if err := p.f.InsertRows(p.sheet, p.row+1, p.last-p.row); err != nil {
		return err
	}
	p.names = namedCells(p.f) // those below moved
	return nil
}
