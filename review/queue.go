package review

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// The queues: what is in doubt in all notices, by what settles it.
type (
	queuePage struct {
		Kind   string
		Tabs   []tab
		Units  []mentionGroup
		Items  []doubt
		More   int
		Notice string // the key, where one is asked for
	}
	tab struct {
		Kind, Word string
		Count      int
		Address    string
		Here       bool
	}
	// mentionGroup is a name in doubt with all places where it stands.
	mentionGroup struct {
		mention
		Places   []doubt
		Notices  int
		Findings int
	}
	// doubt is a place to look at.
	doubt struct {
		Key, Title  string
		UID, Number string
		Text        string
		finding
		Stretch   string // unclaimed text in full
		At        string
		Deadlines []taizhang.Deadline
		Twin      *doubt
		Score     int
	}
)

// mostDoubts bounds what a queue shows at once.
const mostDoubts = 200

var queueWords = []struct{ kind, word string }{
	{"unit", "单位名称"}, {"deadline", "时限"}, {"unclaimed", "未归类文字"}, {"overlap", "疑似同一任务"}, {"other", "其他待核"}, {"info", "提示"},
}

// queueOf says in which queue a finding waits.
func queueOf(f *taizhang.Finding) string {
	switch f.Code {
	case "unit-unknown", "unit-typo":
		return "unit"
	case "deadline-unknown", "date-order", "inclusive-before":
		return "deadline"
	case "unclaimed":
		return "unclaimed"
	}
	if f.Severity == taizhang.Info {
		return "info"
	}
	return "other"
}

// queue shows one queue, of all notices or of one.
func (s *Server) queue(r *http.Request) (answer, error) {
	notices, err := s.index.notices(r.Context())
	if err != nil {
		return answer{}, err
	}
	q := r.URL.Query()
	p := queuePage{Kind: q.Get("kind"), Notice: q.Get("key")}
	counts := make(map[string]int)
	for _, in := range notices {
		if p.Notice != "" && in.Key != p.Notice {
			continue
		}
		for i := range in.Findings {
			counts[queueOf(&in.Findings[i])]++
		}
		counts["overlap"] += in.LowLinks
	}
	for _, k := range queueWords {
		if p.Kind == "" && counts[k.kind] > 0 {
			p.Kind = k.kind
		}
	}
	p.Kind = cmp.Or(p.Kind, queueWords[0].kind)
	for _, k := range queueWords {
		p.Tabs = append(p.Tabs, tab{k.kind, k.word, counts[k.kind], query("/queue", "kind", k.kind, "key", p.Notice), k.kind == p.Kind})
	}
	decisions, err := s.shelf.Decisions(r.Context())
	if err != nil {
		return answer{}, err
	}
	groups := make(map[string]*mentionGroup)
	for _, in := range notices {
		if p.Notice != "" && in.Key != p.Notice || !in.waits(p.Kind) {
			continue
		}
		if len(p.Items) >= mostDoubts {
			p.More++
			continue
		}
		page, _, err := s.open(r, in.Key)
		if err != nil {
			return answer{}, err
		}
		switch p.Kind {
		case "unit":
			page.group(groups, decisions)
		case "overlap":
			p.Items = append(p.Items, page.overlaps()...)
		default:
			p.Items = append(p.Items, page.doubts(p.Kind)...)
		}
	}
	for _, g := range groups {
		p.Units = append(p.Units, *g)
	}
	slices.SortFunc(p.Units, func(a, b mentionGroup) int {
		return cmp.Or(-cmp.Compare(len(a.Places), len(b.Places)), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Region, b.Region))
	})
	return answer{template: "queue", data: s.frame(r, "queue", "待核", p)}, nil
}

// waits reports whether a notice has anything in a queue.
func (in *indexed) waits(kind string) bool {
	if kind == "overlap" {
		return in.LowLinks > 0
	}
	return slices.ContainsFunc(in.Findings, func(f taizhang.Finding) bool { return queueOf(&f) == kind })
}

// place is where an entry stands, for a queue.
func (p *noticePage) place(id string) doubt {
	d := doubt{Key: p.Key, Title: p.Title, UID: p.uids[id], Text: strings.TrimSpace(entryText(p.ledger, id))}
	for i := range p.ledger.Nodes {
		if n := &p.ledger.Nodes[i]; n.ID == id {
			d.Number, d.Deadlines, d.At = n.Label, n.Deadlines, taizhang.Place(n.At)
			d.Text = cmp.Or(d.Text, n.Title)
		}
	}
	for i := range p.ledger.Tables {
		for j := range p.ledger.Tables[i].Rows {
			if r := &p.ledger.Tables[i].Rows[j]; r.ID == id {
				d.Number, d.Deadlines, d.At = "表"+r.Number, r.Deadlines, taizhang.Place(r.At)
			}
		}
	}
	return d
}

// doubts are the findings that wait in a queue.
func (p *noticePage) doubts(kind string) (out []doubt) {
	for i := range p.ledger.Findings {
		f := &p.ledger.Findings[i]
		if queueOf(f) != kind {
			continue
		}
		d := doubt{Key: p.Key, Title: p.Title}
		if f.Task != "" {
			d = p.place(f.Task)
		}
		for _, x := range p.found[f.Task] {
			if x.N == i+1 {
				d.finding = x
			}
		}
		if d.Part > 0 {
			d.Stretch = p.ledger.Coverage.Unclaimed[d.Part-1].Text
			d.At = taizhang.Place(p.ledger.Coverage.Unclaimed[d.Part-1].At)
		}
		out = append(out, d)
	}
	return out
}

// group adds the names in doubt to the groups, by what is printed and where it is in force.
func (p *noticePage) group(groups map[string]*mentionGroup, decisions []taizhang.Decision) {
	for _, d := range p.doubts("unit") {
		m := d.Mention
		id := taizhang.FoldString(m.Text) + "\x00" + m.Region
		g := groups[id]
		if g == nil {
			g = &mentionGroup{mention: *m}
			g.Seen = taizhang.UnitSeen(decisions, m.Text, m.Region)
			groups[id] = g
		}
		g.Findings++
		if !slices.ContainsFunc(g.Places, func(o doubt) bool { return o.Key == p.Key }) {
			g.Notices++
			g.Places = append(g.Places, p.mentioned(m.Text)...)
		}
	}
}

// mentioned are the entries of a notice that print a name themselves.
func (p *noticePage) mentioned(name string) (out []doubt) {
	want := taizhang.FoldString(name)
	for _, e := range p.ledger.Entries() {
		if slices.ContainsFunc(e.Assignments, func(a taizhang.Assignment) bool { return a.From == "" && taizhang.FoldString(a.Mention) == want }) {
			out = append(out, p.place(e.ID))
		}
	}
	return out
}

// overlaps are the entries that may be one task, the least alike first.
func (p *noticePage) overlaps() (out []doubt) {
	links := slices.Clone(p.ledger.Links)
	slices.SortStableFunc(links, func(a, b taizhang.Link) int { return cmp.Compare(a.Score, b.Score) })
	for _, k := range links {
		if k.Score >= lowScore {
			continue
		}
		d, twin := p.place(k.A), p.place(k.B)
		d.Twin, d.Score = &twin, int(k.Score*100+.5)
		out = append(out, d)
	}
	return out
}

// Itself is what is in doubt, for a template.
func (d doubt) Itself() finding { return d.finding }

// Itself is the name in doubt, for a template.
func (g mentionGroup) Itself() mention { return g.mention }
