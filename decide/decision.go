package decide

import (
	"maps"
	"slices"

	"github.com/taizhang/taizhang"
)

// Kind says what a decision settles.
type Kind string

// The kinds of decision.
const (
	KindUnit     Kind = "unit"     // what a mention means
	KindDeadline Kind = "deadline" // when a task is due
	KindTarget   Kind = "target"   // what number a task is to reach
	KindTask     Kind = "task"     // what a task says, or who does it
	KindFinding  Kind = "finding"  // that a finding needs nothing more
	KindClaim    Kind = "claim"    // what a stretch of unclaimed text is
	KindLink     Kind = "link"     // whether two entries are one task
	KindNotice   Kind = "notice"   // what a notice says of itself
	KindOutline  Kind = "outline"  // where tasks begin, end and stand

	KindAway       Kind = "away"       // that something should not be there
	KindReopen     Kind = "reopen"     // that a settled conflict waits for a decision again
	KindWork       Kind = "work"       // of which notice a text is one
	KindAssignment Kind = "assignment" // one who does a task, or all tasks that print it
)

// State says what became of a decision when it was last applied.
type State string

// The states. Stale and lost decisions are not applied; findings list them.
const (
	Applied State = "applied"
	Changed State = "changed" // applied, though the text around it changed
	Stale   State = "stale"   // what it was decided about reads otherwise now
	Lost    State = "lost"    // its task is no longer there
	Unused  State = "unused"  // nothing at hand needs it

	Superseded State = "superseded" // a later one settles the same
)

// The rules that assignments and deadlines name when a person decided them.
const (
	RuleAccepted = "accepted" // a unit, wherever the mention stands
	RuleDecided  = "decided"  // a task's own
)

// Decision is what a person settled about a notice, or about a mention wherever
// it stands. It holds on by the task's uid, what the task said, and a quotation.
type Decision struct {
	ID     int64
	Kind   Kind
	Notice string // the notice's key; empty for a unit
	Task   string // the entry's uid, of a claim that of the item it makes; empty when it is about the notice as a whole
	Digest string // [taizhang.TextDigest] of the entry when it was decided
	Quote  Quote  // the mention, the deadline, the text that is claimed, or the finding's text or message; empty Exact: a deadline that is added
	Code   string // of a finding
	Region string // of a unit: the jurisdiction in which the mention means it; empty for all
	From   int    // of a unit: the plan years, both included; 0 is open
	To     int
	Set    Settled

	Who, Why           string
	At                 string // ISO time
	UndoneAt, UndoneBy string
	State              State
}

// Settled is what a decision puts in the place of what was read. A nil Deadline of
// a deadline decision takes it away; nil Text and Assignments are left as they are.
// An item that is claimed gets Assignments and Deadline at once.
type Settled struct {
	Unit        string                `json:"unit,omitempty"`
	Organ       string                `json:"organ,omitempty"`
	Deadline    *taizhang.Deadline    `json:"deadline,omitempty"`
	Target      *taizhang.Target      `json:"target,omitempty"` // nil of a target decision takes it away
	Text        *string               `json:"text,omitempty"`
	Assignments []taizhang.Assignment `json:"assignments,omitempty"`

	Claim Claim  `json:"claim,omitempty"`
	Name  string `json:"name,omitempty"` // of the field that is claimed, or of what the notice says of itself

	Value string `json:"value,omitempty"` // of a notice: what the field says; empty: nothing
	Form  Form   `json:"form,omitempty"`  // of an outline: what is done
	Makes string `json:"makes,omitempty"` // of a split: the uid of the task that it makes
	Made  []Made `json:"made,omitempty"`  // the rows that another change of a table makes
	Every bool   `json:"every,omitempty"` // of a finding: all of its code in the notice

	Title     *string               `json:"title,omitempty"`     // of a task: how the section, or the table of the row, is headed
	Label     *string               `json:"label,omitempty"`     // how it is numbered
	Cells     []CellSet             `json:"cells,omitempty"`     // and what cells of the row hold
	Columns   []taizhang.ColumnRole `json:"columns,omitempty"`   // of an outline: what the columns of the table hold
	Names     []string              `json:"names,omitempty"`     // and how they are headed; an empty one stays
	Deadlines []taizhang.Deadline   `json:"deadlines,omitempty"` // and what the times mean that its cells name, as Assignments its units

	Reopened *Reopened `json:"reopened,omitempty"`
	Kept     []string  `json:"kept,omitempty"` // of a notice that belongs elsewhere: the uids of tasks that it alone had and that were handed out

	Other       string `json:"other,omitempty"`        // of a link: the uid of the other entry; of a notice that belongs elsewhere: the hash of that one's source
	OtherDigest string `json:"other_digest,omitempty"` // [taizhang.TextDigest] of that one
	Same        *bool  `json:"same,omitempty"`         // of a link: whether they are one task
}

