package handoff_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/seeds"
	"github.com/xuri/excelize/v2"
)

// parts unpacks a document.
func parts(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// The report on a round has charts whose numbers can be changed: what each shows is what its
// workbook holds, and what the round comes to.
func TestBulletinCharts(t *testing.T) {
	w, err := handoff.ReadWording(seeds.FS())
	must(t, err)
	r := shippedRollUp(t)
	write := func() []byte {
		for _, f := range r.Letters(w, 30, nil, nil) {
			if f.Name == "情况通报.docx" {
				var b bytes.Buffer
				must(t, f.Write(&b))
				return b.Bytes()
			}
		}
		t.Fatal("no 情况通报")
		return nil
	}
	data := write()
	if !bytes.Equal(data, write()) {
		t.Error("written again, it is other bytes")
	}
	all := parts(t, data)
	o := r.Overview()
	var titles []string
	for n := 1; ; n++ {
		chart, ok := all["word/charts/chart"+strconv.Itoa(n)+".xml"]
		if !ok {
			break
		}
		var x struct {
			Title  []string `xml:"chart>title>tx>rich>p>r>t"`
			Series []struct {
				Name  string   `xml:"tx>strRef>strCache>pt>v"`
				Rows  []string `xml:"cat>strRef>strCache>pt>v"`
				Cells string   `xml:"val>numRef>f"`
				Value []int    `xml:"val>numRef>numCache>pt>v"`
			} `xml:"chart>plotArea>barChart>ser"`
		}
		must(t, xml.Unmarshal(chart, &x))
		title := strings.Join(x.Title, "")
		titles = append(titles, strings.Split(title, "（")[0])
		f, err := excelize.OpenReader(bytes.NewReader(all["word/embeddings/chart"+strconv.Itoa(n)+".xlsx"]))
		must(t, err)
		rows, err := f.GetRows("数据")
		must(t, err)
		sum := 0
		for s, series := range x.Series {
			if rows[0][s+1] != series.Name || len(rows) != len(series.Rows)+1 {
				t.Errorf("%s: the workbook has %v", title, rows)
			}
			for i, v := range series.Value {
				if sum += v; rows[i+1][0] != series.Rows[i] || rows[i+1][s+1] != strconv.Itoa(v) {
					t.Errorf("%s, %s: %d, and %v in the workbook", title, series.Rows[i], v, rows[i+1])
				}
			}
		}
		switch titles[len(titles)-1] {
		case "任务完成状态", "各部分完成情况":
			if sum > o.Total() || sum != o.Total() && !strings.Contains(title, "前12个") {
				t.Errorf("%s: %d of %d tasks", title, sum, o.Total())
			}
		case "反馈情况":
			if sum != len(o.Organs) {
				t.Errorf("%s: %d of %d units", title, sum, len(o.Organs))
			}
		}
		document := string(all["word/document.xml"])
		if !strings.Contains(document, `r:id="chart`+strconv.Itoa(n)+`"`) || !strings.Contains(string(all["word/_rels/document.xml.rels"]), "charts/chart"+strconv.Itoa(n)+".xml") {
			t.Errorf("%s is not in the text", title)
		}
	}
	want := []string{"任务完成状态", "反馈情况", "各单位完成情况", "各部分完成情况"}
	if slices.ContainsFunc(*o.Tasks.(*taizhang.List[taizhang.TaskStanding]), func(t taizhang.TaskStanding) bool { return t.Overdue > 0 }) {
		want = append(want, "各单位逾期任务")
	}
	if !slices.Equal(titles, want) {
		t.Errorf("charts %v, want %v", titles, want)
	}
}
