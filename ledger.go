package taizhang

// Ledger is one notice as data: its fields, its entries with their assignments,
// deadlines and targets, what links them, and what is in doubt.
type Ledger struct {
	Notice   Notice
	Parts    []Part
	Nodes    []Node // sections and items in reading order; parents before children
	Tables   []Table
	Links    []Link
	Coverage Coverage
	Findings []Finding

	Doc *Document // nil of a ledger without its text
}

// Text is what spans point into; empty without a document.
func (l *Ledger) Text() string {
	if l.Doc == nil {
		return ""
	}
	return l.Doc.Text
}

// Sources are what the ledger was read from: one, or none.
func (l *Ledger) Sources() []Source {
	if l.Doc == nil {
		return nil
	}
	return []Source{l.Doc.Source}
}

// Notice is the published notice as a whole. An empty string or a zero year is
// what the notice does not say.
type Notice struct {
	Key          string
	Title        string
	DocNumber    string
	Issuer       string
	Issuers      []string
	Addressees   []string
	SignedOn     Date
	PublishedAt  string // ISO date, with a time where one is printed
	PlanYear     int
	Jurisdiction string
	Fields       []Field
}

// Date is an ISO date (2017-01-25), or empty for none.
type Date string

// Marks are what an entry says of who, when and how much.
type Marks struct {
	Assignments []Assignment `json:"assignments"`
	Deadlines   []Deadline   `json:"deadlines"`
	Targets     []Target     `json:"targets"`
}

// Node is a numbered block of the outline: a section when numbered blocks stand
// under it, else an item. Unit is the heading's organ where the heading is one.
type Node struct {
	ID      string   `json:"id"`
	Part    string   `json:"part"`
	Label   string   `json:"label"`
	Number  string   `json:"number"`
	Level   int      `json:"level"`
	Title   string   `json:"title"`
	Parents []string `json:"parents"`
	Unit    string   `json:"unit"`
	Text    string   `json:"text"`
	Spans   Spans    `json:"spans"`
	At      string   `json:"at"`
	Marks
	Section    bool  `json:"-"`
	LabelSpans Spans `json:"-"`
	TitleSpans Spans `json:"-"`
}

// Table is a schedule or another data table of the notice.
type Table struct {
	ID      string    `json:"id"`
	Part    string    `json:"part"`
	Kind    TableKind `json:"kind"`
	Title   string    `json:"title"`
	Columns []Column  `json:"columns"`
	Rows    []Row     `json:"rows"`
}

// Row is a row of a table; one of kind [TaskRow] is an entry.
type Row struct {
	ID     string  `json:"id"`
	Number string  `json:"number"`
	Kind   RowKind `json:"kind"`
	At     string  `json:"at"`
	Cells  []Cell  `json:"cells"`
	Marks
}

// Role is what a unit does for a task.
type Role string

// The roles of a unit.
const (
	Lead     Role = "lead"
	Support  Role = "support"
	Joint    Role = "joint"
	Separate Role = "separate"
)

// Roles are all of them, in the order in which they are shown.
var Roles = []Role{Lead, Joint, Separate, Support}

// Assignment makes a unit responsible for a task. Unit is the full legal name,
// or the mention where no rule resolves it (Rule is then "unresolved"); Organ is
// the legal body behind it. From is the id of the ancestor it is taken from.
type Assignment struct {
	Mention string `json:"mention"`
	Unit    string `json:"unit"`
	Organ   string `json:"organ"`
	Role    Role   `json:"role"`
	Rule    string `json:"rule"`
	From    string `json:"from"`
	Spans   Spans  `json:"spans"`
}

// DeadlineKind says how a time phrase binds.
type DeadlineKind string

// The kinds of deadline.
const (
	By          DeadlineKind = "by"
	Start       DeadlineKind = "start"
	During      DeadlineKind = "during"
	Ongoing     DeadlineKind = "ongoing"
	Recurring   DeadlineKind = "recurring"
	Relative    DeadlineKind = "relative"
	Unspecified DeadlineKind = "unspecified"
)

// DeadlineKinds are all of them.
var DeadlineKinds = []DeadlineKind{By, Start, During, Ongoing, Recurring, Relative, Unspecified}

// Deadline is when a task is to be done. Due is the date to act on, whatever the
// kind, with the rule it rests on in DueBasis; End is the last day included.
type Deadline struct {
	Raw      string       `json:"raw"`
	Kind     DeadlineKind `json:"kind"`
	Start    Date         `json:"start"`
	End      Date         `json:"end"`
	Due      Date         `json:"due"`
	DueBasis string       `json:"due_basis"`
	Repeat   *Repeat      `json:"repeat"`
	What     string       `json:"what"`
	Rule     string       `json:"rule"`
	Spans    Spans        `json:"spans"`
}

// Repeat is how a recurring deadline comes back: every "year", "quarter",
// "month", "week" or "day"; Month and Day are 0 when not printed.
type Repeat struct {
	Every string `json:"every"`
	Month int    `json:"month"`
	Day   int    `json:"day"`
}

// Target is a quantity a task is to reach: 5—8个省级重点实验室.
type Target struct {
	Raw        string   `json:"raw"`
	Min        *float64 `json:"min"`
	Max        *float64 `json:"max"`
	Measure    string   `json:"measure"`
	Of         string   `json:"of"`
	Comparison string   `json:"comparison"`
	Spans      Spans    `json:"spans"`
}

// Link says that two entries, named by id, are about one task. Score is 0…1.
type Link struct {
	A     string  `json:"a"`
	B     string  `json:"b"`
	Kind  string  `json:"kind"`
	Score float64 `json:"score"`
}

// MarshalJSON writes a date, or null for none.
func (d Date) MarshalJSON() ([]byte, error) {
	if d == "" {
		return []byte("null"), nil
	}
	return []byte(`"` + string(d) + `"`), nil
}
