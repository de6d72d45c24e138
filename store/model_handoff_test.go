package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

// desk is what the model knows of one cell of a round: what is known of it, and conflicts.
type desk struct {
	now       *taizhang.Progress
	conflicts map[int64]*dispute
}

// dispute is a conflict, how it was settled, and what stood where its value was taken.
type dispute struct {
	taizhang.Conflict
	decided, at string
	replaced    *taizhang.Progress
}

// reopening is what a reopened conflict was, and what stands in place of what was taken.
type reopening struct {
	of       *dispute
	on       *desk
	how, at  string
	was, now *taizhang.Progress
	took     bool
}

const reporter = "省教育局"

// handout hands a task out, has something reported of it, settles what is in conflict, reopens
// it, or takes that back.
func (m *model) handout(key, uid string) {
	m.Helper()
	r, k := m.mends, len(m.log)
	if m.desks == nil {
		m.desks, m.reopened = map[string]*desk{}, map[int64]*reopening{}
	}
	x := m.desks[uid]
	if x == nil {
		if len(m.desks) > 3 {
			uids := slices.Sorted(maps.Keys(m.desks))
			uid = uids[r.Intn(len(uids))]
			x = m.desks[uid]
		} else {
			x = &desk{conflicts: map[int64]*dispute{}}
			m.desks[uid] = x
			if _, err := m.s.SaveRound(ctx, taizhang.Round{Name: m.round(), At: "2017-02-01"}, rows(taizhang.Handout{Round: m.round(), Organ: reporter, Notice: key, Task: uid})); err != nil {
				m.Fatal(err)
			}
		}
	}
	cell := func(value, file string) taizhang.Progress {
		return taizhang.Progress{Round: m.round(), Organ: reporter, Task: uid, Field: taizhang.Status, Value: value, Who: "张", File: file, SHA256: file, Cell: "填报表!R5", At: fmt.Sprintf("2017-05-%04d", k)}
	}
	var open, settled []*dispute
	for _, id := range slices.Sorted(maps.Keys(x.conflicts)) {
		if c := x.conflicts[id]; c.decided == "" {
			open = append(open, c)
		} else {
			settled = append(settled, c)
		}
	}
	file, value := fmt.Sprintf("第%d份.xlsx", k), fmt.Sprintf("状态%d", k)
	switch op := r.Intn(6); {
	case op == 0:
		p := cell(value, file)
		m.logf("%s reports %s of %s", reporter, value, uid)
		if err := m.s.Collect(ctx, store.Collected{Progress: []taizhang.Progress{p}}); err != nil {
			m.Fatal(err)
		}
		x.now = &p
	case op == 1 || op == 2 && len(open) == 0 || op > 2 && len(settled) == 0:
		c := taizhang.Conflict{Kind: taizhang.ConflictValues, Round: m.round(), Organ: reporter, Task: uid, Field: taizhang.Status, Column: "完成状态", Returned: value, File: file, SHA256: file, Cell: "填报表!R5"}
		m.logf("%s in conflict on %s", value, uid)
		if err := m.s.Collect(ctx, store.Collected{Conflicts: []taizhang.Conflict{c}}); err != nil {
			m.Fatal(err)
		}
		for _, c := range m.disputed() {
			if c.SHA256 == file {
				x.conflicts[c.ID] = &dispute{Conflict: c}
			}
		}
	case op == 2:
		c := open[r.Intn(len(open))]
		m.settleOne(x, c, []string{"returned", "present"}[r.Intn(2)], fmt.Sprintf("2017-06-%04d", k))
	default:
		m.reopenOne(x, settled[r.Intn(len(settled))])
	}
}

// round is that of the sequence: what was handed out in another stays in the store.
func (m *model) round() string { return "轮次" + strings.ReplaceAll(m.Name(), "/", "-") }

func (m *model) disputed() []taizhang.Conflict {
	cs, err := m.s.Conflicts(ctx, true)
	if err != nil {
		m.Fatal(err)
	}
	return slices.DeleteFunc(cs, func(c taizhang.Conflict) bool { return c.Round != m.round() })
}

// known is what was reported in the round.
func (m *model) known() []taizhang.Progress {
	out, err := m.s.Progress(ctx, 0)
	if err != nil {
		m.Fatal(err)
	}
	return slices.DeleteFunc(out, func(p taizhang.Progress) bool { return p.Round != m.round() })
}

