package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
)

// form edits a task: its text, its units by role, its deadlines. What is left as it
// stands is not decided on.
type form struct {
	Key, UID, Seen, Back string
	At                   string // where to go on there
	N                    int
	Text                 string
	Section              bool
	Untold               bool // it says nothing that could be corrected
	Roles                []roleInput
	Times                []taizhang.Deadline
	Targets              []string
	Sections             []section // that it may stand under
	Row                  bool
	Fact                 bool   // a row that is no task
	Title                string // of a section, or of the table of a row
	Label                string
	Columns              []columnInput // of the table of a row
	Headed               bool          // something is printed above them
	Cells                []cellInput   // of the row
	Part                 *partInput
	Twins                []twin // of which it is in doubt whether they are the same task, or said
}

type roleInput struct {
	Role  taizhang.Role
	Word  string
	Names string // one a line: a name may hold a 、
	Lines int
}

func (p *noticePage) form(e *entry) *form {
	f := &form{Sections: p.above(e), Row: e.Kind == "row" || e.Kind == "fact", Fact: e.Kind == "fact", Key: p.Key, UID: e.UID, Seen: e.Seen, N: e.N, Text: e.Text, Section: e.Kind == "section", Times: e.Times, Targets: e.Targets,
		Back: query("/notice", "key", p.Key, "task", e.UID)}
	f.Twins, f.Label, f.Untold = e.Twins, e.Label, f.Fact || f.Section && e.Text == ""
	if of, ok := decide.EntryOf(decide.Ledger{Ledger: p.ledger, UIDs: p.uids}, e.UID); ok {
		f.Title, f.Columns, f.Cells, f.Part, f.Headed = of.Title(), columnInputs(of.Columns()), cellInputs(&of), p.partOf(of), headed(&of)
	}
	for _, role := range taizhang.Roles {
		in := roleInput{Role: role, Word: catalog.Word(role)}
		for _, g := range e.Units {
			if g.Role == role {
				in.Names = strings.Join(each(g.Names, func(n unitName) string { return n.Name }), "\n")
			}
		}
		in.Lines = 1 + strings.Count(in.Names, "\n")
		f.Roles = append(f.Roles, in)
	}
	return f
}

// filled is a form as a person sent it: what a field says, or of "has " and its name whether it was sent.
type filled func(name string) string

// changes are the decisions that a form asks for.
func (p *noticePage) changes(e decide.Entry, get filled) ([]decide.Decision, error) {
	b := p.builder()
	var out []decide.Decision
	var failed error
	add := func(d decide.Decision, err error) {
		out, failed = append(out, d), cmp.Or(failed, err)
	}
	if said := trimText(get("text")); said != trimText(e.Own()) && get("untold") == "" {
		add(b.Text(e, said))
	}
	if label := strings.TrimSpace(get("label")); get("has label") != "" && label != strings.TrimSpace(e.Number) {
		add(b.Label(e, label))
	}
	if title := strings.TrimSpace(get("title")); title != "" && title != strings.TrimSpace(e.Title()) {
		add(b.Title(e, title))
	}
	if names := assigned(e.Assignments, get); names != nil {
		for _, role := range taizhang.Roles {
			failed = cmp.Or(failed, p.sure(get, names[role]...))
		}
	}
	if names := assigned(e.Assignments, get); names != nil && get("everywhere") != "" {
		ds, err := b.Everywhere(e, names)
		out, failed = append(out, ds...), cmp.Or(failed, err)
	} else if names != nil {
		add(b.Units(e, names))
	}
	for i := range e.Deadlines {
		at := strconv.Itoa(i)
		if phrase := strings.TrimSpace(get("time." + at)); get("drop."+at) != "" {
			add(b.Deadline(e, i, ""))
		} else if phrase != "" {
			ds, err := times(b, e, i, phrase)
			out, failed = append(out, ds...), cmp.Or(failed, err)
		}
	}
	ds, err := times(b, e, -1, get("time.new"))
	out, failed = append(out, ds...), cmp.Or(failed, err)
	for i := range e.Targets {
		at := strconv.Itoa(i)
		if phrase := strings.TrimSpace(get("target." + at)); get("droptarget."+at) != "" {
			add(b.Target(e, i, ""))
		} else if phrase != "" {
			add(b.Target(e, i, phrase))
		}
	}
	if phrase := strings.TrimSpace(get("target.new")); phrase != "" {
		add(b.Target(e, -1, phrase))
	}
	for _, t := range p.twins[e.ID] {
		if said := get("twin." + t.UID); said != "" {
			out = append(out, b.Link(e, t.UID, said == "1"))
		}
	}
	for _, more := range []func() ([]decide.Decision, error){
		func() ([]decide.Decision, error) { return p.decideCells(e, get) },
		func() ([]decide.Decision, error) { return p.decideTwin(e, strings.TrimSpace(get("twin.new"))) },
	} {
		ds, err := more()
		out, failed = append(out, ds...), cmp.Or(failed, err)
	}
	return out, failed
}

// assigned are the units that a form names, by role; nil when they are those that are there.
func assigned(have []taizhang.Assignment, get filled) map[taizhang.Role][]string {
	names, same := make(map[taizhang.Role][]string), true
	for _, role := range taizhang.Roles {
		var before []string
		for _, a := range have {
			if a.Role == role && !slices.Contains(before, a.Unit) {
				before = append(before, a.Unit)
			}
		}
		names[role] = unitNames(get("unit."+string(role)), have)
		same = same && slices.Equal(before, names[role])
	}
	if same {
		return nil
	}
	return names
}

// unitNames are the names that a person typed, one a line. Several may stand on one,
// joined as they are printed, but for a name that was there: 各省、自治区、直辖市人民政府 is one.
func unitNames(s string, have []taizhang.Assignment) (out []string) {
	for line := range strings.SplitSeq(s, "\n") {
		names := []string{line}
		if line = strings.TrimSpace(line); !slices.ContainsFunc(have, func(a taizhang.Assignment) bool { return a.Unit == line }) {
			names = strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("、,，;；", r) })
		}
		for _, name := range names {
			if name = strings.TrimSpace(name); name != "" && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// trimText undoes what a browser does to a text area: CR before LF.
func trimText(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
