package review

import (
	"cmp"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
)

// What was read, beside the source: entries in reading order, each with its number
// on the page, by which either side finds the other.
type (
	entry struct {
		N         int
		ID, UID   string
		Kind      string // section, item, row, or facts that can be opened and each fact
		Level     int
		Part      string // the title of the part that it begins
		Label     string
		Title     string
		Text      string
		Result    string
		At        string
		Units     []unitGroup
		Unit      string // of a heading
		Times     []taizhang.Deadline
		Targets   []string
		Twins     []twin // the likest, at most [mostTwins]
		MoreTwins int
		Findings  []finding
		Seen      string // its digest
		Decided   bool   // by a person
		Chosen    bool
		Form      *form   // to edit it
		Facts     []entry // rows that are no tasks
	}
	unitGroup struct {
		Role  taizhang.Role
		Word  string
		Names []unitName
	}
	unitName struct {
		Name, Mention, Title string
		Open                 bool // no rule knows the full name
		Inherited            bool
	}
	twin struct {
		N     int
		Label string
		UID   string
		Score int // percent
		Low   bool
	}
	finding struct {
		N        int // in the notice, from 1
		Kind     string
		Code     string
		Severity string // a class
		Word     string
		Message  string
		Quote    decide.Quote
		Entry    int // 0: of the notice as a whole
		UID      string
		Mention  *mention // of a unit
		Second   *second  // the other reading
		Same     int      // findings of the code in the notice
		Part     int      // of an unclaimed stretch: its number
		Start    int      // and the byte at which it begins, plus 1
	}
	// mention is a unit's name in doubt, with what it may mean.
	mention struct {
		Key, Text, Region string
		Suggestions       []string
		Seen              string
		Places            int
	}
)

// chunkEntries is how many entries are laid out together.
const chunkEntries = 40

// mostTwins is how many entries that say the same are shown with one.
const mostTwins = 4

// lowScore is up to which likeness two entries should be looked at by a person.
const lowScore = 0.8

// entries lists what was read. Parts follow each other, in each the outline and then
// the tables.
func (p *noticePage) entries() []entry {
	l := p.ledger
	var out []entry
	for _, part := range l.Parts {
		from := len(out)
		for i := range l.Nodes {
			if n := &l.Nodes[i]; n.Part == part.ID {
				out = append(out, p.node(n))
			}
		}
		for i := range l.Tables {
			t := &l.Tables[i]
			if t.Part != part.ID {
				continue
			}
			for j := range t.Rows {
				if r := &t.Rows[j]; r.Kind == taizhang.TaskRow {
					out = append(out, p.row(t, r))
				}
			}
			if !p.ReadOnly {
				out = append(out, p.otherRows(t)...)
			}
		}
		if len(out) > from {
			out[from].Part = part.Title
		}
	}
	return out
}

func (p *noticePage) node(n *taizhang.Node) entry {
	e := p.entry("item", n.ID, n.Text)
	e.Level, e.Title, e.Unit = n.Level, n.Title, n.Unit
	if n.Section {
		e.Kind = "section"
	} else if n.Title != "" && strings.HasPrefix(strings.TrimSpace(n.Text), n.Title) {
		e.Title = ""
	}
	return e
}

func (p *noticePage) row(t *taizhang.Table, r *taizhang.Row) entry {
	e := p.entry("row", r.ID, t.Task(r).Text)
	if c := t.Column(taizhang.ColResult); c >= 0 && c < len(r.Cells) {
		e.Result = r.Cells[c].Text
	}
	return e
}

// entry is what nodes and rows have alike.
func (p *noticePage) entry(kind, id, text string) entry {
	k := p.known[id]
	e := entry{Kind: kind, ID: id, N: k.N, UID: p.uids[id], Label: k.Number, Text: text, At: catalog.Place(k.At), Seen: k.Seen, Units: unitGroups(k.Assignments),
		Times: k.Deadlines, Twins: p.twins[id], Findings: p.found[id]}
	for _, t := range k.Targets {
		e.Targets = append(e.Targets, t.Raw)
	}
	if e.MoreTwins = len(e.Twins) - mostTwins; e.MoreTwins > 0 {
		slices.SortStableFunc(e.Twins, func(a, b twin) int { return -cmp.Compare(a.Score, b.Score) })
		e.Twins = e.Twins[:mostTwins]
	} else {
		e.MoreTwins = 0
	}
	e.Decided = p.touched[e.UID]
	return e
}

