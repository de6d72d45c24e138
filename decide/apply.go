package decide

import (
	"fmt"
	"maps"
	"slices"

	"github.com/taizhang/taizhang"
)

// Outcome is what decisions did to a ledger: the state of each, in their order, and
// what was read where they changed something.
type Outcome struct {
	States []State
	Before *Before // nil when nothing changed
}

// Before is what was read where a ledger differs from its reading.
type Before struct {
	Entries  map[string]Original // by id
	Findings []taizhang.Finding
	Whole    *Whole // nil when nothing of it changed
}

// Whole is what was read of a notice beside its entries, where decisions changed it, and
// the uids of the items that claims made, by id.
type Whole struct {
	Added    map[string]string `json:"added"`
	Coverage taizhang.Coverage `json:"coverage"`
	Fields   []taizhang.Field  `json:"fields"`
	Links    []taizhang.Link   `json:"links"`
	Head     *Head             `json:"head,omitempty"`    // nil when the notice says the same of itself
	Outline  *Outline          `json:"outline,omitempty"` // nil when entries stand as they were read
	UIDs     map[string]string `json:"uids,omitempty"`    // nil when all entries have the uids that they were read with
}

// Head is a notice as it is kept: with a name for each field.
type Head taizhang.Notice

// Reread makes a ledger of a document again, with what a person says of the notice instead
// of what is printed, by the names of [NoticeFields].
type Reread func(doc *taizhang.Document, said map[string]string) *taizhang.Ledger

// Apply lays decisions over a ledger, in their order: of two about one thing the later
// counts. What could not be applied, or was applied to a text that changed, is among the
// findings of the ledger it returns. Where a person said what the notice says of itself, again
// reads it with that; without it units and times stay as they are.
func Apply(l Ledger, decisions []Decision, again Reread) (Ledger, Outcome) {
	if len(decisions) == 0 {
		return l, Outcome{}
	}
	w := &work{l: copyOf(l.Ledger), read: l.Ledger, uids: l.UIDs, readUIDs: l.UIDs}
	w.find()
	w.digests = make(map[string]string) // before any decision: a task's text may be among what is decided
	for i := range decisions {
		for _, uid := range []string{decisions[i].Task, decisions[i].Set.Other} {
			if p, ok := w.byUID[uid]; ok && uid != "" {
				w.digests[uid] = taizhang.TextDigest(p.says())
			}
		}
	}
	out := Outcome{States: make([]State, len(decisions))}
	later := laterOnes(decisions)
	for _, i := range inOrder(decisions) {
		x := &decisions[i]
		if x.Kind != KindNotice || wordOf(x.Set.Name) == "" {
			w.reread(again)
		}
		if x.Kind != KindClaim { // which add entries, and ask for none
			w.find()
		}
		out.States[i] = kinds[x.Kind].apply(w, x)
		if later[i] && (out.States[i] == Applied || out.States[i] == Changed) {
			out.States[i] = Superseded
		}
		w.report(x, out.States[i])
	}
	w.reread(again)
	w.assigned()
	out.Before = w.before
	return Ledger{w.l, w.uids}, out
}

// AsRead returns a ledger as it was before decisions were laid over it.
func AsRead(l Ledger, b *Before) Ledger {
	if b == nil {
		return l
	}
	out := Ledger{copyOf(l.Ledger), l.UIDs}
	if w := b.Whole; w != nil {
		if w.Head != nil {
			key := out.Notice.Key
			out.Notice = taizhang.Notice(*w.Head)
			out.Notice.Key = key
		}
		out.Coverage, out.Notice.Fields, out.Links = w.Coverage, w.Fields, w.Links
		out.Nodes = slices.DeleteFunc(out.Nodes, func(n taizhang.Node) bool { _, added := w.Added[n.ID]; return added })
		if o := w.Outline; o != nil {
			o.restore(&out)
		}
		out.UIDs = maps.Clone(out.UIDs)
		maps.DeleteFunc(out.UIDs, func(id, _ string) bool { _, added := w.Added[id]; return added })
	}
	if b.Whole == nil || b.Whole.Outline == nil { // which has all entries as they were
		for _, p := range placesOf(out.Ledger) {
			if o, ok := b.Entries[p.id()]; ok {
				p.put(o)
			}
		}
	}
	if b.Whole != nil && b.Whole.UIDs != nil {
		out.UIDs = b.Whole.UIDs
	}
	out.Findings = b.Findings
	return out
}

// Renamed is what was read of a ledger whose entries had other uids before decisions were
// laid over it; b is what they made of it otherwise.
func (b *Before) Renamed(read *taizhang.Ledger, uids map[string]string) *Before {
	w := &work{read: read, before: b}
	w.keepWhole().UIDs = uids
	return w.before
}

