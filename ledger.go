package taizhang

import (
	"bytes"
	"encoding/json"
)

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

// orNull is for what a notice may not say.
func orNull[T comparable](v T) any {
	if v == *new(T) {
		return nil
	}
	return v
}

// list turns nil into an empty list, as the contract has no null lists.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// MarshalJSON writes the notice as in the public contract; what it does not say is null.
func (n Notice) MarshalJSON() ([]byte, error) {
	return encode(struct {
		Key          string   `json:"key"`
		Title        any      `json:"title"`
		DocNumber    any      `json:"doc_number"`
		Issuer       any      `json:"issuer"`
		Issuers      []string `json:"issuers"`
		Addressees   []string `json:"addressees"`
		SignedOn     Date     `json:"signed_on"`
		PublishedAt  any      `json:"published_at"`
		PlanYear     any      `json:"plan_year"`
		Jurisdiction any      `json:"jurisdiction"`
		Fields       []Field  `json:"fields"`
	}{n.Key, orNull(n.Title), orNull(n.DocNumber), orNull(n.Issuer), list(n.Issuers), list(n.Addressees),
		n.SignedOn, orNull(n.PublishedAt), orNull(n.PlanYear), orNull(n.Jurisdiction), list(n.Fields)})
}

// MarshalJSON writes the ledger as in the public contract: the outline as
// sections and items, no null lists.
func (l *Ledger) MarshalJSON() ([]byte, error) {
	sections, items := []Node{}, []Node{}
	for _, n := range l.Nodes {
		n.Parents, n.Marks = list(n.Parents), n.Marks.lists()
		if n.Section {
			sections = append(sections, n)
		} else {
			items = append(items, n)
		}
	}
	tables := make([]Table, len(l.Tables))
	for i, t := range l.Tables {
		t.Columns = list(t.Columns)
		rows := make([]Row, len(t.Rows))
		for j, r := range t.Rows {
			r.Cells, r.Marks = list(r.Cells), r.Marks.lists()
			rows[j] = r
		}
		t.Rows = rows
		tables[i] = t
	}
	cov := l.Coverage
	cov.Unclaimed = list(cov.Unclaimed)
	return encode(struct {
		Notice   Notice    `json:"notice"`
		Sources  []Source  `json:"sources"`
		Parts    []Part    `json:"parts"`
		Sections []Node    `json:"sections"`
		Items    []Node    `json:"items"`
		Tables   []Table   `json:"tables"`
		Links    []Link    `json:"links"`
		Coverage Coverage  `json:"coverage"`
		Findings []Finding `json:"findings"`
	}{l.Notice, list(l.Sources()), list(l.Parts), sections, items, tables, list(l.Links), cov, list(l.Findings)})
}

func (m Marks) lists() Marks {
	return Marks{list(m.Assignments), list(m.Deadlines), list(m.Targets)}
}

// encode is json.Marshal without the escaping of <, > and & meant for web pages.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
