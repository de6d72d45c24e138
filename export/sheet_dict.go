package export

import "iter"

const dictMeaning = "各工作表的栏目及其含义。注明“可无”的栏目，整列没有内容时不出现。"

// term explains one column.
type term struct {
	sheet *SheetColumns
	c     *Column
}

// An array filled by init: the sheet explains its own columns too.
var dictColumns [5]column[term]

func init() {
	dictColumns = [...]column[term]{
		{Column: Column{"工作表", "栏目在哪一张工作表。", typeText, 14, false}, keep: true,
			fill: func(b *book, t term) value { return textOf(t.sheet.Sheet) }},
		{Column: Column{"栏目", "表头上的名称。", typeText, 22, false}, keep: true,
			fill: func(b *book, t term) value { return textOf(t.c.Name) }},
		{Column: Column{"类型", "文本、整数、日期或链接。", typeText, 14, false},
			fill: func(b *book, t term) value { return codeOf(t.c.Type) }},
		{Column: Column{"可无", "“可无”的栏目，整列没有内容时不出现。", typeText, 8, false},
			fill: func(b *book, t term) value {
				if t.c.Optional {
					return codeOf("可无")
				}
				return value{}
			}},
		{Column: Column{"含义", "栏目里是什么。", typeText, 120, false},
			fill: func(b *book, t term) value { return textOf(t.c.Meaning) }},
	}
}

// dictSheet explains the sheets of a workbook.
func dictSheet(sheets []SheetColumns) *sheet[term] {
	return &sheet[term]{name: SheetDictionary, title: "数据字典", meaning: dictMeaning, columns: dictColumns[:], records: iter.Seq[term](func(yield func(term) bool) {
		for _, s := range sheets {
			for i := range s.Columns {
				if !yield(term{&s, &s.Columns[i]}) {
					return
				}
			}
		}
	})}
}
