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
		{"its name may stand behind its number", cover + "附件1 防汛要点\n一、修管网。\n附件2：汛情报告\n一、雨情。", "notice | plan 防汛要点 | plan 汛情报告"},
		{"or behind 附件, over its first block", cover + "附件 防汛要点\n一、修管网。", "notice | plan 防汛要点"},
		{"a year is no number", cover + "附件1 2020年防汛要点\n一、修管网。", "notice | plan 2020年防汛要点"},
		{"nor are its first digits one", cover + "附件2020年防汛要点\n一、修管网。", "notice | plan 2020年防汛要点"},
		{"a list below the signature", cover + "附件：1.防汛要点 2.汛情报告", "notice"},
		{"and one with a link a line", cover + "附件1：防汛要点.doc\n附件2：汛情报告.doc", "notice"},
		{"a sentence below it", cover + "附件1和附件2报市防汛办", "notice"},
		{"a range", cover + "附件1-3", "notice"},
		{"a list above it", "关于做好防汛工作的通知\n一、修管网。\n附件1 防汛要点\n附件2 汛情报告\n云海市水利局\n2020年3月6日", "notice"},
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

// TestGluedParts: in a text without line ends an attachment begins behind 附件 and the number that the list gives its name.
func TestGluedParts(t *testing.T) {
	text := "云海市水利局关于做好防汛工作的通知各县水利局：现将有关事项通知如下。一、检查水库。各县逐座检查，" + strings.Repeat("发现隐患立即处理，", 30) + "确保安全。二、报送材料。各县汇总上报。" +
		"联系电话：8888888附件：1.2024年检查要点2.汛情快报云海市水利局2024年3月1日附件12024年检查要点请逐项检查。一、坝体有无裂缝。二、闸门能否启闭。附件2汛情快报请每天报告。一、雨情如何。二、水情如何。"
	want := "一、检查水库 二、报送材料 一、坝体有无裂缝 二、闸门能否启闭 一、雨情如何 二、水情如何"
	d := draftOf(t, text)
	var got []string
	for _, n := range d.Nodes {
		s, _, _ := strings.Cut(n.Text.Cut(text), "。")
		got = append(got, n.Label+s)
	}
	if g := strings.Join(got, " "); g != want || len(d.Parts) != 3 {
		t.Errorf("%q in %d parts, want %q in 3", g, len(d.Parts), want)
	}
}
