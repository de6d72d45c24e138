package taizhang

import (
	"strings"
)

// What the ledger's words are called in Chinese. A word that is not listed is shown as it is.
var (
	roleWords = map[Role]string{
		Lead: "牵头", Support: "配合", Joint: "共同负责", Separate: "分别负责",
	}
	deadlineWords = map[DeadlineKind]string{
		By: "限期完成", Start: "限期启动", During: "时段内", Ongoing: "持续实施",
		Recurring: "定期", Relative: "相对时限", Unspecified: "未定时间",
	}
	verdictWords = map[Verdict]string{
		Same: "未变", Reworded: "改写", Split: "拆分", Merged: "合并", Moved: "责任单位调整",
		SupportChanged: "配合单位调整", DeadlineMoved: "时限调整", Added: "新增", Dropped: "取消",
	}
	severityWords = map[Severity]string{
		Info: "提示", Warning: "请核对", Fault: "须更正",
	}
	codeWords = map[string]string{
		"annex-alone":       "只有附件",
		"article-elsewhere": "正文可能在别处",
		"article-in-script": "正文由脚本显示",
		"attachment-unread": "附件未读入",
		"bad-bytes":         "有无法识别的字节",
		"carry-forward":     "以下不再列出",
		"close-reading":     "另有相近读法",
		"comments-left-out": "批注未读入",
		"convention":        "文中约定",
		"date-order":        "日月先后存疑",
		"deadline-unknown":  "时限不明",
		"decision-changed":  "决定所依文字有变",
		"decision-lost":     "决定所属任务已无",
		"decision-stale":    "决定未予适用",
		"duty-unread":       "责任分工未读出",
		"embedded-left-out": "嵌入内容未读入",
		"formula-no-value":  "公式没有结果",
		"grouped-by-name":   "按文件名合并",
		"hidden-cells":      "有隐藏单元格",
		"hidden-text":       "隐藏文字未读入",
		"inclusive-before":  "“前”含当期",
		"no-assignments":    "没有分派任务",
		"no-such-day":       "没有这一天",
		"no-title":          "没有标题",
		"ocr":               "OCR 识别的文字",
		"ocr-poor":          "OCR 把握不大",
		"page-garbled":      "字体没有说明字符",
		"page-picture":      "有未读入的图片页",
		"private-glyphs":    "字形未编码",
		"region-inferred":   "地区系推断",
		"repeated-article":  "正文重复",
		"table-cell":        "表格单元格存疑",
		"unclaimed":         "文字未归类",
		"unit-typo":         "单位名称疑有误",
		"unit-unknown":      "单位全称未定",
		"year-inferred":     "年度系推断",
	}
)

// say looks a word up.
func say[K ~string](words map[K]string, k K) string {
	if w, ok := words[k]; ok {
		return w
	}
	return string(k)
}

// placePatterns turn a locator into words; the rest of it stays as it is.
var placePatterns = []struct {
	find *Pattern
	say  string
}{
	{NewPattern(`^p\[(\d+)\]`), "第${1}段"},
	{NewPattern(`^page (\d+)`), "第${1}页"},
	{NewPattern(`^footnote\[(\d+)\]`), "脚注${1}"},
	{NewPattern(`^endnote\[(\d+)\]`), "尾注${1}"},
	{NewPattern(`^header\[(\d+)\]`), "页眉${1}"},
	{NewPattern(`^footer\[(\d+)\]`), "页脚${1}"},
	{NewPattern(`^table\[(\d+)\](?:/tr\[(\d+)\])?(?:/td\[(\d+)\])?`), ""},
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

// Word is what a role is called in Chinese.
func (r Role) Word() string { return say(roleWords, r) }

// Word is what a kind of deadline is called in Chinese.
func (k DeadlineKind) Word() string { return say(deadlineWords, k) }

// Word is what became of a task, in Chinese.
func (v Verdict) Word() string { return say(verdictWords, v) }

// Word is what a severity is called in Chinese.
func (s Severity) Word() string { return say(severityWords, s) }

// Kind is what findings of f's code are called in Chinese.
func (f *Finding) Kind() string { return say(codeWords, f.Code) }
