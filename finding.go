package taizhang

// Severity grades a finding.
type Severity string

// The severities: to know, to check, to mend.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Fault   Severity = "error"
)

// Finding is a doubt that a person should settle. It never stops a run.
// Task is the id of the entry it is about, or empty.
type Finding struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`
	Spans    Spans    `json:"spans"`
	Task     string   `json:"task"`
	Second   *Second  `json:"second,omitempty"` // nil where no other reading is known
}

// Second is the reading that came next to the one taken: what would be read, by which rule, and by how much it
// lost; a margin of 0 is one that the text does not decide. Of says what it is a reading of: label, deadline,
// columns, or a field of the notice; Value is then split or join, a date, the roles of the columns, or the field's.
type Second struct {
	Of     string  `json:"of"`
	Value  string  `json:"value"`
	Rule   string  `json:"rule"`
	Margin float64 `json:"margin"`
}

// What a second reading is of, where it is no field of the notice.
const (
	OfLabel    = "label"
	OfDeadline = "deadline"
	OfColumns  = "columns"
)
