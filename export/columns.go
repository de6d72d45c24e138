package export

import "slices"

// Column documents a column of a sheet or of the CSV, a key of the JSON lines or a column of the Parquet file.
type Column struct {
	Name     string
	Meaning  string
	Type     string  // 文本, 整数, 日期, 链接
	Width    float64 // in digits; 0 where nothing is drawn
	Optional bool    // left out where it would be empty throughout
}

// SheetColumns are the columns of one sheet, or of the CSV, JSON lines or Parquet.
type SheetColumns struct {
	Sheet   string
	Meaning string
	Columns []Column
}

// Columns documents everything this package writes, in order.
func Columns() []SheetColumns {
	return slices.Concat(ledgerDocs(), []SheetColumns{
		describe(sheetCompare, compareMeaning, compareColumns),
		describe(sheetCounts, countsMeaning, countColumns),
	}, overviewDocs(), []SheetColumns{
		{"CSV", "每项任务一行，UTF-8（带 BOM），CRLF 换行；以 = + - @ 制表符或回车开头的单元格前加一个单引号。", csvDocs()},
		{"JSONL", "每项任务一行 JSON，键名与 extract --format json 一致。", jsonlDocs},
		{"Parquet", "每项任务一行，列名同数据库视图 ledger，日期为 DATE，多个值为 LIST，供 DuckDB、ClickHouse、Spark 等读取；没有值的数组为空数组。", parquetDocs},
	})
}

// ledgerDocs documents the workbook of ledgers.
func ledgerDocs() []SheetColumns {
	return []SheetColumns{
		describe(sheetAbout, aboutMeaning, aboutColumns),
		describe(sheetItems, itemsMeaning, itemColumns),
		describe(sheetRows, rowsMeaning, rowColumns),
		describe(sheetDuties, dutiesMeaning, dutyColumns),
		describe(sheetSummary, summaryMeaning, summaryColumns),
		describe(sheetIssues, issuesMeaning, issueColumns),
		describe(SheetDictionary, dictMeaning, dictColumns[:]),
	}
}

// column is a column with the way to fill it from a T.
type column[T any] struct {
	Column
	key    bool // shown on continuation rows too, marked 续1…
	keep   bool // shown on continuation rows too, as it is
	screen bool // for the screen and not for paper: such columns come last
	hidden bool // out of sight, for formulas
	fill   func(b *book, r T) value
}

func describe[T any](sheet, meaning string, columns []column[T]) SheetColumns {
	s := SheetColumns{Sheet: sheet, Meaning: meaning}
	for _, c := range columns {
		s.Columns = append(s.Columns, c.Column)
	}
	return s
}

// The types of a column, in words.
const (
	typeText = "文本"
	typeInt  = "整数"
	typeDate = "日期"
	typeLink = "链接"
	typeAny  = "文本或整数"
)

// fileColumn names the notice; it is filled only when there are several.
func fileColumn[T any](of func(T) *notice) column[T] {
	return column[T]{Column: Column{"文件", "任务出自哪一份文件：发文字号，没有字号的用标题。只有一份文件时不出现。", typeText, 16, true}, keep: true,
		fill: func(b *book, r T) value {
			if n := of(r); n != nil && b.several {
				return textOf(n.name)
			}
			return value{}
		}}
}
