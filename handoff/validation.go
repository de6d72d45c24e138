package handoff

import (
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// soon is how many days before its due date a task is coloured.
const soon = 30

// rules are the drop-down, the dates, and the colours of what is late or due soon.
func (p *page) rules(*Book) error {
	column := func(i int) string { return p.at(i, p.header+1) + ":" + p.at(i, p.last) }
	status, due := p.place(ColStatus), p.place(ColDue)
	if err := p.status(column(status)); err != nil {
		return err
	}
	if err := p.date(p.sheet, column(due)); err != nil {
		return err
	}
	var given, filled []string
	for i, c := range p.form {
		if c.Field != "" {
			filled = append(filled, column(i))
		} else {
			given = append(given, column(i))
		}
	}
	d, s := p.fixed(due), p.fixed(status)
	open := `ISNUMBER(` + d + `),` + s + `<>"已完成",` + s + `<>"不再实施"`
	late := "AND(" + open + "," + d + "<TODAY())"
	near := "AND(" + open + "," + d + ">=TODAY()," + d + "<=TODAY()+" + strconv.Itoa(soon) + ")"
	for _, r := range []struct {
		cells      []string
		late, near string
	}{{given, colorLate, colorSoon}, {filled, colorLateFill, colorSoonFill}} {
		var options []excelize.ConditionalFormatOptions
		for _, o := range []struct{ formula, color string }{{late, r.late}, {near, r.near}} {
			id, err := p.f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{o.color}}})
			if err != nil {
				return err
			}
			options = append(options, excelize.ConditionalFormatOptions{Type: "formula", Criteria: o.formula, Format: &id})
		}
		if err := p.f.SetConditionalFormat(p.sheet, strings.Join(r.cells, " "), options); err != nil {
			return err
		}
	}
	return nil
}

// fixed refers to a column of the first row below the header, as the row's own cell.
func (p *page) fixed(column int) string { return "$" + p.at(column, p.header+1) }

// date lets only dates into cells.
func (p *page) date(sheet, cells string) error {
	dv := excelize.NewDataValidation(true)
	dv.Sqref = cells
	if err := dv.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween); err != nil { // 2000-01-01 … 2099-12-31
		return err
	}
	dv.SetError(excelize.DataValidationErrorStyleStop, "日期", "请输入日期，如 2017-06-30。")
	return p.f.AddDataValidation(sheet, dv)
}

// status lets only the known words into cells, by a drop-down.
func (p *page) status(cells string) error {
	dv := excelize.NewDataValidation(true)
	dv.Sqref = cells
	if err := dv.SetDropList(taizhang.Statuses); err != nil {
		return err
	}
	dv.SetError(excelize.DataValidationErrorStyleStop, ColStatus, "请从下拉列表中选择。")
	return p.f.AddDataValidation(p.sheet, dv)
}