// Made is an entry that a decision makes, with what it says at first. The store gives it its uid.
type Made struct {
	UID  string `json:"uid"`
	Says string `json:"says"`
}

// Says is what an entry that a decision makes says at first, by its uid.
func (d *Decision) Says(uid string) (string, bool) {
	if uid != "" && (d.Kind == KindClaim && d.Task == uid || d.Set.Makes == uid) {
		return d.Quote.Exact, true
	}
	for _, m := range d.Set.Made {
		if m.UID == uid && uid != "" {
			return m.Says, true
		}
	}
	return "", false
}

// MadeUIDs are the uids of the entries that a decision makes.
func (d *Decision) MadeUIDs() (out []string) {
	if d.Kind == KindClaim && d.Task != "" {
		out = append(out, d.Task)
	}
	if d.Set.Makes != "" {
		out = append(out, d.Set.Makes)
	}
	for _, m := range d.Set.Made {
		if m.UID != "" {
			out = append(out, m.UID)
		}
	}
	return out
}

// Holds reports whether the decision was not undone.
func (d *Decision) Holds() bool { return d.UndoneAt == "" }

// kind is what one kind of decision means and does.
type kind interface {
	// word is what the kind is called on the page, and said what one settles, in Chinese.
	word() string
	said(*Settled) string
	// once reports whether it is an error to decide what is settled already.
	once() bool
	// check says what a decision lacks, and how to say it.
	check(*Decision) (what, remedy string)
	// settles names what a decision settles whole, so that of two alike the later counts; empty of none.
	settles(*Decision) string
	// same reports whether a decision settles the same thing as another, of any kind, or a part of it.
	same(d, other *Decision) bool
	// apply changes the ledger.
	apply(*work, *Decision) State
}

var kinds = map[Kind]kind{
	KindUnit: unit{}, KindDeadline: deadline{}, KindTask: task{}, KindFinding: finding{}, KindClaim: claim{}, KindLink: link{},
	KindNotice: notice{}, KindOutline: outline{}, KindAssignment: assignment{}, KindAway: away{}, KindReopen: reopen{}, KindWork: belongs{}, KindTarget: target{},
}

// Kinds returns all kinds, in order of their names.
func Kinds() []Kind { return slices.Sorted(maps.Keys(kinds)) }

// Word is what a kind is called in Chinese.
func (k Kind) Word() string { return kinds[k].word() }

// Once reports whether what a decision of the kind settles can't be decided again before it is undone.
func (k Kind) Once() bool { return kinds[k].once() }

// Said is what a decision settles, in Chinese.
func (d *Decision) Said() string { return kinds[d.Kind].said(&d.Set) }

// Check returns an error where a decision lacks what its kind needs.
func (d *Decision) Check() error {
	k, ok := kinds[d.Kind]
	if !ok {
		return &taizhang.Error{Kind: taizhang.Unsupported, What: "a decision of the kind “" + string(d.Kind) + "”", Remedy: "use the version of the program that made it"}
	}
	if what, remedy := k.check(d); what != "" {
		return &taizhang.Error{Kind: taizhang.Unsupported, What: what, Remedy: remedy}
	}
	return nil
}

// Same reports whether two decisions settle the same thing, or parts of it.
func Same(a, b *Decision) bool { return kinds[a.Kind].same(a, b) && kinds[b.Kind].same(b, a) }

// about is what the kinds about one task have in common.
type about struct{}

func (about) once() bool                       { return false }
func (about) check(*Decision) (string, string) { return "", "" }
func (about) settles(*Decision) string         { return "" }
func (about) same(d, other *Decision) bool {
	return d.Notice == other.Notice && (d.Task == other.Task || other.Kind == KindClaim) && d.Quote.within(other.Quote)
}
