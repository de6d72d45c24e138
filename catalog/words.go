package catalog

import (
	"cmp"
	"strings"

	"github.com/taizhang/taizhang/lazy"
)

// Word is what a code of the ledger is called in Chinese: a role, a kind of deadline, a
// verdict, the code of a finding. A code that the table does not have is shown as it is.
func Word[K ~string](code K) string {
	if w, ok := terms()[string(code)]; ok {
		return w
	}
	return string(code)
}

// Code is the code of those that is typed, as it is or by its Chinese name: lead or 牵头.
func Code[K ~string](typed string, codes []K) K {
	for _, c := range codes {
		if typed == Word(c) {
			return c
		}
	}
	return K(typed)
}

// placePatterns turn a locator into words; the rest of it stays as it is.
var placePatterns = []struct {
	find *lazy.Pattern
	say  string
}{
	{lazy.NewPattern(`^p\[(\d+)\]`), "第${1}段"},
	{lazy.NewPattern(`^page (\d+)`), "第${1}页"},
	{lazy.NewPattern(`^footnote\[(\d+)\]`), "脚注${1}"},
	{lazy.NewPattern(`^endnote\[(\d+)\]`), "尾注${1}"},
	{lazy.NewPattern(`^header\[(\d+)\]`), "页眉${1}"},
	{lazy.NewPattern(`^footer\[(\d+)\]`), "页脚${1}"},
	{lazy.NewPattern(`^table\[(\d+)\](?:/tr\[(\d+)\])?(?:/td\[(\d+)\])?`), ""},
}

// Place says a locator in Chinese: p[12] is 第12段.
func Place(at string) string {
	for _, p := range placePatterns {
		m := p.find.FindStringSubmatch(at)
		switch {
		case m == nil:
			continue
		case p.say != "":
			said := p.find.ReplaceAllString(m[0], p.say)
			if rest, ok := strings.CutPrefix(at[len(m[0]):], "/"); ok { // page 3/table[1]
				return said + Place(rest)
			}
			return said + at[len(m[0]):]
		}
		out := "表" + m[1]
		if m[2] != "" {
			out += "第" + m[2] + "行"
		}
		if m[3] != "" {
			out += "第" + m[3] + "列"
		}
		return out + at[len(m[0]):]
	}
	return at
}

// decided are the codes that decide is told, by their Chinese names.
var decided = map[string]string{
	"任务": "item", "字段": "field", "网页文字": "chrome", "页眉页脚": "running", "其他": "other",
	"相同": "same", "不同": "different", "无": "none", "顶层": "top", "新增": "new", "独立": "own",
	"左": "left", "右": "right", "通知": "notice", "轮次": "round", "文件": "file",
}

// Decided is the code that decide is told in Chinese or as it is.
func Decided(typed string) string { return cmp.Or(decided[typed], typed) }
