package review

import (
	"net/http"
	"strings"

	"github.com/taizhang/taizhang/decide"
)

// wayOut is how doubts that were marked are settled together.
type wayOut struct{ How, Word string }

// waysOut are they by queue, the likeliest first. By accept a name takes what is offered
// for it first, and another doubt its second reading.
var waysOut = map[string][]wayOut{
	"unit":      {{"accept", "各采纳首选"}, {"printed", "原文即全称"}},
	"unclaimed": {{"other", "是其他说明文字"}, {"item", "是任务"}, {"chrome", "是网页内容"}, {"running", "是页眉页脚"}},
	"overlap":   {{"same", "是同一任务"}, {"different", "不是同一任务"}},
	"deadline":  {{"dismiss", "已核对，无须更改"}, {"accept", "各用另一种读法"}},
	"other":     {{"dismiss", "已核对，无须更改"}},
	"info":      {{"dismiss", "已核对，无须更改"}, {"accept", "各用另一种读法"}},
}

// Ways are how those that are marked can be settled.
func (p *queuePage) Ways() []wayOut { return waysOut[p.Kind] }

// settle settles the doubts that were marked in a queue, all in one transaction, so that one
// undoing takes all back.
func (s *Server) settle(r *http.Request) (answer, error) {
	kind, how := r.PostForm.Get("kind"), r.PostForm.Get("how")
	marked := make(map[string]string) // what was seen of each, by its article
	for _, m := range r.PostForm["mark"] {
		id, seen, _ := strings.Cut(m, " ")
		marked[id] = seen
	}
	if len(marked) == 0 {
		return answer{}, fault{http.StatusBadRequest, "还没有勾选。"}
	}
	p, err := s.waiting(r.Context(), kind, r.PostForm.Get("key"))
	if err != nil {
		return answer{}, err
	}
	var ds []decide.Decision
	seen := map[string]string{}
	found, left := 0, 0
	take := func(d *decide.Decision, err error) error {
		if found++; err != nil {
			return invalid(err)
		}
		if d == nil {
			left++
			return nil
		}
		d.Who, d.At = s.name(r), s.time()
		ds = append(ds, *d)
		return nil
	}
	for i := range p.Units {
		g := &p.Units[i]
		if was, ok := marked[g.ID]; ok {
			d, err := s.settleName(r, g, how)
			if err := take(d, err); err != nil {
				return answer{}, err
			}
			if d != nil {
				seen["mention:"+g.Text] = was
			}
		}
	}
	for i := range p.Items {
		if _, ok := marked[p.Items[i].ID]; ok {
			if err := take(p.Items[i].settled(how)); err != nil {
				return answer{}, err
			}
		}
	}
	switch {
	case found < len(marked):
		return answer{}, &decide.ChangedError{}
	case len(ds) == 0:
		return answer{}, fault{http.StatusBadRequest, "所选各处都没有可采纳的办法，请逐处处理。"}
	}
	ids, err := s.office.Decide(r.Context(), ds, seen)
	if err != nil {
		return answer{}, err
	}
	a := s.back(r, "did", ids)
	if left > 0 {
		a.redirect += "&unsettled=" + text(left)
	}
	return a, nil
}

// settleName settles a name in doubt, wherever it stands; nil where nothing is offered.
func (s *Server) settleName(r *http.Request, g *mentionGroup, how string) (*decide.Decision, error) {
	p, _, err := s.open(r, g.Key)
	if err != nil {
		return nil, err
	}
	b, name := p.builder(), g.Text
	if how != "printed" {
		if len(g.Suggestions) == 0 {
			return nil, nil
		}
		name = g.Suggestions[0]
		if list := s.skills.Listed(g.Text, &p.ledger.Notice); list != nil && name == strings.Join(list, "、") {
			return given(b.List(g.Text, list))
		}
	}
	return given(b.Unit(g.Text, name))
}

// settled is a doubt settled in one of the ways of its queue; nil where nothing is offered.
func (d *doubt) settled(how string) (*decide.Decision, error) {
	b := d.of.builder()
	switch how {
	case "dismiss":
		return given(b.Dismiss(d.Code, d.UID, d.Quote), nil)
	case "same", "different":
		if e, ok := decide.EntryOf(b.Of, d.UID); ok && d.Twin != nil {
			return given(b.Link(e, d.Twin.UID, how == "same"), nil)
		}
		return nil, &decide.ChangedError{}
	case "accept":
		if d.Second == nil {
			return nil, nil
		}
		return given(b.Second(&d.of.ledger.Findings[d.N-1]))
	}
	if d.Part == 0 {
		return nil, fault{http.StatusBadRequest, "不知道要怎样处理所选各处。"}
	}
	return given(b.Claim(d.of.ledger.Coverage.Unclaimed[d.Part-1].Spans, decide.Claim(how), "", nil))
}

func given(d decide.Decision, err error) (*decide.Decision, error) { return &d, err }
