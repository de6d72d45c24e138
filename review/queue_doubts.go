package review

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
)

// doubt is a place to look at.
type doubt struct {
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
	of        *noticePage
}

// mostDoubts bounds what a queue shows at once.
const mostDoubts = 200

// weights say how useful it is to settle each finding: twice the tasks that it touches, and
// one more where it is about who leads.
func weights(l *taizhang.Ledger, tasks []taizhang.Task) []int {
	if len(l.Findings) == 0 {
		return nil
	}
	under := make(map[string]int) // tasks, by the section's id
	said := make(map[string]*taizhang.Marks)
	for i := range tasks {
		under[tasks[i].ID]++
		said[tasks[i].ID] = tasks[i].Marks
	}
	for i := range l.Nodes {
		n := &l.Nodes[i]
		if n.Section {
			said[n.ID] = &n.Marks
			continue
		}
		for _, id := range n.Parents {
			under[id]++
		}
	}
	out := make([]int, len(l.Findings))
	for i := range l.Findings {
		f := &l.Findings[i]
		switch {
		case f.Task != "":
			out[i] = 2 * under[f.Task]
		case f.Code == "unclaimed":
			out[i] = 2 // it may be one
		default:
			out[i] = 2 * len(tasks)
		}
		if m := said[f.Task]; m != nil && len(f.Spans) > 0 && slices.ContainsFunc(m.Assignments, func(a taizhang.Assignment) bool {
			return a.Role == taizhang.Lead && a.Spans.Contains(f.Spans.Start())
		}) {
			out[i]++
		}
	}
	return out
}

// items are the first doubts of a kind, the most useful first.
func (s *Server) items(ctx context.Context, notices []*indexed, kind string, decisions []decide.Decision) (out []doubt, err error) {
	type candidate struct{ notice, finding, weight int }
	var wanted []candidate
	for i, in := range notices {
		if kind == "overlap" {
			wanted = append(wanted, candidate{notice: i})
		}
		for j := range in.Findings {
			if queueOf(&in.Findings[j]) == kind {
				wanted = append(wanted, candidate{i, j, in.Weights[j]})
			}
		}
	}
	slices.SortStableFunc(wanted, func(a, b candidate) int { return -cmp.Compare(a.weight, b.weight) })
	suggested := make(map[nameAt][]string)
	opened := make(map[int][]doubt)
	for _, w := range wanted {
		if len(out) >= mostDoubts {
			break
		}
		ds, ok := opened[w.notice]
		if !ok {
			page, err := s.opened(ctx, notices[w.notice].Key, decisions, suggested)
			if err != nil {
				return nil, err
			}
			if ds = page.doubts(kind); kind == "overlap" {
				ds = page.overlaps()
			}
			opened[w.notice] = ds
		}
		if kind == "overlap" {
			out = append(out, ds...)
		} else if i := slices.IndexFunc(ds, func(d doubt) bool { return d.N == w.finding+1 }); i >= 0 { // else it is settled by now
			out = append(out, ds[i])
		}
	}
	return out[:min(len(out), mostDoubts)], nil
}

// doubtID names an article by what it is about, so that it is the same wherever it stands.
func doubtID(about ...string) string {
	h := sha256.Sum256([]byte(strings.Join(about, "\x00")))
	return "d" + hex.EncodeToString(h[:6])
}

// place is where an entry stands, for a queue.
func (p *noticePage) place(id string) doubt {
	k := p.known[id]
	return doubt{of: p, Key: p.Key, Title: p.Title, UID: p.uids[id], Number: labelOf(&k.Entry), Text: saidOf(&k.Entry), At: catalog.Place(k.At), Deadlines: k.Deadlines}
}

// doubts are the findings that wait in a queue.
func (p *noticePage) doubts(kind string) (out []doubt) {
	for i := range p.ledger.Findings {
		f := &p.ledger.Findings[i]
		if queueOf(f) != kind {
			continue
		}
		d := doubt{of: p, Key: p.Key, Title: p.Title}
		if about := f.Task; about != "" {
			d = p.place(about)
		} else if x := p.second(f); x != nil {
			d = p.place(x.ID)
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
