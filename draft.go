package taizhang

// Draft is what extract makes of a document: its printed fields, parts, outline
// and tables, with raw mentions and time phrases. No name is resolved in it and
// no date computed.
type Draft struct {
	Doc      *Document
	Fields   []Field
	Parts    []Part
	Nodes    []DraftNode // in reading order; parents before children
	Tables   []DraftTable
	Unheld   []Spans // what says who answers, and stands in no task
	Coverage Coverage
	Findings []Finding

	// FirstLeadsFrom is the byte in Doc.Text from which the first unit of a
	// 负责 group leads, as the notice states once; -1 when it does not.
	FirstLeadsFrom int
}

// Field is a value printed once for the whole notice, such as its 发文字号.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Raw   string `json:"raw"`
	Spans Spans  `json:"spans"`
}

// PartKind says what a part of a notice is.
type PartKind string

// The kinds of part.
const (
	NoticePart   PartKind = "notice"
	PlanPart     PartKind = "plan"
	SchedulePart PartKind = "schedule"
	AnnexPart    PartKind = "annex"
)

// Part is the cover notice, an attached plan, a schedule or another annex.
type Part struct {
	ID     string   `json:"id"`
	Kind   PartKind `json:"kind"`
	Title  string   `json:"title"`
	Source string   `json:"source"`
	Spans  Spans    `json:"spans"`
}

// DraftNode is a numbered block of the outline. Parent is an index into
// Draft.Nodes, or -1. Level counts from 1.
type DraftNode struct {
	ID         string
	Part       string
	Parent     int
	Label      string
	Number     string
	Level      int
	LabelSpans Spans
	Title      Spans // the heading, where there is one; a section always has one
	Text       Spans // what follows the label, or the lead-in of a section
	Head       Spans // of an item: its first words, up to 。 or ： or the line's end
	At         string
	Section    bool
	Organs     []Mention // what its heading lists, if that is organs
	Others     bool      // and units that the heading does not name: 等部门
	Office     bool      // its heading reads as the names of organs, by what stands beside it too
	Phrases
}

// Phrases are the raw responsibility groups and time phrases of an entry.
type Phrases struct {
	Groups []Group
	Times  []TimePhrase
	Unread Spans // says that someone is responsible, and gave no group
}

// Group is a list of mentions governed by one verb: 省知识产权局、省工商局负责.
// Verb is as printed; Duty is what seeds/verbs.tsv says the verb means.
type Group struct {
	Verb     string
	Duty     Duty
	Mentions []Mention
	Others   bool    // 等部门: units that are not named share the duty
	Left     []Spans // what stands in the list and is no unit: a person's post, a clause
	From     string  // id of the entry whose note adds the group to later ones
	Rule     string
	Apart    bool // a section's sentence about an office: of that office alone, not of the items below
}

// Duty is what a verb makes of the units it governs.
type Duty string

// The duties. DutyResponsible (负责) is lead or joint, as the number of units
// and the notice's convention say.
const (
	DutyLead        Duty = "lead"
	DutySupport     Duty = "support"
	DutyResponsible Duty = "responsible"
	DutySeparate    Duty = "separate"
)

// Mention is a unit as printed; white space inside a broken value is removed.
type Mention struct {
	Text  string
	Spans Spans
}

// TimePhrase is where expressions of time are read: a Value is one, alone in a cell or bracket meant for it; else
// it is a paragraph of prose, which may hold some. As is what a label makes of a value, or empty: by under the
// header 完成时限, start under 开工时间.
type TimePhrase struct {
	Spans Spans
	Value bool
	As    DeadlineKind
}

// ColumnRole says what a table's column holds.
type ColumnRole string

// The roles of a column.
const (
	ColNumber   ColumnRole = "number"
	ColTask     ColumnRole = "task"
	ColCategory ColumnRole = "category"
	ColUnit     ColumnRole = "unit"
	ColLead     ColumnRole = "lead"
	ColSupport  ColumnRole = "support"
	ColDeadline ColumnRole = "deadline"
	ColResult   ColumnRole = "result"
	ColMeasure  ColumnRole = "measure"
	ColNote     ColumnRole = "note"
	ColOther    ColumnRole = "other"
)

// Column is a column of a table; Name is its header without white space.
type Column struct {
	Name  string     `json:"name"`
	Role  ColumnRole `json:"role"`
	Spans Spans      `json:"-"`
}

// TableKind tells a schedule, which hands out tasks, from other data tables.
type TableKind string

// The kinds of table.
const (
	ScheduleTable TableKind = "schedule"
	DataTable     TableKind = "data"
)

// RowKind says what a row of a table is.
type RowKind string

// The kinds of row.
const (
	TaskRow    RowKind = "task"
	SectionRow RowKind = "section"
	TotalRow   RowKind = "total"
	DataRow    RowKind = "data"
)

// Cell is a cell's text, white space inside a broken value removed, and where
// it stands.
type Cell struct {
	Text  string `json:"text"`
	Spans Spans  `json:"spans"`
}

// DraftTable is a table before its names and dates are read.
type DraftTable struct {
	ID      string
	Part    string
	Kind    TableKind
	Title   string
	Heading Spans // rows above the header: its title, a note of its figures' unit
	Columns []Column
	Rows    []DraftRow
}

// DraftRow is a row of a table before its names and dates are read.
type DraftRow struct {
	ID     string
	Number string
	Kind   RowKind
	At     string
	Cells  []Cell
	Phrases
}