// copyOf copies what is written to in place; all else is replaced, never changed.
func copyOf(l *taizhang.Ledger) *taizhang.Ledger {
	out := *l
	out.Nodes, out.Tables = slices.Clone(l.Nodes), slices.Clone(l.Tables)
	for i := range out.Tables {
		out.Tables[i].Rows = slices.Clone(out.Tables[i].Rows)
	}
	return &out
}

// work is a ledger that decisions are being laid over.
type work struct {
	l       *taizhang.Ledger // the copy that they change
	read    *taizhang.Ledger
	uids    map[string]string
	before  *Before
	places  []place
	byUID   map[string]place
	digests map[string]string // by uid, of what entries said

	claimed  []taizhang.Spans   // what claims were applied to
	linked   map[[2]string]bool // by ids, what links said
	readUIDs map[string]string  // the uids as they were read
	said     map[string]string  // what the notice says of itself, until it was read again with it
}

// find finds the entries, of which claims add some.
func (w *work) find() {
	if w.places != nil {
		return
	}
	w.places, w.byUID = placesOf(w.l), make(map[string]place)
	for _, p := range w.places {
		w.byUID[w.uids[p.id()]] = p
	}
}

// task returns the entry that a decision is about, and whether its text is the one that
// was decided on. Of a decision about the notice as a whole the place is none.
func (w *work) task(x *Decision) (p place, state State) {
	if x.Task == "" {
		return place{}, Applied
	}
	p, ok := w.byUID[x.Task]
	switch {
	case !ok:
		return p, Lost
	case w.digests[x.Task] != x.Digest:
		return p, Changed
	}
	return p, Applied
}

// keep remembers that something changes, and returns what was read.
func (w *work) keep() *Before {
	if w.before == nil {
		w.before = &Before{Entries: make(map[string]Original), Findings: w.read.Findings}
	}
	return w.before
}

// keepEntry remembers what was read of an entry, before it is changed.
func (w *work) keepEntry(p place) {
	b := w.keep()
	if _, ok := b.Entries[p.id()]; !ok {
		b.Entries[p.id()] = p.original()
	}
}

// asRead is what was read of an entry.
func (w *work) asRead(p place) Original {
	if w.before != nil {
		if o, ok := w.before.Entries[p.id()]; ok {
			return o
		}
	}
	return p.original()
}

// keepWhole remembers what was read of the notice beside its entries, before it is changed.
func (w *work) keepWhole() *Whole {
	b := w.keep()
	if b.Whole == nil {
		b.Whole = &Whole{Added: make(map[string]string), Coverage: w.read.Coverage, Fields: w.read.Notice.Fields, Links: w.read.Links}
	}
	return b.Whole
}

// drop takes away the findings that are settled.
func (w *work) drop(settled func(*taizhang.Finding) bool) bool {
	left := make([]taizhang.Finding, 0, len(w.l.Findings))
	for i := range w.l.Findings {
		if f := &w.l.Findings[i]; !settled(f) {
			left = append(left, *f)
		}
	}
	if len(left) == len(w.l.Findings) {
		return false
	}
	w.keep()
	w.l.Findings = left
	return true
}

// assigned takes away that nobody is assigned a task, where a person assigned one.
func (w *work) assigned() {
	if slices.ContainsFunc(Entries(w.l), func(e Entry) bool { return len(e.Assignments) > 0 }) {
		w.drop(func(f *taizhang.Finding) bool { return f.Code == "no-assignments" })
	}
}

// report says of a decision what a person should know.
func (w *work) report(x *Decision, state State) {
	f := taizhang.Finding{Severity: taizhang.Warning}
	about, text := begin(x.Quote.Exact), "该任务的文字"
	if about == "" {
		about = x.Task
	}
	if x.Kind == KindClaim {
		text = "其前后的文字"
	}
	switch state {
	case Changed:
		f.Code = "decision-changed"
		f.Severity = taizhang.Info
		f.Message = fmt.Sprintf("人工决定 %d（“%s”）仍然适用，但%s已有变化，请核对", x.ID, about, text)
	case Stale:
		f.Code = "decision-stale"
		f.Message = fmt.Sprintf("人工决定 %d（“%s”）所依据的文字已有变化，未予适用，请重新决定", x.ID, about)
	case Lost:
		f.Code = "decision-lost"
		f.Message = fmt.Sprintf("人工决定 %d（“%s”）所属的任务已不在文中，未予适用", x.ID, about)
	default:
		return
	}
	if x.Task != "" {
		f.Task = w.byUID[x.Task].id()
	}
	w.keep()
	w.l.Findings = append(slices.Clip(w.l.Findings), f)
}

// begin is the beginning of a quotation that may be a whole task.
func begin(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
