package extract

import (
	"strings"
	"testing"
)

// TestPageKeys reads the keys of a page's metadata from lines, each with its value.
func TestPageKeys(t *testing.T) {
	v := words(t)
	for line, want := range map[string]string{
		"发布机构：市政府办公室":                   "publisher=市政府办公室",
		"索 引 号 YH01 发文日期 2024-03-05":    "index=YH01 signed_on=2024-03-05",
		"• 主题分类:":                       "topic=",
		"2024-03-06 08:30 来源:市政府 浏览次数:": "published_at=2024-03-06 08:30 source=市政府 views=",
		"2024-03-06 08:30 市政府办公室":       "published_at=2024-03-06 08:30 source=市政府办公室",
		"来源 说明":                         "", // one key, and no colon
		"各部门要按照文号管理的规定办理，来源：群众反映的，应当在三日内答复。": "",
	} {
		w := &work{Extractor: &Extractor{words: v}, text: line}
		keys := w.pageKeys(line)
		var got []string
		for i, k := range keys {
			end := len(line)
			if i+1 < len(keys) {
				end = keys[i+1].from
			}
			got = append(got, k.field+"="+strings.TrimSpace(line[k.value:end]))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %q, want %q", line, s, want)
		}
	}
	if n := v.keyAtEnd("收稿日期2021年责任编辑"); n != len("责任编辑") {
		t.Errorf("the longest key at the end has %d bytes, want those of 责任编辑", n)
	}
}
