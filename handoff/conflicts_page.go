package handoff

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/xuri/excelize/v2"
)

// conflictPage is the sheet in the making.
type conflictPage struct {
	f      *excelize.File
	styles map[conflictStyle]int
}

type conflictStyle struct {
	color         string
	bold, open    bool
	size          float64
	border, title bool
}

func (p *conflictPage) put(col, row int, v string, s conflictStyle) error {
	at, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return err
	}
	id, ok := p.styles[s]
	if !ok {
		if id, err = p.f.NewStyle(s.style()); err != nil {
			return err
		}
		p.styles[s] = id
	}
	if v != "" {
		if err := p.f.SetCellStr(conflictSheet, at, shorten(v)); err != nil {
			return err
		}
	}
	return p.f.SetCellStyle(conflictSheet, at, at, id)
}

func (s conflictStyle) style() *excelize.Style {
	out := &excelize.Style{Font: &excelize.Font{Family: "宋体", Size: cmp.Or(s.size, 10), Bold: s.bold}, Protection: &excelize.Protection{Locked: !s.open},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: !s.title}, NumFmt: 49}
	if s.bold {
		out.Alignment.Vertical = "center"
	}
	if s.color != "" {
		out.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{s.color}}
	}
	if s.border {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			out.Border = append(out.Border, excelize.Border{Type: side, Style: 1, Color: "BFBFBF"})
		}
	}
	return out
}

// shorten cuts what a cell can't hold; the whole value stays in the database.
func shorten(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return 0x2400 + r
		}
		return r
	}, s)
	if r := []rune(s); len(r) > longCell {
		return string(r[:longCell]) + "……"
	}
	return s
}

func (p *conflictPage) begin(n int) error {
	f := p.f
	if err := f.SetSheetName("Sheet1", conflictSheet); err != nil {
		return err
	}
	if err := f.SetDefaultFont(export.WidthFont); err != nil {
		return err
	}
	for i, c := range conflictColumns {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(conflictSheet, name, name, c.width); err != nil {
			return err
		}
	}
	if err := p.put(1, 1, "待处理的反馈", conflictStyle{bold: true, size: 16, title: true}); err != nil {
		return err
	}
	text := fmt.Sprintf("共 %d 条。在“处理意见”栏选“采用反馈”或“保留现有”，其余各栏不能改动；没有选的留待下次。填好后用 collect 收取本工作簿。", n)
	if err := p.put(1, 2, text, conflictStyle{title: true}); err != nil {
		return err
	}
	header := conflictStyle{color: "D9E2F3", bold: true, border: true}
	for i, c := range conflictColumns {
		if err := p.put(i+1, conflictRows-1, c.name, header); err != nil {
			return err
		}
	}
	return p.put(len(conflictColumns)+1, conflictRows-1, conflictHeader, header)
}

func (p *conflictPage) row(at int, c *taizhang.Conflict, text string) error {
	for i, col := range conflictColumns {
		s := conflictStyle{border: true}
		switch col.name {
		case "问题", "编号":
			s.color = problems[c.Kind].color
		case "反馈":
			s.color = "FFF9E7"
		case decisionHeader:
			s.color, s.open = "E3EFF9", true
		}
		if err := p.put(i+1, at, col.value(c, text), s); err != nil {
			return err
		}
	}
	return p.put(len(conflictColumns)+1, at, conflictKey(c)+"|"+c.Seen(), conflictStyle{})
}

// choices gives each cell its drop-down: one a run of cells that offer the same.
func (p *conflictPage) choices(cells []string, allowed map[string][]string) error {
	for i := 0; i < len(cells); {
		j := i
		for j+1 < len(cells) && slices.Equal(allowed[cells[j+1]], allowed[cells[i]]) {
			j++
		}
		dv := excelize.NewDataValidation(true)
		dv.Sqref = cells[i] + ":" + cells[j]
		if err := dv.SetDropList(allowed[cells[i]]); err != nil {
			return err
		}
		dv.SetError(excelize.DataValidationErrorStyleStop, decisionHeader, "请从下拉列表中选："+strings.Join(allowed[cells[i]], "、"))
		if err := p.f.AddDataValidation(conflictSheet, dv); err != nil {
			return err
		}
		i = j + 1
	}
	return nil
}

// end hides the keys, and sets the page up.
func (p *conflictPage) end(n int) error {
	f := p.f
	key, err := excelize.ColumnNumberToName(len(conflictColumns) + 1)
	if err != nil {
		return err
	}
	if err := f.SetColVisible(conflictSheet, key, false); err != nil {
		return err
	}
	if err := f.AutoFilter(conflictSheet, fmt.Sprintf("A%d:%s%d", conflictRows-1, key, conflictRows-1+n), nil); err != nil {
		return err
	}
	first := "A" + strconv.Itoa(conflictRows)
	if err := f.SetPanes(conflictSheet, &excelize.Panes{Freeze: true, YSplit: conflictRows - 1, TopLeftCell: first, ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	a4, landscape, wide, free, yes := 9, "landscape", 1, 0, true
	if err := f.SetPageLayout(conflictSheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &free}); err != nil {
		return err
	}
	if err := f.SetSheetProps(conflictSheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	return f.ProtectSheet(conflictSheet, &excelize.SheetProtectionOptions{AutoFilter: true, FormatColumns: true, FormatRows: true,
		SelectLockedCells: true, SelectUnlockedCells: true})
}
