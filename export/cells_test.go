package export

import (
	"archive/zip"
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/temp"
	"github.com/xuri/excelize/v2"
)

// What a spreadsheet reads is what was written, whatever looks like XML or like one
// of its escapes.
func TestCells(t *testing.T) {
	texts := []string{"_x0041_", "_x0041_x0042_", "_x005F_x0041_", "_xD800_", "_xGGGG_ _x_ _x00", "__x0041__", " 前后空格 ", "\t制表\n换行\n", `<a b="c">'&amp;`, "_x000d_"}
	l := &taizhang.Ledger{}
	for i, s := range texts {
		l.Nodes = append(l.Nodes, taizhang.Node{ID: itoa(i), Text: s, Marks: taizhang.Marks{Deadlines: []taizhang.Deadline{{Due: "1899-12-31"}}}})
	}
	s := read(t, open(t, Input{Ledger: l}), sheetItems)
	for i, want := range texts {
		if got := s.get("任务内容", firstRow+i); got != want {
			t.Errorf("%q reads as %q", want, got)
		}
		if got := s.get("截止日期", firstRow+i); got != "1899-12-31" {
			t.Errorf("a date before spreadsheets begin reads as %q", got)
		}
	}
	if n, ok := serial("2017-06-30"); n != 42916 || !ok {
		t.Errorf("2017-06-30 is %d", n)
	}
}

// A part that is larger than what is held in memory comes back whole, and leaves
// nothing in the folder for temporary files.
func TestLargePart(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	noise := make([]byte, 5*temp.BufferMost)
	for r, i := rand.New(rand.NewPCG(1, 2)), 0; i < len(noise); i++ {
		noise[i] = byte(r.Uint32())
	}
	z := &canonicalZip{}
	if _, err := z.Create("small"); err != nil {
		t.Fatal(err)
	}
	w, err := z.Create("large")
	must(t, err)
	w.Write([]byte("begin|end"))
	p, err := z.divide("large", "|")
	must(t, err)
	for b := noise; len(b) > 0; b = b[min(len(b), 70001):] {
		if _, err := p.Write(b[:min(len(b), 70001)]); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	must(t, z.write(&out))
	if held, _ := filepath.Glob(filepath.Join(dir, "taizhang-*")); len(held) != 1 {
		t.Errorf("%d temporary files", len(held))
	}
	if err := z.discard(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	r, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	must(t, err)
	f, err := r.Open("large")
	must(t, err)
	got, err := io.ReadAll(f)
	if want := "begin|" + string(noise) + "end"; err != nil || string(got) != want {
		t.Errorf("%d bytes of %d, %v", len(got), len(want), err)
	}
	if _, err := z.divide("small", "|"); err == nil {
		t.Error("a mark that is not there was found")
	}
}

// The rows are written here, what is around them by excelize: where it writes a
// row otherwise, so must we.
func TestLikeStreamWriter(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	var st styles
	style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	must(t, err)
	for k := range st.cell[plain] {
		st.cell[plain][k] = style
	}
	runs := []run{{"前 ", unmarked}, {"删\n去", markGone}, {"增<加>", markCome}}
	values := []value{textOf("文字 <&\"'>\t\n二"), {}, numberOf(-7), dateOf("2017-12-31"), linkOf("第3项", target{sheetItems, 9}), linkOf("第4项", target{}), richOf(runs), codeOf("_x0041_")}
	sw, err := f.NewStreamWriter("Sheet1")
	must(t, err)
	var cells []any
	for _, v := range values {
		c := excelize.Cell{StyleID: style}
		switch v.kind {
		case text, code:
			c.Value = v.text
		case number:
			c.Value = v.n
		case date:
			c.Value, _ = ParseDay(taizhang.Date(v.text))
		case link:
			if c.Value = v.text; v.to.row > 0 {
				c.Formula = `HYPERLINK("#'` + v.to.sheet + `'!A` + itoa(v.to.row) + `","` + v.text + `")`
			}
		case rich:
			var rs []excelize.RichTextRun
			for _, r := range v.runs {
				font := &excelize.Font{Family: fontName, Size: fontSize}
				switch r.mark {
				case markGone:
					font.Color, font.Strike = "C00000", true
				case markCome:
					font.Color, font.Bold = "2E7D32", true
				}
				rs = append(rs, excelize.RichTextRun{Text: r.text, Font: font})
			}
			c.Value = rs
		}
		cells = append(cells, c)
	}
	must(t, sw.SetRow("A1", cells, excelize.RowOpts{Height: 20.5}))
	must(t, sw.Flush())
	z := &canonicalZip{}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return z })
	must(t, f.Write(io.Discard))
	var ours bytes.Buffer
	must(t, newRowWriter(&ours, &st, len(values)).row(line{values, 20.5}, plain))
	for _, p := range z.parts {
		if p.name == "xl/worksheets/sheet1.xml" {
			_, rest, _ := bytes.Cut(p.raw.Bytes(), []byte("<sheetData>"))
			if theirs, _, _ := bytes.Cut(rest, []byte("</sheetData>")); !bytes.Equal(theirs, ours.Bytes()) {
				t.Errorf("\n%s\nwant\n%s", ours.Bytes(), theirs)
			}
			return
		}
	}
	t.Error("excelize wrote no sheet")
}
