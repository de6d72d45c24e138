package reader

import (
	"testing"
)

var markdownCases = []struct{ name, source, want string }{
	{"marks are no text", "# 关于印发方案的通知\n\n**发布日期**: 2025-12-22\n**责任单位：**市司法局（*牵头*），见[原文](http://a/b)![章](x.png)\n\n---\n\n## 一、任务\n\n1\\.推行\\*承诺&ldquo;2\\%&rdquo;，R&amp;D `代码`\n\n> 引文\n\n    　　缩进\n", `
		heading p[1]: 关于印发方案的通知
		paragraph p[2]: 发布日期: 2025-12-22
		paragraph p[3]: 责任单位：市司法局（牵头），见原文
		heading p[4]: 一、任务
		paragraph p[5]: 1.推行*承诺“2%”，R&D 代码
		paragraph p[6]: 引文
		paragraph p[7]: 缩进
		`},
	{"lists", "# 通知\n# 任务\n\n1. 甲\n1. 乙\n   续行\n\n文\n\n3. 丙\n4. 丁\n7. 戊\n\n   - 子\n     1) 孙\n\n- 一、自有编号\n* （二）自有编号\n\n（三）不是列表\n", `
		heading p[1]: 通知
		heading p[2]: 任务
		paragraph p[3]: 1.甲
		paragraph p[4]: 2.乙
		paragraph p[5]: 续行
		paragraph p[6]: 文
		paragraph p[7]: 3.丙
		paragraph p[8]: 4.丁
		paragraph p[9]: 7.戊
		paragraph p[10]: • 子
		paragraph p[11]: 1)孙
		paragraph p[12]: 一、自有编号
		paragraph p[13]: （二）自有编号
		paragraph p[14]: （三）不是列表
		`},
	{"tables", "表1\n\n| 序号 | 任务 | 单位 |\n|:--:|---|---|\n| 1 | **甲**<br>乙 \\| 丙 | 市司法局 |\n| 2 | 丁 |\n\n<table><tr><td rowspan=2>1</td>\n\n<td>2</td></tr><tr><td>3</td></tr></table>\n后文\n", `
		paragraph p[1]: 表1
		table table[1]
		  [序号][任务][单位]
		  [1][甲|乙 | 丙][市司法局]
		  [2][丁][]
		table table[2]
		  [1][2]
		  [^1][3]
		paragraph p[2]: 后文
		`},
	{"struck through", "# 甲\n# 乙\n\n市~~商务局~~司法局，3~5月、7~9月，<s>另</s>外\n", `
		heading p[1]: 甲
		heading p[2]: 乙
		paragraph p[3]: 市司法局，3~5月、7~9月，外
		! warning hidden-text: 文件中有 4 个字加了删除线，未读入；如属正文，请去掉删除线后重新读取
		`},
	{"an answer with Markdown in a fence", "以下是结果：\n\n```markdown\n# 甲\n\n1. 乙\n2. 丙\n```\n\n## 完\n", `
		paragraph p[1]: 以下是结果：
		heading p[2]: 甲
		paragraph p[3]: 1.乙
		paragraph p[4]: 2.丙
		heading p[5]: 完
		`},
	{"lists in lists, boxes, circled numbers", "# 甲\n\n1. 乙\n   1. 丙\n   2. 丁\n2. 戊\n\n## 己\n\n- [ ] 1. 庚\n- [x] 辛\n\n$\\textcircled{2}$ 壬\n", `
		heading p[1]: 甲
		paragraph p[2]: 1.乙
		paragraph p[3]>: 1.丙
		paragraph p[4]>: 2.丁
		paragraph p[5]: 2.戊
		heading p[6]: 己
		paragraph p[7]: 1. 庚
		paragraph p[8]: • 辛
		paragraph p[9]: ② 壬
		`},
	{"front matter and formulas", "---\ntitle: 通知\ndate: 2023-01-01\n---\n\n## 甲\n\n## 乙\n\n达到 $90\\%$ 以上\n", `
		heading p[1]: 通知
		chrome p[2]: date: 2023-01-01
		heading p[3]: 甲
		heading p[4]: 乙
		paragraph p[5]: 达到 90% 以上
		`},
}

func TestMarkdown(t *testing.T) {
	for _, c := range markdownCases {
		t.Run(c.name, func(t *testing.T) { checkOutline(t, []byte(c.source), c.want) })
	}
}

// TestMarkdownSniff leaves text and pages to their own readers.
func TestMarkdownSniff(t *testing.T) {
	for text, want := range map[string]bool{
		"一、任务\n1. 甲\n2. 乙\n- 丙\n": false, "# 注释\n正文\n": false, "**重要**\n正文": false, "见 http://a/b\n# 甲": false, "<p># 甲</p>\n# 乙\n# 丙": false,
		"序号|任务\n1|甲\n": false, "----\n甲": false,
		"---\ntitle: 甲\n---\n正文\n": true, "甲\n===\n\n乙\n---\n": true, "甲\n--------\n": false,
		"序号|任务\n--|--\n1|甲\n": true, "1\\.甲\n": true, "# 甲\n\n## 乙\n": true, "# 甲\n**乙**\n": true, "# 甲\n[乙](c)\n": true,
	} {
		if got := isMarkdown([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func init() {
	hostileSeeds["md"] = hostileSeed{make: func(t testing.TB) []byte {
		s := ""
		for _, c := range markdownCases[:3] {
			s += c.source
		}
		return []byte(s)
	}, most: 40}
}
