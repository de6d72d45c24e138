package handoff

import "github.com/taizhang/taizhang"

// Book is what one organ is handed in a round, as one workbook.
type Book struct {
	Round    taizhang.Round
	Organ    string
	File     string             // the workbook's name
	Title    string             // over the table
	Full     bool               // in the full form: every column of [Columns]; else in the short one
	Handouts []taizhang.Handout // in order: tasks that it leads, shares, does its part of, supports, oversees; a child after its task
}

// Return is what came back of one round to one organ: a workbook, or its rows of a
// book that several were merged into.
type Return struct {
	File, SHA256 string
	Round        string
	OrganID      string // as keys name the organ: 8 hex digits; [Merge] knows whose
	SignOff      SignOff
	Rows         []ReturnedRow
	Heading      string // of a workbook without any key: what stands above its table; it has no Round and OrganID
	Said         Said   // by its sheet that nobody sees; empty where that is gone
	Unread       []Unread
	Lost         []Unread // of those, columns that may be among Absent, under another name
	Absent       []string // columns to fill in that the table does not have
}

// Said is what a workbook says of itself, out of sight.
type Said struct {
	Round, Organ string
	ReplyBy      taizhang.Date
}

// SignOff is the block that a department signs; empty where it did not.
type SignOff struct {
	Unit, Writer, Checker string // 填报单位、填报人、审核人
	Date                  taizhang.Date
	Phone                 string // 联系电话
}

// ReturnedRow is a row of a returned workbook. A row that the department added under
// a task has no key, and Child is made from what it says.
type ReturnedRow struct {
	Key   string // as found; empty for a row that was added, or whose key is lost
	Task  string // uid; of an added row that of the task above it
	Child string
	Added bool
	Doubt string                  // why it is not certain under which task a row was added, in Chinese
	At    string                  // its key, or its first cell
	Cells map[string]ReturnedCell // by the name of the column in [Columns]; a column that the sheet lacks is not in it
}

// ReturnedCell is a cell by its displayed value, trimmed, and where it stands.
type ReturnedCell struct {
	Value   string
	At      string // Sheet!C7
	Unknown string // why its value can't be told, in Chinese; empty: it is Value
}

// Unread is filled cells that are none of the table's: a column that nobody gave, or
// whose name is not to be recognised, or a line beside the table; or what lies over cells.
type Unread struct {
	Column string // the header, the line, or the comment
	At     string // Sheet!C7: the first cell
	Cells  int
	Kind   UnreadKind
}

// UnreadKind says what was not read.
type UnreadKind int

// What is not read.
const (
	UnreadCells UnreadKind = iota
	UnreadComment
	UnreadPicture
	UnreadStruck // a given cell that was struck through: its text stands as it was given
)
