package handoff_test

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/xuri/excelize/v2"
)

// intact says what is wrong with a workbook as a department gets it, of the book b.
func intact(t testing.TB, data []byte, b *handoff.Book) {
	t.Helper()
	f := opened(t, data)
	sheet, col, header := tableOf(t, f)
	if got := allowed(t, data); !slices.Equal(got, []string{"autoFilter", "formatColumns", "formatRows", "insertRows", "sort"}) {
		t.Errorf("%s: protected, but for %v", b.Organ, got)
	}
	columns := b.Columns()
	for i, c := range append(slices.Clone(columns), handoff.Column{Name: handoff.KeyHeader, Hidden: true}) {
		if got := value(t, f, sheet, at(t, col+i, header)); got != c.Head() {
			t.Errorf("%s: column %d is %q, want %q", b.Organ, i, got, c.Head())
		}
		name, _ := excelize.ColumnNumberToName(col + i)
		if shown, err := f.GetColVisible(sheet, name); err != nil || shown == c.Hidden {
			t.Errorf("%s: %s can be seen: %v", b.Organ, c.Head(), shown)
		}
	}
	numbers := b.Numbers()
	for r := range b.Handouts {
		h, row := &b.Handouts[r], header+1+r
		for i, c := range columns {
			cell := at(t, col+i, row)
			if open := isOpen(t, f, sheet, cell); h.Child == "" && open != (c.Field != "") {
				t.Errorf("%s: %s (%s) open is %v", b.Organ, cell, c.Name, open)
			}
			want := h.Report[c.Field]
			if c.Field == "" {
				want = c.Given(r+1, h)
			}
			if c.Name == handoff.ColSeq {
				want = numbers[r]
			}
			if got := value(t, f, sheet, cell); got != want {
				t.Errorf("%s: %s is %q, want %q", b.Organ, cell, got, want)
			}
			if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
				t.Errorf("%s: %s is a formula: %s", b.Organ, cell, formula)
			}
		}
		key := at(t, col+len(columns), row)
		if got := value(t, f, sheet, key); got != handoff.Key(h) || isOpen(t, f, sheet, key) {
			t.Errorf("%s: key %q, want %q", b.Organ, got, handoff.Key(h))
		}
	}
	spare := 0
	for row := header + 1 + len(b.Handouts); isOpen(t, f, sheet, at(t, col, row)); row++ {
		spare++
	}
	if spare < 10 {
		t.Errorf("%s: %d spare rows", b.Organ, spare)
	}
	last := header + len(b.Handouts) + spare

	dvs, err := f.GetDataValidations(sheet)
	must(t, err)
	place := func(column string) string {
		i := slices.IndexFunc(columns, func(c handoff.Column) bool { return c.Name == column })
		return at(t, col+i, header+1) + ":" + at(t, col+i, last)
	}
	_, date := named(t, f, handoff.NameDate)
	for ref, kind := range map[string]string{place(handoff.ColStatus): "list", place(handoff.ColDue): "date", date: "date"} {
		if !slices.ContainsFunc(dvs, func(dv *excelize.DataValidation) bool {
			return dv.Sqref == ref && dv.Type == kind && (kind == "date" || strings.Trim(html.UnescapeString(dv.Formula1), `"`) == strings.Join(taizhang.Statuses, ","))
		}) {
			t.Errorf("%s: no %s validation at %s", b.Organ, kind, ref)
		}
	}
	for _, n := range []string{handoff.NameSigned, handoff.NameWriter, handoff.NamePhone, handoff.NameChecker, handoff.NameDate} {
		if s, cell := named(t, f, n); !isOpen(t, f, s, cell) {
			t.Errorf("%s: %s can't be filled in", b.Organ, n)
		}
	}
	formats, err := f.GetConditionalFormats(sheet)
	must(t, err)
	rules := map[string]int{}
	for _, list := range formats {
		for _, o := range list {
			rules[html.UnescapeString(o.Criteria)]++
		}
	}
	due, status := "$"+strings.Split(place(handoff.ColDue), ":")[0], "$"+strings.Split(place(handoff.ColStatus), ":")[0]
	open := fmt.Sprintf(`AND(ISNUMBER(%s),%s<>"已完成",%s<>"不再实施",`, due, status, status)
	for _, want := range []string{open + due + "<TODAY())", open + due + ">=TODAY()," + due + "<=TODAY()+30)"} {
		if rules[want] == 0 {
			t.Errorf("%s: no rule %s in %v", b.Organ, want, rules)
		}
	}
	meta := map[string]string{}
	rows, err := f.GetRows(handoff.SheetMeta)
	must(t, err)
	for _, r := range rows {
		if len(r) == 2 {
			meta[r[0]] = r[1]
		}
	}
	if shown, _ := f.GetSheetVisible(handoff.SheetMeta); shown || meta[handoff.MetaRound] != b.Round.Name || meta[handoff.MetaOrgan] != b.Organ ||
		meta[handoff.MetaFile] != b.File || meta[handoff.MetaSheet] != sheet || meta[handoff.MetaReplyBy] != string(b.Round.ReplyBy) {
		t.Errorf("%s: meta %v", b.Organ, meta)
	}
}
