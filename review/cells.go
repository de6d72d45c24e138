package review

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// The cells of a row, to be corrected or moved to the side.

// cellInput is a cell of a row with its column.
type cellInput struct {
	N           int
	Name, Text  string
	Lines       int
	Own         bool // what a field of its own says: the task, its number
	Unit        bool // it names units
	Left, Right bool // to which sides the cells may go from here on
}

func cellInputs(e *decide.Entry) (out []cellInput) {
	cells, columns := e.Cells(), e.Columns()
	_, task := e.IsRow()
	n := min(len(cells), len(columns))
	for i := range n {
		c := columns[i]
		in := cellInput{N: i, Name: columnWord(i, c), Text: cells[i].Text, Lines: 1 + strings.Count(cells[i].Text, "\n"), Left: i > 0, Right: i < n-1}
		in.Own = c.Role == taizhang.ColNumber || c.Role == taizhang.ColTask && task
		in.Unit = c.Role == taizhang.ColUnit || c.Role == taizhang.ColLead || c.Role == taizhang.ColSupport
		out = append(out, in)
	}
	return out
}

// decideCells are the decisions on cells that a form says anew.
func (p *noticePage) decideCells(e decide.Entry, get filled) ([]decide.Decision, error) {
	said := make(map[int]string)
	for _, in := range cellInputs(&e) {
		name := "cell." + strconv.Itoa(in.N)
		text := trimText(get(name))
		if in.Own || get("has "+name) == "" || text == trimText(in.Text) {
			continue
		}
		if said[in.N] = text; in.Unit {
			if err := p.sure(get, decide.SplitNames(text)...); err != nil {
				return nil, err
			}
		}
	}
	if len(said) == 0 {
		return nil, nil
	}
	return alone(p.builder().CellsSaid(e, said))
}

// decideShift moves the cells of a row to a side, from one of them on.
func (p *noticePage) decideShift(e decide.Entry, said string) ([]decide.Decision, error) {
	to, at, _ := strings.Cut(said, " ")
	column, err := strconv.Atoi(at)
	if err != nil {
		return nil, fault{http.StatusBadRequest, "不知道从哪一栏起移动。"}
	}
	return alone(p.builder().Shift(e, column, decide.Shift(to)))
}

// decideTwin says that an entry and another, by its number or what it says, are one task.
func (p *noticePage) decideTwin(e decide.Entry, said string) ([]decide.Decision, error) {
	if said == "" {
		return nil, nil
	}
	var found []string
	labels := make(map[string]string)
	for i := range p.ledger.Nodes {
		labels[p.ledger.Nodes[i].ID] = p.ledger.Nodes[i].Label
	}
	for i := range p.ledger.Tables {
		for _, r := range p.ledger.Tables[i].Rows {
			labels[r.ID] = "表" + r.Number
		}
	}
	for _, task := range p.ledger.Tasks() {
		uid := p.uids[task.ID]
		if task.ID == e.ID || uid == "" {
			continue
		}
		if uid == said || labels[task.ID] == said || strings.Contains(taizhang.Plain(task.Text), taizhang.Plain(said)) {
			found = append(found, uid)
		}
	}
	switch len(found) {
	case 0:
		return nil, fault{http.StatusBadRequest, "没有编号是“" + said + "”、或写有这几个字的另一项任务。"}
	case 1:
		return alone(p.builder().Link(e, found[0], true), nil)
	}
	return nil, fault{http.StatusBadRequest, strconv.Itoa(len(found)) + " 项任务都符合“" + said + "”，请照原文多写几个字。"}
}

// partInput is the part of the notice that an entry stands in, with what it may be.
type partInput struct {
	Title string
	Word  string
	Kinds []partKind
}

type partKind struct {
	decide.PartKindWord
	Is bool
}

func (p *noticePage) partOf(e decide.Entry) *partInput {
	part, ok := decide.PartOf(p.ledger, e)
	if !ok {
		return nil
	}
	out := &partInput{Title: part.Title, Word: decide.PartWord(part.Kind)}
	for _, k := range decide.PartKinds {
		out.Kinds = append(out.Kinds, partKind{k, k.Kind == part.Kind})
	}
	return out
}

// headed reports whether anything is printed above the columns of the table of an entry.
func headed(e *decide.Entry) bool {
	return slices.ContainsFunc(e.Columns(), func(c taizhang.Column) bool { return len(c.Spans) > 0 })
}
