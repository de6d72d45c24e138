package handoff

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// recovered is what was given where a row has lost its key and all that was given in it
// still stands: nil unless that is so of this organ's task and, where the sign-off does not
// say whose the workbook is, of no other organ's.
func (m *merger) recovered(r *Return, row *ReturnedRow) *taizhang.Handout {
	h := m.byNumber(r, row)
	if h == nil || !m.asGiven(row, h) {
		return nil
	}
	if unit := r.SignOff.Unit; unit != "" {
		for organ, name := range m.organs {
			if same(unit, name) {
				if organ == r.OrganID {
					return h
				}
				return nil // another signed it
			}
		}
	}
	for organ := range m.organs {
		if o := m.given[keyParts{round: r.Round, task: h.Task, organ: organ}]; o != nil && o != h && m.asGiven(row, o) {
			return nil
		}
	}
	return h
}

// asGiven reports whether all given columns that came back say what was given.
func (m *merger) asGiven(row *ReturnedRow, h *taizhang.Handout) bool {
	for _, col := range Columns {
		cell, ok := row.Cells[col.Name]
		if col.Given == nil || col.Name == ColSeq || !ok {
			continue
		}
		if cell.Unknown != "" || !m.sameGiven(col.Name, col.Given(0, h), cell.Value) {
			return false
		}
	}
	return true
}

// whose finds the round and the organ of a workbook that has lost all its keys: the round
// that its heading names, and the organ to which most of its rows were given as they are,
// of several the one that signs. It reports whether there is one.
func (m *merger) whose(r *Return) bool {
	rounds := m.named(r.Heading)
	if len(rounds) != 1 {
		return false
	}
	count, most := map[string]int{}, 0
	for i := range r.Rows {
		row := &r.Rows[i]
		for organ := range m.organs {
			if h := m.given[keyParts{round: rounds[0], task: row.Cells[ColTask].Value, organ: organ}]; h != nil && m.asGiven(row, h) {
				count[organ]++
				most = max(most, count[organ])
			}
		}
	}
	var found []string
	for organ, n := range count {
		if n == most {
			found = append(found, organ)
		}
	}
	if len(found) > 1 {
		found = slices.DeleteFunc(found, func(organ string) bool { return !same(r.SignOff.Unit, m.organs[organ]) })
	}
	if len(found) != 1 {
		return false
	}
	r.Round, r.OrganID = rounds[0], found[0]
	return true
}

// named are the rounds that a text names, without those whose names are within another's.
func (m *merger) named(text string) (rounds []string) {
	says := func(text, name string) bool {
		return strings.Contains(text, name) || strings.Contains(plain(text), plain(roundWords(name)))
	}
	for name := range m.rounds {
		if says(text, name) {
			rounds = append(rounds, name)
		}
	}
	all := slices.Clone(rounds)
	return slices.DeleteFunc(rounds, func(name string) bool {
		return slices.ContainsFunc(all, func(o string) bool { return o != name && (says(o, name) || says(roundWords(o), name)) })
	})
}
