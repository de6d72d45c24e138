package extract

import (
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestParts: where a cover notice ends, and what is attached to it.
func TestParts(t *testing.T) {
	const cover = "云海市人民政府关于印发《2020年重点任务》的通知\n各县人民政府：\n现将《2020年重点任务》印发给你们。\n云海市人民政府\n2020年3月6日\n"
	for _, c := range []struct{ name, text, want string }{
		{"the quoted title opens the plan", cover + "2020年重点任务\n一、修管网。\n二、清河道。", "notice | plan 2020年重点任务"},
		{"附件 opens it", cover + "附件\n2020年重点任务\n一、修管网。", "notice | plan 2020年重点任务"},
		{"two attachments, of which one is a schedule", cover + "附件1\n2020年重点任务\n一、修管网。\n附件2\n进度安排表\n一、清河道。", "notice | plan 2020年重点任务 | schedule 进度安排表"},
		{"no annex", "关于做好防汛工作的通知\n一、修管网。\n二、清河道。", "notice"},
	} {
		var got []string
		for _, p := range draftOf(t, c.text).Parts {
			s := string(p.Kind)
			if p.Kind != taizhang.NoticePart {
				s += " " + p.Title
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " | "); g != c.want {
			t.Errorf("%s: %q, want %q", c.name, g, c.want)
		}
	}
}
