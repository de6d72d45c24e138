package extract

import (
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestRangeTimes: what stands beside 以上任务由… says when of the tasks that it gives someone; where it names tasks that are not there,
// it gives nobody anything and is reported, behind ?.
func TestRangeTimes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"以上任务由市水利局负责，6月底前完成。", "6月底前 6月底前 6月底前"},
		{"以上任务由市水利局牵头，市园林局配合，于9月底前报送总结。", "9月底前 9月底前 9月底前"},
		{"（以上任务责任单位：市水利局、市园林局；完成时限：6月底前）", "6月底前 6月底前 6月底前"},
		{"以上1、3项由市水利局负责，6月底前完成；其余由市园林局负责，9月底前完成。", "6月底前 9月底前 6月底前"},
		{"以上第1项由市水利局牵头，第2、3项由市园林局牵头，均于6月底前完成。", "6月底前 6月底前 6月底前"},
		{"以上1—5项由市水利局负责，6月底前完成。", "- - - ?以上1—5项由市水利局负责，6月底前完成"},
		{"以上1、3项（含附属工程）由市水利局负责。", "- - - ?以上1、3项（含附属工程）由市水利局负责"},
		{"6月底前完成。", "- - 6月底前"},
	} {
		d := draftOf(t, "关于做好工作的通知\n\n一、任务\n1.清淤。\n2.种树。\n3.修堤。\n"+c.text+"\n\n云海县人民政府\n2024年3月1日")
		var got []string
		for _, n := range d.Nodes {
			if n.Section {
				continue
			}
			var says taizhang.Spans
			for _, p := range n.Times {
				says = append(says, p.Spans...)
			}
			at := "-"
			for _, when := range []string{"6月底前", "9月底前"} {
				if strings.Contains(says.Cut(d.Doc.Text), when) {
					at = when
				}
			}
			got = append(got, at)
		}
		for _, s := range d.Unheld {
			got = append(got, "?"+s.Cut(d.Doc.Text))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.text, s, c.want)
		}
	}
}
