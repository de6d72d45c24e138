package handoff

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// TestUnseenCells: what a reader of a returned workbook does not see, or sees struck out,
// in a comment or as a picture, is never taken without a word.
func TestUnseenCells(t *testing.T) {
	const sheet = "填报表"
	styled := func(cell string, font excelize.Font, ground string) func(*excelize.File) {
		return func(f *excelize.File) {
			s := &excelize.Style{Font: &font}
			if ground != "" {
				s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{ground}}
			}
			id, err := f.NewStyle(s)
			must(t, err)
			must(t, f.SetCellStyle(sheet, cell, cell, id))
		}
	}
	runs := func(cell string, rs ...excelize.RichTextRun) func(*excelize.File) {
		return func(f *excelize.File) { must(t, f.SetCellRichText(sheet, cell, rs)) }
	}
	value := func(cell, v string) func(*excelize.File) {
		return func(f *excelize.File) { set(t, f, map[string]any{cell: v}) }
	}
	comment := func(cell, text string) func(*excelize.File) {
		return func(f *excelize.File) {
			must(t, f.AddComment(sheet, excelize.Comment{Cell: cell, Author: "王五", Text: text}))
		}
	}
	var dot bytes.Buffer
	must(t, png.Encode(&dot, image.NewGray(image.Rect(0, 0, 2, 2))))
	picture := func(cell string) func(*excelize.File) {
		return func(f *excelize.File) {
			must(t, f.AddPictureFromBytes(sheet, cell, &excelize.Picture{Extension: ".png", File: dot.Bytes(), Format: &excelize.GraphicOptions{}}))
		}
	}
	struck := excelize.Font{Strike: true}
	type edits []func(*excelize.File)
	for _, c := range []struct {
		name     string
		edits    edits
		taken    int
		conflict string // its note
		returned string
		unread   string // what is named beside the table
	}{
		{"a part is struck", edits{runs("O6", excelize.RichTextRun{Text: "完成50%", Font: &struck}, excelize.RichTextRun{Text: "完成80%"})}, 0, "其中“完成50%”加了删除线", "完成80%", ""},
		{"no part is struck", edits{runs("O6", excelize.RichTextRun{Text: "完成"}, excelize.RichTextRun{Text: "80%", Font: &excelize.Font{Bold: true}})}, 1, "", "", ""},
		{"struck whole", edits{value("O6", "完成50%"), styled("O6", struck, "")}, 0, "所填“完成50%”加了删除线", "", ""},
		{"struck is what was reported", edits{styled("O6", struck, "")}, 0, "所填“已立项”加了删除线", "", ""},
		{"struck and empty", edits{styled("Q6", struck, "")}, 0, "", "", ""},
		{"a task is struck", edits{styled("E6", struck, "")}, 0, "", "", "struck 填报表!E6"},
		{"white", edits{value("O6", "完成80%"), styled("O6", excelize.Font{Color: "FFFFFF"}, "")}, 0, "看不见", "完成80%", ""},
		{"white on green", edits{value("O6", "完成80%"), styled("O6", excelize.Font{Color: "FFFFFF"}, "00B050")}, 1, "", "", ""},
		{"white, as it was", edits{styled("O6", excelize.Font{Color: "FFFFFF"}, "")}, 0, "", "", ""},
		{"a comment on an empty cell", edits{comment("Q6", "已完成80%")}, 0, "写在批注里", "已完成80%", ""},
		{"a comment on a filled cell", edits{value("O6", "完成80%"), comment("O6", "请核")}, 1, "", "", "comment 填报表!O6 请核"},
		{"a comment above the table", edits{comment("A2", "请核")}, 0, "", "", "comment 填报表!A2 请核"},
		{"a picture of WPS in a cell", edits{value("O6", `=DISPIMG("ID_61A4",1)`)}, 0, "单元格里是图片", "", ""},
		{"a picture over an empty cell", edits{picture("Q6")}, 0, "单元格里是图片", "", ""},
		{"a picture below the table", edits{picture("C30")}, 0, "", "", "picture 填报表!C30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, present := reportedBook()
			data := edit(t, workbook(t, b), func(f *excelize.File) {
				for _, e := range c.edits {
					e(f)
				}
			})
			r := readOne(t, data)
			m := Merge(b.Handouts, present, []Return{r}, MergeOptions{ParseDate: typedDates(t)})
			if len(m.Progress) != c.taken || len(m.Missing) != 0 || len(m.Conflicts) > 1 || (c.conflict != "") != (len(m.Conflicts) == 1) {
				t.Fatalf("%d taken, %d missing, %+v", len(m.Progress), len(m.Missing), m.Conflicts)
			}
			for _, x := range m.Conflicts {
				if x.Kind != taizhang.ConflictInvalid || !strings.Contains(x.Note, c.conflict) || x.Returned != c.returned {
					t.Errorf("%+v", x)
				}
			}
			var unread []string
			for _, u := range r.Unread {
				unread = append(unread, strings.TrimSpace([]string{"cells", "comment", "picture", "struck"}[u.Kind]+" "+u.At+" "+map[bool]string{true: u.Column}[u.Kind == UnreadComment]))
			}
			if s := strings.Join(unread, ", "); s != c.unread {
				t.Errorf("unread: %s, want %s", s, c.unread)
			}
		})
	}
}

// TestStruckInline: a text with runs that stands in the sheet itself, as WPS writes it.
func TestStruckInline(t *testing.T) {
	b, present := reportedBook()
	data := edit(t, workbook(t, b), func(f *excelize.File) { set(t, f, map[string]any{"O6": 4711}) })
	data = patched(t, data, "xl/worksheets/sheet1.xml", "<v>4711</v>", "<is><r><rPr><strike/></rPr><t>完成50%</t></r><r><t>完成80%</t></r></is>")
	data = patched(t, data, "xl/worksheets/sheet1.xml", `<c r="O6"`, `<c t="inlineStr" r="O6"`)
	r := readOne(t, data)
	m := Merge(b.Handouts, present, []Return{r}, MergeOptions{ParseDate: typedDates(t)})
	if len(m.Progress) != 0 || len(m.Conflicts) != 1 || m.Conflicts[0].Returned != "完成80%" {
		t.Errorf("%+v, %+v", m.Progress, m.Conflicts)
	}
}
