package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// form edits a task: its text, its units by role, its deadlines. What is left as it
// stands is not decided on.
type form struct {
	Key, UID, Seen, Back string
	N                    int
	Text                 string
	Section              bool // of which only units and deadlines can be set
	Roles                []roleInput
	Times                []taizhang.Deadline
	Twins                []twin // of which it is in doubt whether they are the same task
}

type roleInput struct {
	Role  taizhang.Role
	Word  string
	Names string // one a line: a name may hold a 、
	Lines int
}

func (p *noticePage) form(e *entry) *form {
	f := &form{Key: p.Key, UID: e.UID, Seen: e.Seen, N: e.N, Text: e.Text, Section: e.Kind == "section", Times: e.Times,
		Back: query("/notice", "key", p.Key, "task", e.UID)}
	for _, t := range e.Twins {
		if t.Score < 100 {
			f.Twins = append(f.Twins, t)
		}
	}
	for _, role := range allRoles {
		in := roleInput{Role: role, Word: role.Word()}
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

// filled is a form as a person sent it.
type filled func(name string) string

// changes are the decisions that a form asks for.
func (s *Server) changes(p *noticePage, e taizhang.Entry, get filled) ([]taizhang.Decision, error) {
	n := &p.ledger.Notice
	base := taizhang.Decision{Notice: p.Key, Task: p.uids[e.ID]}
	var out []taizhang.Decision
	have := entryText(p.ledger, e.ID)
	if said := trimText(get("text")); said != trimText(have) && get("section") == "" {
		if said == "" {
			return nil, fault{400, "任务内容不能为空。"}
		}
		d := base
		d.Kind, d.Set.Text = taizhang.DecideTask, &said
		out = append(out, d)
	}
	if set, changed := s.assigned(e.Assignments, n, get); changed {
		if len(set) == 0 {
			return nil, fault{400, "请至少写一个责任单位。"}
		}
		d := base
		d.Kind, d.Set.Assignments = taizhang.DecideTask, set
		out = append(out, d)
	}
	text := p.ledger.Docs[0].Text
	for i := range e.Deadlines {
		have, at := &e.Deadlines[i], strconv.Itoa(i)
		d := base
		d.Kind = taizhang.DecideDeadline
		if d.Quote.Exact = have.Raw; len(have.Spans) > 0 && have.Spans.Valid(len(text)) {
			d.Quote = taizhang.QuoteOf(text, have.Spans)
		}
		if get("drop."+at) == "" {
			phrase := strings.TrimSpace(get("time." + at))
			if phrase == "" {
				continue
			}
			set, err := s.deadline(phrase, n)
			if err != nil {
				return nil, err
			}
			set.Spans = nil
			d.Set.Deadline = set
		}
		out = append(out, d)
	}
	if phrase := strings.TrimSpace(get("time.new")); phrase != "" {
		set, err := s.deadline(phrase, n)
		if err != nil {
			return nil, err
		}
		d := base
		d.Kind, d.Set.Deadline = taizhang.DecideDeadline, set
		out = append(out, d)
	}
	for _, t := range p.twins[e.ID] {
		if said := get("twin." + t.UID); said != "" {
			out = append(out, linked(base, t.UID, said == "1"))
		}
	}
	return out, nil
}

// deadline reads what a person typed.
func (s *Server) deadline(phrase string, n *taizhang.Notice) (*taizhang.Deadline, error) {
	found := s.skills.Deadlines(phrase, n)
	if len(found) != 1 || found[0].Rule == "no-time" {
		return nil, fault{400, "“" + phrase + "”读不出一个时限，请写成“2017年6月底前”“每季度末”“持续实施”或“2017-06-30”这样的话。"}
	}
	return &found[0], nil
}

// assigned are the units that a form names, and whether they are others than before.
// One that stays keeps where it is printed.
func (s *Server) assigned(have []taizhang.Assignment, n *taizhang.Notice, get filled) ([]taizhang.Assignment, bool) {
	var set []taizhang.Assignment
	same := true
	for _, role := range allRoles {
		var before []string
		for _, a := range have {
			if a.Role == role && !slices.Contains(before, a.Unit) {
				before = append(before, a.Unit)
			}
		}
		names := unitNames(get("unit."+string(role)), have)
		same = same && slices.Equal(before, names)
		for _, name := range names {
			a := taizhang.Assignment{Mention: name, Unit: name}
			if at := slices.IndexFunc(have, func(a taizhang.Assignment) bool { return a.Unit == name }); at >= 0 {
				a = have[at]
			} else {
				a.Unit, a.Organ = s.skills.Unit(name, n, false)
			}
			a.Role, a.Rule, a.From = role, taizhang.RuleDecided, ""
			a.Organ = cmp.Or(a.Organ, a.Unit)
			set = append(set, a)
		}
	}
	return set, !same
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

// entryText is what the form of an entry shows to be edited.
func entryText(l *taizhang.Ledger, id string) string {
	for i := range l.Nodes {
		if l.Nodes[i].ID == id {
			return l.Nodes[i].Text
		}
	}
	for i := range l.Tables {
		for j := range l.Tables[i].Rows {
			if r := &l.Tables[i].Rows[j]; r.ID == id {
				return l.Tables[i].Task(r).Text
			}
		}
	}
	return ""
}

// trimText undoes what a browser does to a text area: CR before LF.
func trimText(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
