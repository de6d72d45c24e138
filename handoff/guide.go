package handoff

import (
	"github.com/taizhang/taizhang/export"
	"github.com/xuri/excelize/v2"
)

// howTo says how the table is filled in.
var howTo = [][2]string{
	{"填什么", "只填蓝底的格子；灰底的是下发的内容，请勿改动。对下发内容有不同意见的，写在“备注”里。"},
	{"完成状态", "从下拉列表中选一项：未启动、进行中、已完成、滞后、不再实施。"},
	{"进展", "按季度填写，已填过的季度会随下一次填报表带回，可以补充、更正。"},
	{"增加子任务", "需要分解到处室的，填在表末的空行里：“序号”写所属任务的序号加短横和顺序号，如第 3 项下写“3-1”“3-2”，再填任务内容、责任人、截止日期等。" +
		"空行不够时，可在空行之间插入行。子任务下一次会排在所属任务之下。"},
	{"日期", "写成 2017-06-30 的形式。"},
	{"红底", "已过截止日期，而完成状态不是“已完成”或“不再实施”。"},
	{"黄底", "三十天内到期，而完成状态不是“已完成”或“不再实施”。"},
	{"筛选", "用标题行上的箭头筛选。行高、列宽可以调整。"},
	{"排序", "有锁定单元格的表，Excel 不让直接排序：先点“审阅—撤销工作表保护”（没有密码），再排序。各行另有隐藏的校验码，顺序变了不影响汇总；请勿删除隐藏列。"},
	{"签报", "填报单位（盖章）、填报人、联系电话、审核人、填报日期在表格上方。"},
	{"报回", "填好后原样保存为 Excel 工作簿报回，文件名可以改。"},
}

// guide writes the sheet that explains the table, unless a template has its own.
func (p *page) guide(b *Book) error {
	f := p.f
	if i, err := f.GetSheetIndex(SheetGuide); err != nil || i >= 0 {
		return err
	}
	if _, err := f.NewSheet(SheetGuide); err != nil {
		return err
	}
	const name, text = 18.0, 92.0
	if err := f.SetColWidth(SheetGuide, "A", "A", name); err != nil {
		return err
	}
	if err := f.SetColWidth(SheetGuide, "B", "B", text); err != nil {
		return err
	}
	g := &page{f: f, sheet: SheetGuide, form: make([]Column, 2), styles: p.styles, cells: map[int]excelize.Cell{}, col: 1, row: 1}
	heading := func(s string) error {
		if err := g.across(0, 1, s, look{kind: kindHeader, color: colorGivenHead}); err != nil {
			return err
		}
		return g.flush(22)
	}
	line := func(a, b string, l look) error {
		if err := g.put(0, a, l); err != nil {
			return err
		}
		if err := g.put(1, b, look{}); err != nil {
			return err
		}
		height, _ := export.Height(max(export.Lines(a, name), export.Lines(b, text)))
		return g.flush(height)
	}
	if err := g.across(0, 1, SheetGuide, look{kind: kindTitle}); err != nil {
		return err
	}
	if err := g.flush(34); err != nil {
		return err
	}
	if err := heading("怎样填"); err != nil {
		return err
	}
	for _, l := range howTo {
		color := map[string]string{"填什么": colorFill, "红底": colorLate, "黄底": colorSoon}[l[0]]
		if err := line(l[0], l[1], look{color: color}); err != nil {
			return err
		}
	}
	if err := heading("各列含义（蓝底为填写，灰底为下发）"); err != nil {
		return err
	}
	for _, c := range p.form[:p.shown()] {
		l := look{color: colorGiven}
		if c.Field != "" {
			l.color = colorFill
		}
		if err := line(c.Head(), c.Meaning, l); err != nil {
			return err
		}
	}
	a4, one, free, yes, no := 9, 1, 0, true, false
	if err := f.SetPageLayout(SheetGuide, &excelize.PageLayoutOptions{Size: &a4, FitToWidth: &one, FitToHeight: &free}); err != nil {
		return err
	}
	if err := f.SetSheetProps(SheetGuide, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(SheetGuide, &excelize.HeaderFooterOptions{OddFooter: "&L" + footer(b.Title) + "&R第 &P 页，共 &N 页"}); err != nil {
		return err
	}
	if err := f.SetSheetView(SheetGuide, -1, &excelize.ViewOptions{ShowGridLines: &no}); err != nil {
		return err
	}
	return f.ProtectSheet(SheetGuide, protection())
}
