package review

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// noticePage is a notice beside what was read of it.
type noticePage struct {
	s       *Server
	ledger  *taizhang.Ledger
	uids    map[string]string
	known   map[string]known     // by id
	twins   map[string][]twin    // by id
	found   map[string][]finding // by id; of the notice as a whole under ""
	touched map[string]bool      // by uid: decided by a person

	suggested map[nameAt][]string

	Key, Title string
	Facts      []fact
	Head       []headField
	Printed    []headField // the other fields
	Names      []string    // of units, to complete one from
	Belongs    belonging
	Source     []chunk
	Entries    [][]entry // in chunks
	General    []finding // of the notice as a whole
	Doubts     int       // findings to check
	Notes      int       // findings to know
	Tasks      int
	Last       *decisionLine // the latest decision here that holds
	Chosen     int           // the entry that the address names
	ReadOnly   bool
	Path       string
}

type fact struct{ Name, Value string }

// open loads a notice and what was decided.
func (s *Server) open(r *http.Request, key string) (*noticePage, []decide.Decision, error) {
	all, err := s.office.Decisions(r.Context())
	if err != nil {
		return nil, nil, err
	}
	p, err := s.opened(r.Context(), key, all, make(map[nameAt][]string))
	return p, all, err
}

// opened loads a notice; what names may mean is looked up in suggested, and kept there.
func (s *Server) opened(ctx context.Context, key string, decisions []decide.Decision, suggested map[nameAt][]string) (*noticePage, error) {
	l, uids, err := s.office.Load(ctx, key)
	if err != nil {
		return nil, err
	}
	if l.Doc == nil {
		return nil, fault{http.StatusNotFound, "这份通知没有留存原文。"}
	}
	p := &noticePage{s: s, ledger: l, uids: uids, suggested: suggested, Key: key, Title: cmp.Or(l.Called(), key), ReadOnly: s.opt.ReadOnly}
	p.index(decisions)
	return p, nil
}

// notice shows a notice beside what was read of it.
func (s *Server) notice(r *http.Request) (answer, error) {
	q := r.URL.Query()
	p, decisions, err := s.open(r, q.Get("key"))
	if err != nil {
		return answer{}, err
	}
	p.Facts, p.Head, p.Printed, p.Names = p.facts(), p.head(), p.printed(), s.unitNames(p.ledger, nil)
	if p.Belongs, err = s.belonging(r.Context(), p, decisions); err != nil {
		return answer{}, err
	}
	p.Source = newPaint(p.ledger, p.known).chunks(p.ledger.Doc)
	p.General = p.found[""]
	for _, f := range p.ledger.Findings {
		if f.Severity == taizhang.Info {
			p.Notes++
		} else {
			p.Doubts++
		}
	}
	p.Last = p.last(decisions)
	entries := p.entries()
	for _, e := range flat(entries) {
		if e.Kind == "item" || e.Kind == "row" {
			p.Tasks++
		}
		if e.UID == q.Get("task") && e.UID != "" {
			e.Chosen, p.Chosen = true, e.N
			if q.Has("edit") && !s.opt.ReadOnly {
				e.Form = p.form(e)
				if back := q.Get("back"); local(back) {
					e.Form.Back, e.Form.At = back, q.Get("at")
				}
			}
		}
	}
	p.Entries = slices.Collect(slices.Chunk(entries, chunkEntries))
	f := s.frame(r, "notice", p.Title, p)
	p.Path = f.Path
	return answer{template: "notice", data: f}, nil
}

// task leads to a task beside its source, by its uid alone.
func (s *Server) task(r *http.Request) (answer, error) {
	uid := r.PathValue("uid")
	key, err := s.office.Task(r.Context(), uid)
	if err != nil {
		return answer{}, err
	}
	q := r.URL.Query()
	return answer{redirect: query("/notice", "key", key, "task", uid, "edit", q.Get("edit"), "back", q.Get("back"), "at", q.Get("at"))}, nil
}

// form is an entry's form alone, for a page that is open.
func (s *Server) form(r *http.Request) (answer, error) {
	q := r.URL.Query()
	p, _, err := s.open(r, q.Get("key"))
	if err != nil {
		return answer{}, err
	}
	entries := p.entries()
	for _, e := range flat(entries) {
		if e.UID == q.Get("task") {
			return answer{template: "form", data: p.form(e)}, nil
		}
	}
	return answer{}, fault{http.StatusNotFound, "这项任务已不在通知中，请刷新页面。"}
}

func (p *noticePage) facts() (out []fact) {
	n := &p.ledger.Notice
	add := func(name, value string) {
		if value != "" {
			out = append(out, fact{name, value})
		}
	}
	add("发文机关", n.Issuer)
	add("文号", n.DocNumber)
	add("成文日期", string(n.SignedOn))
	add("发布", n.PublishedAt)
	if n.PlanYear != 0 {
		add("计划年度", text(n.PlanYear))
	}
	add("适用地区", n.Jurisdiction)
	for _, src := range p.ledger.Sources() {
		add("来源", src.Name)
	}
	return out
}

// last is the latest decision about this notice that holds.
func (p *noticePage) last(all []decide.Decision) *decisionLine {
	for _, d := range slices.Backward(all) {
		if d.UndoneAt == "" && (d.Notice == p.Key || d.Kind == decide.KindUnit && (d.Region == "" || d.Region == p.ledger.Notice.Jurisdiction)) {
			line := newDecisionLine(d)
			return &line
		}
	}
	return nil
}
