package taizhang

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// DecisionKind says what a decision settles.
type DecisionKind string

// The kinds of decision.
const (
	DecideUnit     DecisionKind = "unit"     // what a mention means
	DecideDeadline DecisionKind = "deadline" // when a task is due
	DecideTask     DecisionKind = "task"     // what a task says, or who does it
	DecideFinding  DecisionKind = "finding"  // that a finding needs nothing more
	DecideClaim    DecisionKind = "claim"    // what a stretch of unclaimed text is
	DecideLink     DecisionKind = "link"     // whether two entries are one task
)

// Claim says what a stretch of text is that the program left unclaimed.
type Claim string

// The claims.
const (
	ClaimItem    Claim = "item"    // a task that was missed
	ClaimField   Claim = "field"   // printed once for the whole notice, under a name
	ClaimChrome  Claim = "chrome"  // what the page puts around the notice
	ClaimRunning Claim = "running" // page numbers, running heads
	ClaimOther   Claim = "other"   // text of the notice that is none of these
)

// DecisionState says what became of a decision when it was last applied.
type DecisionState string

// The states. Stale and lost decisions are not applied; findings list them.
const (
	DecisionApplied DecisionState = "applied"
	DecisionChanged DecisionState = "changed" // applied, though the text around it changed
	DecisionStale   DecisionState = "stale"   // what it was decided about reads otherwise now
	DecisionLost    DecisionState = "lost"    // its task is no longer there
	DecisionUnused  DecisionState = "unused"  // nothing at hand needs it
)

// Decision is what a person settled about a notice, or about a mention wherever
// it stands. It holds on by the task's uid, what the task said, and a quotation.
type Decision struct {
	ID     int64
	Kind   DecisionKind
	Notice string // the notice's key; empty for a unit
	Task   string // the entry's uid, of a claim that of the item it makes; empty when it is about the notice as a whole
	Digest string // [TextDigest] of the entry when it was decided
	Quote  Quote  // the mention, the deadline, the text that is claimed, or the finding's text or message; empty Exact: a deadline that is added
	Code   string // of a finding
	Region string // of a unit: the jurisdiction in which the mention means it; empty for all
	From   int    // of a unit: the plan years, both included; 0 is open
	To     int
	Set    Settled

	Who, Why           string
	At                 string // ISO time
	UndoneAt, UndoneBy string
	State              DecisionState
}

// Settled is what a decision puts in the place of what was read. A nil Deadline of
// a deadline decision takes it away; nil Text and Assignments are left as they are.
// An item that is claimed gets Assignments and Deadline at once.
type Settled struct {
	Unit        string       `json:"unit,omitempty"`
	Organ       string       `json:"organ,omitempty"`
	Deadline    *Deadline    `json:"deadline,omitempty"`
	Text        *string      `json:"text,omitempty"`
	Assignments []Assignment `json:"assignments,omitempty"`

	Claim Claim  `json:"claim,omitempty"`
	Name  string `json:"name,omitempty"` // of the field that is claimed

	Other       string `json:"other,omitempty"`        // of a link: the uid of the other entry
	OtherDigest string `json:"other_digest,omitempty"` // [TextDigest] of that one
	Same        *bool  `json:"same,omitempty"`         // of a link: whether they are one task
}

