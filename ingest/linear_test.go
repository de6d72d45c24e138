package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/seeds"
)

// BenchmarkLinear segments notices of growing size: the time a row or a megabyte
// takes must not grow with it.
func BenchmarkLinear(b *testing.B) {
	p, err := New(seeds.FS())
	if err != nil {
		b.Fatal(err)
	}
	items := func(n int) string {
		var s strings.Builder
		s.WriteString("江西省人民政府关于印发2020年工作计划的通知\n赣府发〔2020〕1号\n")
		for i := range n {
			if i%10 == 0 {
				fmt.Fprintf(&s, "%s、省教育厅\n", []string{"一", "二", "三", "四", "五", "六", "七", "八", "九"}[i/10%9])
			}
			fmt.Fprintf(&s, "%d.推进第%d项改革任务，完善体制机制，6月底前建成平台%d个以上，形成一批可复制可推广的经验做法，持续提升服务水平。（省教育厅牵头，省财政厅、省科技厅配合）\n", i%900+1, i, i%50+1)
		}
		return s.String()
	}
	rows := func(n int) string {
		var s strings.Builder
		s.WriteString("江西省人民政府关于印发2020年进度安排表的通知\n赣府发〔2020〕1号\n序号\n工作任务\n责任单位\n时间进度\n成果形式\n")
		for i := range n {
			fmt.Fprintf(&s, "%d\n推进第%d项改革任务，完善体制机制。\n省教育厅、省财政厅、省科技厅负责。\n2020年底完成\n出台文件，建成平台%d个以上。\n", i+1, i, i%50+1)
		}
		return s.String()
	}
	for _, c := range []struct {
		name string
		text func(int) string
		n    int
	}{{"items/1MB", items, 4_000}, {"items/10MB", items, 40_000}, {"rows/10000", rows, 10_000}, {"rows/100000", rows, 100_000}} {
		text := []byte(c.text(c.n))
		b.Run(c.name, func(b *testing.B) {
			doc, err := reader.Read("big.txt", text, reader.Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				p.extractor.Extract(doc)
			}
		})
	}
}
