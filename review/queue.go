package review

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
)

// The queues: what is in doubt in all notices, by what settles it.
type (
	queuePage struct {
		Kind   string
		Tabs   []tab
		Units  []mentionGroup
		Names  []string // of units, to complete one from
		Items  []doubt
		More   int    // doubts, or names, that are left out
		Notice string // the key, where one is asked for
	}
	tab struct {
		Kind, Word string
		Count      int
		Address    string
		Here       bool
	}
	// doubt is a place to look at.
	doubt struct {
		ID, Next    string // its article, and the one to go on with
		Nth         string // 3 / 20
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
	case "deadline-unknown", "no-such-day", "date-order", "inclusive-before":
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
	decisions, err := s.db.Decisions(r.Context())
	if err != nil {
		return answer{}, err
	}
	notices = slices.DeleteFunc(notices, func(in *indexed) bool { return p.Notice != "" && in.Key != p.Notice || !in.waits(p.Kind) })
	if p.Kind == "unit" {
		p.Units, p.More = s.names(notices, decisions)
		for _, in := range notices {
			p.Names = s.unitNames(&taizhang.Ledger{Notice: in.Head}, p.Names)
		}
	} else {
		if p.Items, err = s.items(r.Context(), notices, p.Kind, decisions); err != nil {
			return answer{}, err
		}
		p.More = max(0, counts[p.Kind]-len(p.Items))
	}
	p.chain()
	return answer{template: "queue", data: s.frame(r, "queue", "待核", p)}, nil
}

// items are the first doubts of a kind.
func (s *Server) items(ctx context.Context, notices []*indexed, kind string, decisions []decide.Decision) (out []doubt, err error) {
	suggested := make(map[nameAt][]string)
	for _, in := range notices {
		if len(out) >= mostDoubts {
			break
		}
		page, err := s.opened(ctx, in.Key, decisions, suggested)
		if err != nil {
			return nil, err
		}
		if kind == "overlap" {
			out = append(out, page.overlaps()...)
		} else {
			out = append(out, page.doubts(kind)...)
		}
	}
	return out[:min(len(out), mostDoubts)], nil
}

// doubtID names an article by what it is about, so that it is the same wherever it stands.
func doubtID(about ...string) string {
	h := sha256.Sum256([]byte(strings.Join(about, "\x00")))
	return "d" + hex.EncodeToString(h[:6])
}

// chain says of each article which one to go on with: the next, and of the last the one
// before. What says the same at the same place is told apart by its order.
func (p *queuePage) chain() {
	var ids, next []*string
	for i := range p.Units {
		ids, next = append(ids, &p.Units[i].ID), append(next, &p.Units[i].Next)
	}
	for i := range p.Items {
		ids, next = append(ids, &p.Items[i].ID), append(next, &p.Items[i].Next)
	}
	times := make(map[string]int)
	for _, id := range ids {
		if times[*id]++; times[*id] > 1 {
			*id += "-" + strconv.Itoa(times[*id])
		}
	}
	for i := range p.Units {
		p.Units[i].Nth = strconv.Itoa(i+1) + " / " + strconv.Itoa(len(ids)+p.More)
	}
	for i := range p.Items {
		p.Items[i].Nth = strconv.Itoa(len(p.Units)+i+1) + " / " + strconv.Itoa(len(ids)+p.More)
	}
	for i := range ids {
		switch {
		case i+1 < len(ids):
			*next[i] = *ids[i+1]
		case i > 0:
			*next[i] = *ids[i-1]
		}
	}
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
	d := doubt{Key: p.Key, Title: p.Title, UID: p.uids[id], Text: strings.TrimSpace(p.says[id])}
	for i := range p.ledger.Nodes {
		if n := &p.ledger.Nodes[i]; n.ID == id {
			d.Number, d.Deadlines, d.At = n.Label, n.Deadlines, catalog.Place(n.At)
			d.Text = cmp.Or(d.Text, n.Title)
		}
	}
	for i := range p.ledger.Tables {
		for j := range p.ledger.Tables[i].Rows {
			if r := &p.ledger.Tables[i].Rows[j]; r.ID == id {
				d.Number, d.Deadlines, d.At = "表"+r.Number, r.Deadlines, catalog.Place(r.At)
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
			d.At = catalog.Place(p.ledger.Coverage.Unclaimed[d.Part-1].At)
		}
		d.ID = doubtID(d.Key, d.UID, d.Code, d.Quote.Before, d.Quote.Exact)
		out = append(out, d)
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
		d.Twin, d.Score, d.ID = &twin, int(k.Score*100+.5), doubtID(d.Key, d.UID, twin.UID)
		out = append(out, d)
	}
	return out
}

// Itself is what is in doubt, for a template.
func (d doubt) Itself() finding { return d.finding }