func unitGroups(all []taizhang.Assignment) (out []unitGroup) {
	for _, role := range taizhang.Roles {
		g := unitGroup{Role: role, Word: catalog.Word(role)}
		for _, a := range all {
			if a.Role != role || slices.ContainsFunc(g.Names, func(n unitName) bool { return n.Name == a.Unit }) {
				continue
			}
			n := unitName{Name: a.Unit, Mention: a.Mention, Open: a.Rule == "unresolved", Inherited: a.From != ""}
			n.Title = "原文：" + cmp.Or(a.Mention, "（无）")
			if a.Organ != a.Unit && a.Organ != "" {
				n.Title += "；机构：" + a.Organ
			}
			if n.Inherited {
				n.Title += "；承上级标题"
			}
			g.Names = append(g.Names, n)
		}
		if len(g.Names) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// known is a ledger's entry with its number on the page, from 1, and its digest.
type known struct {
	decide.Entry
	N    int
	Seen string
}

func knownOf(l *taizhang.Ledger) map[string]known {
	out := make(map[string]known)
	for i, e := range decide.Entries(l) {
		out[e.ID] = known{e, i + 1, e.Digest()}
	}
	return out
}

// labelOf is how an entry is called on the page.
func labelOf(e *decide.Entry) string {
	if row, _ := e.IsRow(); row {
		return "表" + e.Number
	}
	return e.Number
}

// saidOf is what an entry says, for a list.
func saidOf(e *decide.Entry) string {
	return cmp.Or(strings.TrimSpace(e.Own()), strings.TrimSpace(e.Text))
}

// index numbers the entries and gathers what is said of each from elsewhere.
func (p *noticePage) index(decisions []decide.Decision) {
	l := p.ledger
	p.known = knownOf(l)
	p.twins = make(map[string][]twin)
	for _, k := range l.Links {
		for _, pair := range [2][2]string{{k.A, k.B}, {k.B, k.A}} {
			other := p.known[pair[1]]
			p.twins[pair[0]] = append(p.twins[pair[0]], twin{N: other.N, Label: cmp.Or(labelOf(&other.Entry), pair[1]), UID: p.uids[pair[1]],
				Score: int(k.Score*100 + 0.5), Low: k.Score < lowScore})
		}
	}
	p.touched = make(map[string]bool)
	for _, d := range decisions {
		if d.UndoneAt == "" && d.Task != "" {
			p.touched[d.Task] = true
		}
	}
	p.findings(decisions)
}

// findings gives each doubt its number, and what would settle it.
func (p *noticePage) findings(decisions []decide.Decision) {
	l := p.ledger
	p.found = make(map[string][]finding)
	places := make(map[string]int)
	for _, e := range p.known {
		for _, a := range e.Assignments {
			places[taizhang.FoldString(a.Mention)]++
		}
	}
	same := make(map[string]int)
	for i := range l.Findings {
		same[l.Findings[i].Code]++
	}
	for i := range l.Findings {
		f := &l.Findings[i]
		x := finding{N: i + 1, Kind: catalog.Word(f.Code), Code: f.Code, Severity: string(f.Severity), Word: catalog.Word(f.Severity), Message: f.Message,
			Quote: decide.QuoteFinding(l, f), Entry: p.known[f.Task].N, UID: p.uids[f.Task]}
		x.Same, x.Second = same[f.Code], p.second(f)
		switch f.Code {
		case "unit-unknown", "unit-typo":
			m := &mention{Key: l.Notice.Key, Text: x.Quote.Exact, Region: l.Notice.Jurisdiction, Places: places[taizhang.FoldString(x.Quote.Exact)]}
			m.Suggestions = p.suggestions(m.Text)
			m.Seen = decide.UnitSeen(decisions, m.Text, m.Region)
			x.Mention = m
		case "unclaimed":
			x.Start = f.Spans.Start() + 1
			x.Part = 1 + slices.IndexFunc(l.Coverage.Unclaimed, func(u taizhang.Unclaimed) bool { return slices.Equal(u.Spans, f.Spans) })
		}
		p.found[f.Task] = append(p.found[f.Task], x)
	}
}

// suggest lists full names that a mention may mean, the one taken for it first.
func (s *Server) suggest(text string, n *taizhang.Notice) []string {
	var out []string
	if list := s.skills.Listed(text, n); list != nil { // of which no one unit is all
		if out = append(out, strings.Join(list, "、")); strings.ContainsAny(text, "、，,;；和及与") {
			return out
		}
	}
	if unit, _ := s.skills.Unit(text, n, false); unit != text && !strings.ContainsAny(text, "、，；") {
		out = append(out, unit)
	}
	for _, name := range s.office.Suggest(text, n) {
		if !slices.Contains(out, name) && len(out) < 6 {
			out = append(out, name)
		}
	}
	return out
}
