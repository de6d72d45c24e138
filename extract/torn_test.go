package extract

import (
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds"
)

// TestJoinTorn says which lines are pieces of one: | stands for a line's end.
func TestJoinTorn(t *testing.T) {
	e, err := New(seeds.FS(), timeless{})
	if err != nil {
		t.Fatal(err)
	}
	wrapped := strings.TrimSuffix(strings.Repeat("各县（市、区）人民政府，各有关单位要认真组织实施|）人民政府和管委会，认真做好有关工作并及时报送情|", 8), "|")
	for _, c := range []struct{ name, text, want string }{
		{"figures and marks", "请各单位认真组织申报工作，于|5|月|18|日前报送材料|，逾期不候。", "请各单位认真组织申报工作，于5月18日前报送材料，逾期不候。"},
		{"a name between marks", "各试点单位根据|试点方案|，梳理进展情况|，形成报告。", "各试点单位根据|试点方案，梳理进展情况，形成报告。"},
		{"a table of one cell a line", "加强知识产权保护宣传工作|1|人均培训次数|12|完善快速协同保护机制|2|个案办理天数", "加强知识产权保护宣传工作|1|人均培训次数|12|完善快速协同保护机制|2|个案办理天数"},
		{"lines cut at one width", wrapped, wrapped},
		{"one slip", "市人民政府关于某事的函|,日前,某市发布", "市人民政府关于某事的函|,日前,某市发布"},
		{"labels", "现将有关事项通知如下。|1|、加强领导。|2|、完善制度。", "现将有关事项通知如下。|1、加强领导。|2、完善制度。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := &taizhang.Document{Text: strings.ReplaceAll(c.text, "|", "\n")}
			at := 0
			for _, l := range strings.Split(doc.Text, "\n") {
				doc.Blocks = append(doc.Blocks, taizhang.Block{Kind: taizhang.Paragraph, Spans: taizhang.Of(at, at+len(l))})
				at += len(l) + 1
			}
			w := &work{Extractor: e, text: doc.Text, draft: &taizhang.Draft{Doc: doc}}
			var got []string
			for _, l := range w.joinTorn(w.text, fold(w.text, split(doc))) {
				got = append(got, l.folded)
			}
			if s := strings.Join(got, "|"); s != taizhang.FoldString(c.want) {
				t.Errorf("\n got %s\nwant %s", s, taizhang.FoldString(c.want))
			}
		})
	}
}