// settleOne settles a conflict.
func (m *model) settleOne(x *desk, c *dispute, how, at string) {
	m.Helper()
	m.logf("conflict %d: %s", c.ID, how)
	taken := taizhang.Progress{Round: m.round(), Organ: reporter, Task: c.Task, Field: taizhang.Status, Value: c.Returned, Who: "王", File: c.File, SHA256: c.SHA256, Cell: c.Cell, At: at}
	n, before, err := m.s.Resolve(ctx, map[int64]string{c.ID: how}, nil, store.Settler{Who: "王", At: at}, func(taizhang.Conflict) (taizhang.Progress, bool) { return taken, true })
	if n != 1 || before != nil || err != nil {
		m.Fatalf("settling conflict %d: %d, %v, %v", c.ID, n, before, err)
	}
	c.decided, c.at, c.replaced = how, at, nil
	if how == "returned" {
		c.replaced, x.now = x.now, &taken
	}
}

// reopenOne reopens a settled conflict. Undone at once, it leaves no trace.
func (m *model) reopenOne(x *desk, c *dispute) {
	m.Helper()
	d := decide.Reopen(c.ID)
	d.Who, d.At, d.Why = "李", "2017-07-05", "单位更正"
	before, digestBefore := m.desksNow(), digest(m.T, m.s)
	m.record(decided{Decision: d})
	m.reopens(x, c, m.made[len(m.made)-1].ID)
	m.handedOut()
	if m.mends.Intn(2) == 0 {
		m.undo(len(m.made) - 1)
		if got := m.desksNow(); got != before {
			m.Errorf("conflict %d reopened and that undone, what came back is\n%s\nand was\n%s", c.ID, got, before)
		}
	}
	if digest(m.T, m.s) != digestBefore {
		m.Errorf("conflict %d reopened, what is read of the notices is otherwise", c.ID)
	}
}

// reopens is what reopening means.
func (m *model) reopens(x *desk, c *dispute, by int64) {
	set := &reopening{of: c, on: x, how: c.decided, at: c.at}
	if c.decided == "returned" && x.now != nil && x.now.SHA256 == c.SHA256 && x.now.At == c.at {
		set.took, set.was, set.now = true, x.now, c.replaced
		x.now = c.replaced
	}
	c.decided, c.at, c.replaced = "", "", nil
	m.reopened[by] = set
}

// undoesReopening takes the reopening of a conflict back, and reports whether it could be: not
// where it was decided anew, or more was reported.
func (m *model) undoesReopening(id int64) bool {
	set := m.reopened[id]
	x, c := set.on, set.of
	if c.decided != "" || set.took && ((x.now == nil) != (set.now == nil) || x.now != nil && x.now.Value != set.now.Value) {
		return false
	}
	if c.decided, c.at = set.how, set.at; set.took {
		c.replaced, x.now = x.now, set.was
	}
	return true
}

// handedOut checks that what came back is known as it was reported and settled.
func (m *model) handedOut() {
	m.Helper()
	known, want := m.known(), 0
	for uid, x := range m.desks {
		at := slices.IndexFunc(known, func(p taizhang.Progress) bool { return p.Task == uid })
		if (at < 0) != (x.now == nil) || at >= 0 && (known[at].Value != x.now.Value || known[at].At != x.now.At) {
			m.Errorf("of %s is known %v, and it should be %+v", uid, known, x.now)
		}
		if x.now != nil {
			want++
		}
		for _, c := range m.disputed() {
			if is := x.conflicts[c.ID]; is != nil && c.Decided != is.decided {
				m.Errorf("conflict %d is %q, and was settled %q", c.ID, c.Decided, is.decided)
			}
		}
	}
	if len(known) != want {
		m.Errorf("%d values are known, and %d were reported", len(known), want)
	}
}

// desksNow is all that came back, and what became of it.
func (m *model) desksNow() string {
	out := fmt.Sprintf("%+v\n", m.known())
	for _, c := range m.disputed() {
		out += fmt.Sprintf("%d %s %s %s %s %+v\n", c.ID, c.Returned, c.Decided, c.DecidedBy, c.DecidedAt, c.Reopened)
	}
	return out
}
