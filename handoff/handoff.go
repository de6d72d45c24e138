// Package handoff makes the workbooks that go out to departments, reads them when
// they come back, and merges what they say.
//
//	ledgers ─Books─▶ Book ─Write─▶ workbook ⇢ department ⇢ workbook ─Read─▶ Return ─Merge─▶ Merged ─store
//
// Nothing in it knows a clock, a database or the names of units: what it needs of
// those it is given.
package handoff

import "github.com/taizhang/taizhang"

// Book is what one organ is handed in a round, as one workbook.
type Book struct {
	Round    taizhang.Round
	Organ    string
	File     string             // the workbook's name
	Title    string             // over the table
	Handouts []taizhang.Handout // in order: tasks that it leads, shares, does its part of, supports, oversees; a child after its task
}

// Return is a workbook as it came back, or one organ's rows of a book that several
// were merged into.
type Return struct {
	File, SHA256 string
	Round        string
	Organ        string
	SignOff      SignOff
	Rows         []ReturnedRow
}

// SignOff is the block that a department signs; empty where it did not.
type SignOff struct {
	Unit, Writer, Checker string // 填报单位、填报人、审核人
	Date                  taizhang.Date
}

// ReturnedRow is a row of a returned workbook. A row that the department added under
// a task has no key, and Child is made from what it says.
type ReturnedRow struct {
	Key   string // as found; empty for a row that was added
	Task  string // uid
	Child string
	Added bool
	Cells map[string]ReturnedCell // by the name of the column in [Columns]
}

// ReturnedCell is a cell by its displayed value, trimmed, and where it stands.
type ReturnedCell struct {
	Value string
	At    string // Sheet!C7
}
