package handoff

import (
	"cmp"
	"slices"
	"sync"

	"github.com/taizhang/taizhang"
)

// MergeOptions are what [Merge] needs to know beside what it merges.
type MergeOptions struct {
	At        string                                         // when it was collected
	ParseDate func(string) (taizhang.Date, bool)             // as in [ReadOptions]
	Current   func(uid string) (h taizhang.Handout, ok bool) // a task as it is now; nil: tasks do not change
	Collected map[string]bool                                // SHA-256 of the workbooks that were collected before
	Known     []taizhang.Conflict                            // listed before: the same is not listed again
}

// Merged is what returns amount to. It does not depend on their order.
type Merged struct {
	Progress  []taizhang.Progress // to be taken
	Conflicts []taizhang.Conflict // for a person to decide on
	Children  []taizhang.Handout  // rows that organs added under tasks; what they report is in Progress
	Missing   []taizhang.Handout  // in none of the returns of an organ that returned some: for information
	Returns   []Summary           // by file
}

// Summary counts what a return held.
type Summary struct {
	File, SHA256 string
	Round, Organ string
	Writer       string // 填报人
	Phone        string // 联系电话
	Repeated     bool   // this workbook was collected before; it was not merged again
	Err          error  // why nothing of it was merged: a [taizhang.Error]
	Rows         int    // tasks, and rows under them
	Taken        int    // cells that are new in Progress
	Children     int    // rows that were added
	Conflicts    int
	Unread       []Unread
}

// cellID names what one organ says in one column of a task.
type cellID struct {
	round, organ, task, child string
	field                     taizhang.ReportField
}

func (id cellID) compare(o cellID) int {
	if c := cmp.Or(cmp.Compare(id.round, o.round), cmp.Compare(id.organ, o.organ), cmp.Compare(id.task, o.task), cmp.Compare(id.child, o.child)); c != 0 {
		return c
	}
	return cmp.Compare(columnIndex(fieldColumn(id.field)), columnIndex(fieldColumn(o.field)))
}

// merger is a merge under way.
type merger struct {
	opt MergeOptions
	handed
	known
	arrived
	out  Merged
	from map[receipt]*Summary
}

// handed is what was given.
type handed struct {
	given  map[keyParts]*taizhang.Handout // by key, without checksum
	texts  map[textID][]*taizhang.Handout // tasks by what they say; see byText
	organs map[string]string              // names by id
	rounds map[string]bool
}

// known is what the database holds of what was reported.
type known struct {
	present map[cellID]string // the latest, without round
	inRound map[cellID]string // of those, what was reported in that round
}

// arrived is what came back.
type arrived struct {
	seen   map[keyParts]bool // rows
	fresh  map[keyParts]bool // rows that were added, and not given before
	came   map[owner]bool    // organs of which there was something in a round
	claims map[cellID][]claim
}

// textID is what a task of an organ says; the organ is its id.
type textID struct{ round, organ, text string }

// receipt is what one organ returned of a round in a workbook.
type receipt struct{ file, sha, round, organ string }

// Merge merges returns three ways: what was given (the handouts, each with its report
// as it was then), what came back, and what is present now: the latest value of each
// organ, task, child and column.
func Merge(given []taizhang.Handout, present []taizhang.Progress, returns []Return, opt MergeOptions) *Merged {
	m := &merger{opt: opt, handed: handedOf(given), known: knownOf(present), from: map[receipt]*Summary{},
		arrived: arrived{seen: map[keyParts]bool{}, fresh: map[keyParts]bool{}, came: map[owner]bool{}, claims: map[cellID][]claim{}}}
	returns = slices.Clone(returns)
	slices.SortFunc(returns, func(a, b Return) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.SHA256, b.SHA256), cmp.Compare(a.Round, b.Round), cmp.Compare(a.OrganID, b.OrganID))
	})
	returns = m.gathered(returns)
	m.out.Returns = make([]Summary, len(returns))
	merged := map[receipt]bool{}
	for i := range returns {
		r := &returns[i]
		s := &m.out.Returns[i]
		if r.Round == "" && (r.Heading != "" || r.Said != (Said{})) && !m.whose(r) && !opt.Collected[r.SHA256] {
			*s = Summary{File: r.File, SHA256: r.SHA256, Rows: len(r.Rows), Unread: r.Unread, Err: noKey(r.File)}
			continue
		}
		*s = Summary{File: r.File, SHA256: r.SHA256, Round: r.Round, Organ: m.organ(r), Writer: r.SignOff.Writer, Phone: r.SignOff.Phone, Rows: len(r.Rows), Unread: r.Unread}
		id := receipt{r.File, r.SHA256, r.Round, s.Organ}
		switch {
		case opt.Collected[r.SHA256]:
			s.Repeated = true
		case merged[receipt{"", r.SHA256, r.Round, s.Organ}]: // the same workbook under two names
			s.Repeated = true
		case !m.rounds[r.Round]:
			s.Err = &taizhang.Error{Kind: taizhang.Unsupported, Path: r.File, What: unknownRound(r.Round),
				Remedy: "check that it is of this year, and that this database handed it out"}
		default:
			merged[receipt{"", r.SHA256, r.Round, s.Organ}] = true
			m.from[id] = s
			m.read(r)
		}
	}
	m.settle()
	m.disagree()
	m.missing()
	m.finish()
	return &m.out
}

