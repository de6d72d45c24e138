package review

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/taizhang/taizhang"
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

		Done, Of  int // how many of those that were there at first are settled
		Then      tab // the next queue with anything
		Unsettled int // of those settled together, that nothing was offered for
	}
	tab struct {
		Kind, Word string
		Count      int
		Address    string
		Here       bool
	}
)

var queueWords = []struct{ kind, word string }{
	{"unit", "单位名称"}, {"deadline", "时限"}, {"unclaimed", "未归类文字"}, {"overlap", "疑似同一任务"}, {"other", "其他待核"}, {"info", "提示"},
}

// queueOf says in which queue a finding waits.
func queueOf(f *taizhang.Finding) string {
	if f.Severity == taizhang.Info {
		return "info"
	}
	switch f.Code {
	case "unit-unknown", "unit-typo":
		return "unit"
	case "deadline-unknown", "no-such-day", "date-order":
		return "deadline"
	case "unclaimed":
		return "unclaimed"
	}
	return "other"
}

// queue shows one queue, of all notices or of one, and how far it is worked through.
func (s *Server) queue(r *http.Request) (answer, error) {
	q := r.URL.Query()
	p, err := s.waiting(r.Context(), q.Get("kind"), q.Get("key"))
	if err != nil {
		return answer{}, err
	}
	left := 0
	for _, t := range p.Tabs {
		if t.Kind != "info" {
			left += t.Count
		}
	}
	p.Of = max(number(q.Get("of")), left)
	p.Done = p.Of - left
	for i := range p.Tabs {
		t := &p.Tabs[i]
		t.Address = query("/queue", "kind", t.Kind, "key", p.Notice, "of", p.Of)
	}
	at := slices.IndexFunc(p.Tabs, func(t tab) bool { return t.Here })
	for i := range p.Tabs {
		if t := p.Tabs[(max(at, 0)+1+i)%len(p.Tabs)]; t.Count > 0 && !t.Here && t.Kind != "info" {
			p.Then = t
			break
		}
	}
	p.Unsettled = number(q.Get("unsettled"))
	f := s.frame(r, "queue", "待核", p)
	f.Path = query("/queue", "kind", q.Get("kind"), "key", p.Notice, "of", p.Of)
	return answer{template: "queue", data: f}, nil
}

// waiting is what waits in one queue, in its order; kind is the first with anything where
// none is asked for.
func (s *Server) waiting(ctx context.Context, kind, notice string) (*queuePage, error) {
	notices, err := s.index.notices(ctx)
	if err != nil {
		return nil, err
	}
	p := &queuePage{Kind: kind, Notice: notice}
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
		p.Tabs = append(p.Tabs, tab{Kind: k.kind, Word: k.word, Count: counts[k.kind], Here: k.kind == p.Kind})
	}
	decisions, err := s.office.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	notices = slices.DeleteFunc(notices, func(in *indexed) bool { return p.Notice != "" && in.Key != p.Notice || !in.waits(p.Kind) })
	if p.Kind == "unit" {
		p.Units, p.More = s.names(notices, decisions)
		for _, in := range notices {
			p.Names = s.unitNames(&taizhang.Ledger{Notice: in.Head}, p.Names)
		}
	} else {
		if p.Items, err = s.items(ctx, notices, p.Kind, decisions); err != nil {
			return nil, err
		}
		p.More = max(0, counts[p.Kind]-len(p.Items))
	}
	p.chain()
	return p, nil
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
