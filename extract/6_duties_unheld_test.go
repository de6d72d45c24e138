package extract

import (
	"strings"
	"testing"
)

// TestUnheld: what looks like a duty and became none is reported: names in a list that are no units, behind !, and lines outside all
// tasks that say who answers, behind ?.
func TestUnheld(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a post beside organs", "一、走访。（教务处、各班主任负责）", "!各班主任"},
		{"posts under a label", "一、走访。责任单位：县总工会、分管副县长", "!分管副县长"},
		{"organs alone", "一、走访。（县民政局负责）", ""},
		{"tasks without numbers", "关于改造旧城的建议——主办：市住建局\n关于增设站点的建议——主办：市交通局", "?市住建局 ?市交通局"},
		{"who answers, in a sentence before the tasks", "此项工作由县水利局牵头。\n一、清淤。", "?县水利局"},
		{"a label that names nobody known", "责任单位：张三\n一、清淤。", "?张三"},
		{"what a preamble asks for", "各单位要压实责任，加强配合。\n一、清淤。", ""},
		{"organs in a bracket, and no verb", "各成员单位（市教育局、市公安局）要加强领导。\n一、清淤。", ""},
	} {
		d := draftOf(t, "关于做好工作的通知\n\n"+c.text+"\n\n云海县人民政府\n2024年3月1日")
		var got []string
		for _, n := range d.Nodes {
			for _, g := range n.Groups {
				for _, s := range g.Left {
					got = append(got, "!"+s.Cut(d.Doc.Text))
				}
			}
		}
		for _, s := range d.Unheld {
			got = append(got, "?"+s.Cut(d.Doc.Text))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}
