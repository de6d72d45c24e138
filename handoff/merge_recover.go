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
	h := m.byShown(r, row)
	if h == nil || !m.asGiven(row, h, nil) {
		return nil
	}
	if r.Said.Organ == h.Organ && r.Said.Round == h.Round {
		return h
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
		if o := m.given[keyParts{round: r.Round, task: h.Task, organ: organ}]; o != nil && o != h && m.asGiven(row, o, nil) {
			return nil
		}
	}
	return h
}

// asGiven reports whether all given columns that came back say what was given, but for
// those that do not count.
func (m *merger) asGiven(row *ReturnedRow, h *taizhang.Handout, but func(name string) bool) bool {
	for _, col := range Columns {
		cell, ok := row.Cells[col.Name]
		if col.Given == nil || col.Name == ColSeq || !ok || but != nil && but(col.Name) {
			continue
		}
		if cell.Unknown != "" || !m.sameGiven(col.Name, col.Given(0, h), cell.Value) && !brief(&col, h, cell.Value) {
			return false
		}
	}
	return true
}

// whose finds the round and the organ of a workbook that has lost all its keys: the round
// that its heading names, and the organ to which most of its rows were given as they are,
// of several the one that signs. It reports whether there is one.
func (m *merger) whose(r *Return) bool {
	if id := OrganID(r.Said.Organ); m.rounds[r.Said.Round] && m.organs[id] == r.Said.Organ {
		r.Round, r.OrganID = r.Said.Round, id
		return true
	}
	rounds := m.named(r.Heading)
	if len(rounds) != 1 {
		return false
	}
	count, most := map[string]int{}, 0
	for i := range r.Rows {
		row := &r.Rows[i]
		for organ := range m.organs {
			if h := m.byShown(&Return{Round: rounds[0], OrganID: organ}, row); h != nil && m.asGiven(row, h, nil) {
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

// byShown finds what was given by what can be seen of a row: the task's number and text,
// or the text alone where the column with the numbers is gone.
func (m *merger) byShown(r *Return, row *ReturnedRow) *taizhang.Handout {
	if row.Cells[ColTask].Value != "" {
		return m.byNumber(r, row)
	}
	return m.byText(r, row)
}

// byText finds the only task of the organ that says what a row says, unless the row says
// that it is one under another.
func (m *merger) byText(r *Return, row *ReturnedRow) *taizhang.Handout {
	text := plain(row.Cells[ColText].Value)
	if _, _, child := childNumber(taizhang.FoldString(row.Cells[ColSeq].Value)); child || text == "" {
		return nil
	}
	if m.texts == nil {
		m.texts = map[textID][]*taizhang.Handout{}
		for id, h := range m.given {
			if h.Child == "" {
				at := textID{id.round, id.organ, plain(h.Text)}
				m.texts[at] = append(m.texts[at], h)
			}
		}
	}
	if found := m.texts[textID{r.Round, r.OrganID, text}]; len(found) == 1 {
		return found[0]
	}
	return nil
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