func handedOf(given []taizhang.Handout) handed {
	out := handed{given: map[keyParts]*taizhang.Handout{}, organs: map[string]string{}, rounds: map[string]bool{}}
	for i := range given {
		h := &given[i]
		id := idOf(h)
		out.given[id] = h
		out.organs[id.organ] = h.Organ
		out.rounds[h.Round] = true
	}
	return out
}

func knownOf(present []taizhang.Progress) known {
	out := known{map[cellID]string{}, map[cellID]string{}}
	for _, p := range present {
		id := cellID{"", p.Organ, p.Task, p.Child, p.Field}
		out.present[id] = p.Value
		id.round = p.Round
		out.inRound[id] = p.Value
	}
	return out
}

func unknownRound(round string) string {
	if round == "" {
		return "all keys of the workbook were changed"
	}
	return "its round " + round + " was never handed out"
}

// gathered puts rows whose keys name a round that was never handed out with those of their
// workbook that name one that was: whatever is told of them is told of that round.
func (m *merger) gathered(returns []Return) []Return {
	kept := slices.DeleteFunc(slices.Clone(returns), func(r Return) bool { return r.Round != "" && !m.rounds[r.Round] })
	for _, r := range returns {
		if r.Round == "" || m.rounds[r.Round] {
			continue
		}
		of := func(organ string) int {
			return slices.IndexFunc(kept, func(k Return) bool {
				return k.File == r.File && k.SHA256 == r.SHA256 && m.rounds[k.Round] && (organ == "" || k.OrganID == organ)
			})
		}
		switch i := of(r.OrganID); {
		case i >= 0:
			k := &kept[i]
			k.Rows = append(slices.Clip(k.Rows), r.Rows...)
			k.Unread, k.Lost = append(slices.Clip(k.Unread), r.Unread...), append(slices.Clip(k.Lost), r.Lost...)
			continue
		case of("") >= 0:
			r.Round = kept[of("")].Round
		}
		kept = append(kept, r)
	}
	return kept
}

// idOf is a handout's key without its checksum.
func idOf(h *taizhang.Handout) keyParts {
	return keyParts{round: h.Round, task: h.Task, child: h.Child, organ: organID(h)}
}

// organ is the name behind an organ's id, or the id.
func (m *merger) organ(r *Return) string {
	if name, ok := m.organs[r.OrganID]; ok {
		return name
	}
	return r.OrganID
}

// missing lists what an organ that returned something did not return.
func (m *merger) missing() {
	for id, h := range m.given {
		if m.came[owner{h.Round, h.Organ}] && !m.seen[id] {
			m.out.Missing = append(m.out.Missing, *h)
		}
	}
	sortHandouts(m.out.Missing)
}

func sortHandouts(hs []taizhang.Handout) {
	slices.SortFunc(hs, func(a, b taizhang.Handout) int {
		return cellID{a.Round, a.Organ, a.Task, a.Child, ""}.compare(cellID{b.Round, b.Organ, b.Task, b.Child, ""})
	})
}

// conflictID is what makes two conflicts the same, whichever file says it.
type conflictID struct {
	kind         taizhang.ConflictKind
	cell         cellID
	column, says string
}

func conflictOf(c *taizhang.Conflict) conflictID {
	return conflictID{c.Kind, cellID{c.Round, c.Organ, c.Task, c.Child, c.Field}, c.Column, plain(c.Returned)}
}

// finish leaves out what is listed already, sorts, and counts.
func (m *merger) finish() {
	known := map[conflictID]bool{}
	for i := range m.opt.Known {
		known[conflictOf(&m.opt.Known[i])] = true
	}
	slices.SortFunc(m.out.Conflicts, func(a, b taizhang.Conflict) int {
		return cmp.Or(cellID{a.Round, a.Organ, a.Task, a.Child, a.Field}.compare(cellID{b.Round, b.Organ, b.Task, b.Child, b.Field}),
			cmp.Compare(columnIndex(a.Column), columnIndex(b.Column)), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.File, b.File), cmp.Compare(a.SHA256, b.SHA256), cmp.Compare(a.Cell, b.Cell))
	})
	m.out.Conflicts = slices.DeleteFunc(m.out.Conflicts, func(c taizhang.Conflict) bool {
		id := conflictOf(&c)
		before := known[id]
		known[id] = true
		return before
	})
	slices.SortFunc(m.out.Progress, func(a, b taizhang.Progress) int {
		return cellID{a.Round, a.Organ, a.Task, a.Child, a.Field}.compare(cellID{b.Round, b.Organ, b.Task, b.Child, b.Field})
	})
	sortHandouts(m.out.Children)
	for i := range m.out.Conflicts {
		c := &m.out.Conflicts[i]
		c.At = m.opt.At
		if s := m.from[receipt{c.File, c.SHA256, c.Round, c.Organ}]; s != nil {
			s.Conflicts++
		}
	}
	for i := range m.out.Progress {
		p := &m.out.Progress[i]
		p.At = m.opt.At
		if s := m.from[receipt{p.File, p.SHA256, p.Round, p.Organ}]; s != nil {
			s.Taken++
		}
	}
}

// columnIndex is the place of a column by its header; -1 for none.
func columnIndex(name string) int {
	if i, ok := placesOf()[name]; ok {
		return i
	}
	return -1
}

var placesOf = sync.OnceValue(func() map[string]int {
	m := make(map[string]int, len(Columns))
	for i, c := range Columns {
		m[c.Name] = i
	}
	return m
})
