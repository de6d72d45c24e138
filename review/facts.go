package review

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// Rows of tables that hand out nothing, which may be tasks after all, and what the columns of
// a table hold.

// mostFacts is how many such rows of a table are listed: of a table of facts the columns can be
// said at one, for all.
const mostFacts = 200

// otherRows are the rows of a table that are no tasks, as one entry that can be opened.
func (p *noticePage) otherRows(t *taizhang.Table) (out []entry) {
	var rows []entry
	n := 0
	for _, r := range decide.OtherRows(t) {
		if n++; n > mostFacts {
			continue
		}
		e := p.entry("fact", r.ID, r.Line)
		e.Label = "" // the line begins with it
		rows = append(rows, e)
	}
	if rows == nil {
		return nil
	}
	title := fmt.Sprintf("表中不是任务的 %d 行", n)
	if t.Title != "" {
		title = fmt.Sprintf("“%s”中不是任务的 %d 行", begin(t.Title), n)
	}
	if n > mostFacts {
		title += fmt.Sprintf("（列出前 %d 行）", mostFacts)
	}
	return []entry{{Kind: "facts", Title: title, Facts: rows}}
}

// flat are all entries, those within others too.
func flat(entries []entry) (out []*entry) {
	for i := range entries {
		e := &entries[i]
		if e.Facts == nil {
			out = append(out, e)
		}
		for k := range e.Facts {
			out = append(out, &e.Facts[k])
		}
	}
	return out
}

// columnInput is a column of a table, with what it may hold.
type columnInput struct {
	N          int
	Name, Word string // how it is headed, and what it is called where it is not
	Roles      []columnRole
}

type columnRole struct {
	decide.ColumnRole
	Is bool
}

// columnWord is what a column is called that may be headed by nothing.
func columnWord(i int, c taizhang.Column) string {
	return cmp.Or(c.Name, "第 "+strconv.Itoa(i+1)+" 栏")
}

func columnInputs(columns []taizhang.Column) (out []columnInput) {
	for i, c := range columns {
		in := columnInput{N: i, Name: c.Name, Word: columnWord(i, c)}
		for _, r := range decide.ColumnRoles {
			in.Roles = append(in.Roles, columnRole{r, r.Role == c.Role})
		}
		out = append(out, in)
	}
	return out
}

// columns are the roles and the names of the columns of a table as a form says them.
func columns(e decide.Entry, get filled) (roles []taizhang.ColumnRole, names []string, err error) {
	changed, named := false, false
	for i, c := range e.Columns() {
		role, name := taizhang.ColumnRole(get("column."+strconv.Itoa(i))), strings.TrimSpace(get("name."+strconv.Itoa(i)))
		if changed = changed || role != c.Role; name == c.Name {
			name = ""
		}
		named = named || name != ""
		roles, names = append(roles, role), append(names, name)
	}
	if !changed && !named {
		return nil, nil, fault{http.StatusBadRequest, "各栏没有改动。"}
	}
	if !named {
		names = nil
	}
	return roles, names, nil
}