// Quote is a stretch of text with what stands before and after it.
type Quote struct {
	Exact  string `json:"exact"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// quoteRunes is how much of what stands around it a quotation keeps.
const quoteRunes = 16

// QuoteOf quotes what spans cut out of text.
func QuoteOf(text string, spans Spans) Quote {
	if len(spans) == 0 {
		return Quote{}
	}
	before, after := text[:spans.Start()], text[spans.End():]
	i, j := len(before), 0
	for range quoteRunes {
		_, n := utf8.DecodeLastRuneInString(before[:i])
		_, m := utf8.DecodeRuneInString(after[j:])
		i, j = i-n, j+m
	}
	return Quote{plain(spans.Cut(text)), plain(before[i:]), plain(after[:j])}
}

// Quote quotes what a finding is about in text, or else what it says.
func (f *Finding) Quote(text string) Quote {
	if len(f.Spans) > 0 && f.Spans.Valid(len(text)) {
		return QuoteOf(text, f.Spans)
	}
	return Quote{Exact: plain(f.Message)}
}

// fits says how well what stands around a place agrees with the quotation, in runes.
func (q Quote) fits(p Quote) int {
	a, b := []rune(q.Before), []rune(p.Before)
	c, d := []rune(q.After), []rune(p.After)
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	m := 0
	for m < len(c) && m < len(d) && c[m] == d[m] {
		m++
	}
	return n + m
}

// around reports whether what stands before and after a place is what the quotation has
// there, as far as both go.
func (q Quote) around(p Quote) (before, after bool) {
	before = q.Before == p.Before || q.Before != "" && p.Before != "" && (strings.HasSuffix(p.Before, q.Before) || strings.HasSuffix(q.Before, p.Before))
	after = q.After == p.After || q.After != "" && p.After != "" && (strings.HasPrefix(p.After, q.After) || strings.HasPrefix(q.After, p.After))
	return before, after
}

// TextDigest is 16 hex digits over what an entry says, white space aside.
func TextDigest(s string) string {
	h := sha256.Sum256([]byte(plain(s)))
	return hex.EncodeToString(h[:8])
}

// plain removes white space: a line broken elsewhere says the same.
func plain(s string) string {
	if strings.IndexFunc(s, unicode.IsSpace) < 0 {
		return s
	}
	return strings.Join(strings.Fields(s), "")
}

// Entry is a node or a row by what decisions can change of it.
type Entry struct {
	ID string
	*Marks
	text  *string // of a node
	unit  *string // of a node
	cells *[]Cell // of a row
	task  func() string
	into  func() []int // of a row: the cells that its task is made of
}

// Text is what the entry says: a section with its title, a row by its task.
func (e Entry) Text() string { return e.task() }

// Entries returns the nodes and rows of l in reading order, nodes first.
func (l *Ledger) Entries() []Entry {
	out := make([]Entry, 0, len(l.Nodes))
	for i := range l.Nodes {
		n := &l.Nodes[i]
		out = append(out, Entry{ID: n.ID, Marks: &n.Marks, text: &n.Text, unit: &n.Unit, task: func() string {
			if n.Section {
				return n.Title + "\n" + n.Text
			}
			return n.Text
		}})
	}
	for i := range l.Tables {
		t := &l.Tables[i]
		for j := range t.Rows {
			r := &t.Rows[j]
			out = append(out, Entry{ID: r.ID, Marks: &r.Marks, cells: &r.Cells, task: func() string { return t.Task(r).Text }, into: func() (at []int) {
				if t.taskCells(r, func(i int) { at = append(at, i) }); at == nil {
					if i := t.Column(ColTask); i >= 0 && i < len(r.Cells) {
						at = []int{i}
					}
				}
				return at
			}})
		}
	}
	return out
}

// set replaces the text; in a row, line by line that of the cells it is made of.
func (e Entry) set(text string) bool {
	if e.text != nil {
		*e.text = text
		return true
	}
	at := e.into()
	if len(at) == 0 {
		return false
	}
	*e.cells = slices.Clone(*e.cells)
	lines := strings.SplitN(text, "\n", len(at))
	for k, i := range at {
		(*e.cells)[i].Text = ""
		if k < len(lines) {
			(*e.cells)[i].Text = lines[k]
		}
	}
	return true
}

// Original is what was read of an entry that decisions changed.
type Original struct {
	Text        string       `json:"text"`
	Unit        string       `json:"unit"`
	Cells       []Cell       `json:"cells"`
	Assignments []Assignment `json:"assignments"`
	Deadlines   []Deadline   `json:"deadlines"`
}

// Decided is what decisions did to a ledger: the state of each, in their order,
// and what was read before, by which it can be undone.
type Decided struct {
	States   []DecisionState
	Entries  map[string]Original
	Findings []Finding // as they were; only when Changed
	Whole    *Whole    // nil when nothing of it changed
	Changed  bool
}

// Whole is what was read of a notice beside its entries, where claims and links
// changed it, and the uids of the items that claims made, by id.
type Whole struct {
	Added    map[string]string `json:"added"`
	Coverage Coverage          `json:"coverage"`
	Fields   []Field           `json:"fields"`
	Links    []Link            `json:"links"`
}

func (e Entry) original() Original {
	o := Original{Assignments: e.Assignments, Deadlines: e.Deadlines}
	if e.text != nil {
		o.Text, o.Unit = *e.text, *e.unit
	} else {
		o.Cells = *e.cells
	}
	return o
}

// Restore gives l back what was read before it was decided on.
func (l *Ledger) Restore(d Decided) {
	if !d.Changed {
		return
	}
	if w := d.Whole; w != nil {
		l.Coverage, l.Notice.Fields, l.Links = w.Coverage, w.Fields, w.Links
		l.Nodes = slices.DeleteFunc(slices.Clone(l.Nodes), func(n Node) bool { _, added := w.Added[n.ID]; return added })
	}
	for _, e := range l.Entries() {
		o, ok := d.Entries[e.ID]
		if !ok {
			continue
		}
		e.Assignments, e.Deadlines = o.Assignments, o.Deadlines
		if e.text != nil {
			*e.text, *e.unit = o.Text, o.Unit
		} else {
			*e.cells = o.Cells
		}
	}
	l.Findings = d.Findings
}
