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
}
