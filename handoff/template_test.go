package handoff_test

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/xuri/excelize/v2"
)

// letterhead is a unit's own workbook: its name in red, named cells, a note below the
// table and a sheet of its own.
func letterhead(t testing.TB, names map[string]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		must(t, err)
	}
	must(f.SetSheetName("Sheet1", "督查表 '17"))
	const sheet = "督查表 '17"
	red, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Color: "FF0000", Size: 22}, Alignment: &excelize.Alignment{Horizontal: "center"}})
	must(err)
	must(f.SetCellStr(sheet, "B1", "四川省人民政府督查室"))
	must(f.SetCellStyle(sheet, "B1", "B2", red))
	must(f.MergeCell(sheet, "B1", "H1"))
	must(f.MergeCell(sheet, "B2", "H2"))
	must(f.SetCellStr(sheet, "B3", "单位："))
	must(f.SetCellStr(sheet, "E3", "轮次："))
	must(f.MergeCell(sheet, "C3", "D3"))
	must(f.SetCellStr(sheet, "B9", "注：本表由督查室解释。"))
	must(f.SetCellFormula(sheet, "C9", "C10+1"))
	must(f.SetColWidth(sheet, "G", "G", 33))
	tab, low, scale := "C00000", "portrait", uint(60)
	must(f.SetSheetProps(sheet, &excelize.SheetPropsOptions{TabColorRGB: &tab}))
	must(f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &low, AdjustTo: &scale}))
	_, err = f.NewSheet("附注")
	must(err)
	must(f.SetCellStr("附注", "B7", "不动"))
	for name, ref := range names {
		must(f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: ref}))
	}
	var out bytes.Buffer
	must(f.Write(&out))
	must(f.Close())
	return out.Bytes()
}

const on = "'督查表 ''17'!"

// A template's named cells are filled, in Chinese or English; the table begins where it
// says, what stood below has moved down, and the rest is as it was.
func TestTemplate(t *testing.T) {
	b := bookOf(t, full(shippedBooks(t)), "四川省新闻出版广电局")
	template := letterhead(t, map[string]string{handoff.NameTitle: on + "$B$2:$H$2", "taizhang_unit": on + "$C$3", handoff.NameRound: on + "$F$3",
		"Taizhang_Reply_By": "附注!$A$1", handoff.NameTable: on + "$B$5"})
	data := written(t, b, template)
	if !bytes.Equal(data, written(t, b, template)) {
		t.Error("differs when written again")
	}
	f := opened(t, data)
	const sheet = "督查表 '17"
	rows := 1 + 1 + len(b.Handouts) + 10 + len(b.Handouts)/10 // sign-off, header
	for cell, want := range map[string]string{"B1": "四川省人民政府督查室", "B2": b.Title, "B3": "单位：", "C3": b.Organ, "F3": "2017年第二季度", "B5": "填报单位（盖章）：", "B6": handoff.ColSeq,
		at(t, 2, 8+rows): "注：本表由督查室解释。"} {
		if got := value(t, f, sheet, cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	if value(t, f, "附注", "A1") != "2017年7月10日" || value(t, f, "附注", "B7") != "不动" {
		t.Error("the other sheet changed")
	}
	if got, _ := f.GetCellFormula(sheet, at(t, 3, 8+rows)); got != strings.Replace("C10+1", "10", strconv.Itoa(9+rows), 1) {
		t.Errorf("formula %s", got)
	}
	if w, _ := f.GetColWidth(sheet, "G"); w != 33 {
		t.Errorf("its own width is now %v", w)
	}
	if props, _ := f.GetSheetProps(sheet); props.TabColorRGB == nil || *props.TabColorRGB != "C00000" {
		t.Errorf("its tab's colour is lost: %+v", props)
	}
	if page, _ := f.GetPageLayout(sheet); *page.AdjustTo != 60 || *page.Orientation != "portrait" {
		t.Errorf("its page layout is now %+v", page)
	}
	id, _ := f.GetCellStyle(sheet, "B2")
	if st, _ := f.GetStyle(id); st == nil || st.Font == nil || st.Font.Color != "FF0000" {
		t.Error("the title has lost its style")
	}
	if m, _ := f.GetMergeCells(sheet); len(m) < 3 {
		t.Errorf("merged cells %v", m)
	}
	intact(t, data, b)
	short := *b
	short.Full = false
	data = written(t, &short, template)
	intact(t, data, &short)
	if got := value(t, opened(t, data), sheet, at(t, 2, 9+rows)); got != "注：本表由督查室解释。" { // its sign-off takes two rows
		t.Errorf("below the short form stands %q", got)
	}
}

// A template's own sign-off block is opened, wherever it stands.
func TestTemplateSignOff(t *testing.T) {
	b := bookOf(t, full(shippedBooks(t)), "成都市人民政府")
	template := letterhead(t, map[string]string{"taizhang_table": on + "$A$5", handoff.NameSigned: on + "$B$11:$C$11", handoff.NameWriter: on + "$E$11",
		"taizhang_checker": "附注!$C$3", handoff.NameDate: on + "$H$3"})
	f := opened(t, written(t, b, template))
	const sheet = "督查表 '17"
	rows := 1 + len(b.Handouts) + 10 // header
	if got := value(t, f, sheet, "A5"); got != handoff.ColSeq {
		t.Errorf("A5 is %q", got)
	}
	signed := at(t, 2, 10+rows)
	if value(t, f, sheet, signed) != b.Organ {
		t.Errorf("%s is %q", signed, value(t, f, sheet, signed))
	}
	for _, at := range [][2]string{{sheet, signed}, {sheet, at(t, 5, 10+rows)}, {"附注", "C3"}, {sheet, "H3"}} {
		if !isOpen(t, f, at[0], at[1]) {
			t.Errorf("%v can't be filled in", at)
		}
	}
	if isOpen(t, f, sheet, "B3") {
		t.Error("the letterhead can be changed")
	}
}

func TestTemplateRefused(t *testing.T) {
	b := bookOf(t, full(shippedBooks(t)), "成都市人民政府")
	for name, template := range map[string][]byte{"no workbook": []byte("PK nothing"), "empty": {}, "no table": letterhead(t, nil)} {
		var e *taizhang.Error
		if err := b.Write(new(bytes.Buffer), template); !errors.As(err, &e) || e.Remedy == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
