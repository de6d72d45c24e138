package taizhang

// Comparison is what became of the tasks of one notice in another: of another
// year, or a revision. Every task of either stands in exactly one change.
type Comparison struct {
	Old     Compared        `json:"old"`
	New     Compared        `json:"new"`
	Summary map[Verdict]int `json:"summary"` // changes by verdict; one with several counts under each
	Changes []Change        `json:"changes"` // in the order of the new notice, then what was dropped
}

// Compared names a notice that was compared. Year is that of the plan, else of the signature.
type Compared struct {
	Key       string `json:"key"`
	Title     string `json:"title"`
	DocNumber string `json:"doc_number"`
	Year      int    `json:"year"`
	Tasks     int    `json:"tasks"`
}

// Verdict says what became of a task.
type Verdict string

// The verdicts. Same stands alone, and so do Added and Dropped; a task that was
// split or merged may also have moved, and so on.
const (
	Same           Verdict = "same"
	Reworded       Verdict = "reworded"
	Split          Verdict = "split"           // one task became several
	Merged         Verdict = "merged"          // several became one
	Moved          Verdict = "moved"           // other units answer for it: lead, joint or separate
	SupportChanged Verdict = "support-changed" // other units support it
	DeadlineMoved  Verdict = "deadline-moved"
	Added          Verdict = "new"
	Dropped        Verdict = "dropped"
)

// Verdicts lists every verdict, in the order in which a change gives them.
var Verdicts = []Verdict{Same, Reworded, Split, Merged, Moved, SupportChanged, DeadlineMoved, Added, Dropped}

// Change is a task and what became of it: Old and New have one side each, except
// that a split has several new ones, a merger several old ones, and what is new or
// dropped has none. Score is how alike they are, 0…1.
type Change struct {
	Verdicts  []Verdict `json:"verdicts"`
	Score     float64   `json:"score"`
	Old       []Side    `json:"old"`
	New       []Side    `json:"new"`
	Diff      []Edit    `json:"diff"` // from the old texts to the new ones, each one a line
	Units     UnitShift `json:"units"`
	Deadlines DateShift `json:"deadlines"`
}

// Side is a task as one of the two notices has it. Units are those assigned,
// Due the dates to act on.
type Side struct {
	ID     string     `json:"id"`
	Number string     `json:"number"`
	Under  string     `json:"under"`
	Text   string     `json:"text"`
	Units  []UnitRole `json:"units"`
	Due    []Date     `json:"due"`
}

// UnitRole is a unit, by its full name where it is known, and what it does.
type UnitRole struct {
	Unit string `json:"unit"`
	Role Role   `json:"role"`
}

// UnitShift is which units went and which came; one that was only renamed did neither.
type UnitShift struct {
	Gone []UnitRole `json:"gone"`
	Come []UnitRole `json:"come"`
}

// DateShift is which dates went and which came; one that rolled on with the plan's
// year did neither.
type DateShift struct {
	Gone []Date `json:"gone"`
	Come []Date `json:"come"`
}

// EditOp says what happened to a piece of text.
type EditOp string

// The operations of an edit.
const (
	Keep   EditOp = "keep"
	Delete EditOp = "delete"
	Insert EditOp = "insert"
)

// Edit is a piece of text that both have, that only the old one has, or only the new one.
type Edit struct {
	Op   EditOp `json:"op"`
	Text string `json:"text"`
}
