package review

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// decide records what a form settles, and leads back to where it stood.
func (s *Server) decide(r *http.Request) (answer, error) {
	get := filled(r.PostFormValue)
	p, _, err := s.open(r, get("key"))
	if err != nil {
		return answer{}, err
	}
	ask, ok := map[string]func(*noticePage, filled, map[string]string) ([]taizhang.Decision, error){
		"task": s.decideTask, "unit": s.decideUnit, "dismiss": s.decideFinding, "claim": s.decideClaim, "link": s.decideLink,
	}[get("action")]
	if !ok {
		return answer{}, fault{http.StatusBadRequest, "不知道要作什么决定。"}
	}
	seen := map[string]string{}
	ds, err := ask(p, get, seen)
	if err != nil {
		return answer{}, err
	}
	if len(ds) == 0 {
		return answer{}, fault{http.StatusBadRequest, "没有改动，未作决定。"}
	}
	for i := range ds {
		ds[i].Who, ds[i].At, ds[i].Why = s.name(r), s.time(), strings.TrimSpace(get("why"))
	}
	ids, err := s.shelf.Decide(r.Context(), ds, seen)
	if err != nil {
		return answer{}, err
	}
	return s.back(r, "did", ids), nil
}

// decideTask settles what a task says, who does it and when.
func (s *Server) decideTask(p *noticePage, get filled, seen map[string]string) ([]taizhang.Decision, error) {
	for _, e := range p.ledger.Entries() {
		if uid := p.uids[e.ID]; uid == get("task") && uid != "" {
			seen[uid] = get("seen")
			return s.changes(p, e, get)
		}
	}
	return nil, fault{http.StatusConflict, "这项任务已不在通知中，请刷新页面。"}
}

// decideUnit settles what a mention means, wherever it stands in its jurisdiction.
func (s *Server) decideUnit(p *noticePage, get filled, seen map[string]string) ([]taizhang.Decision, error) {
	n := &p.ledger.Notice
	name, mention := strings.TrimSpace(get("unit")), get("mention")
	switch {
	case name == "" || mention == "":
		return nil, fault{http.StatusBadRequest, "请选择或填写单位全称。"}
	case n.Jurisdiction == "":
		return nil, fault{http.StatusBadRequest, "这份通知的适用地区不明，请改在任务中逐项修改单位。"}
	}
	unit, organ := s.skills.Unit(name, n, true)
	seen["mention:"+mention] = get("seen")
	return []taizhang.Decision{{Kind: taizhang.DecideUnit, Quote: taizhang.Quote{Exact: mention}, Region: n.Jurisdiction,
		Set: taizhang.Settled{Unit: unit, Organ: organ}}}, nil
}

// decideFinding settles that a doubt needs nothing more.
func (s *Server) decideFinding(p *noticePage, get filled, _ map[string]string) ([]taizhang.Decision, error) {
	return []taizhang.Decision{{Kind: taizhang.DecideFinding, Notice: p.Key, Task: get("task"), Code: get("code"),
		Quote: taizhang.Quote{Exact: get("exact"), Before: get("before"), After: get("after")}}}, nil
}

// decideClaim settles what a stretch of unclaimed text is, or that other text is a task or
// a field after all: the whole of it, or what
// was selected, given as the browser counts or as its words.
func (s *Server) decideClaim(p *noticePage, get filled, _ map[string]string) ([]taizhang.Decision, error) {
	as := taizhang.Claim(get("as"))
	if claimWords[as] == "" {
		return nil, fault{http.StatusBadRequest, "请说明这段文字是什么。"}
	}
	stretch, may := trimText(get("stretch")), slices.Clone(p.ledger.Coverage.Unclaimed)
	if as == taizhang.ClaimItem || as == taizhang.ClaimField {
		may = append(may, p.ledger.Loose()...)
	}
	i := slices.IndexFunc(may, func(u taizhang.Unclaimed) bool {
		return u.Spans.Start()+1 == number(get("start")) && plainText(u.Text) == plainText(stretch)
	})
	if i < 0 {
		return nil, &taizhang.Changed{}
	}
	u := &may[i]
	text := p.ledger.Docs[0].Text
	cut := u.Spans.Cut(text)
	from, to := 0, len(cut)
	switch said := trimText(get("text")); {
	case get("to") != "":
		var ok bool
		if from, to, ok = utf16Range(cut, number(get("from")), number(get("to"))); !ok {
			return nil, fault{http.StatusBadRequest, "所选文字不在这段未归类的文字之内。"}
		}
	case said != "" && said != stretch:
		if from = strings.Index(cut, said); from < 0 {
			return nil, fault{http.StatusBadRequest, "所写文字不是这段未归类文字的一部分，请原样选取。"}
		}
		to = from + len(said)
	}
	d := taizhang.Decision{Kind: taizhang.DecideClaim, Notice: p.Key, Quote: taizhang.QuoteOf(text, u.Spans.Slice(from, to))}
	d.Set.Claim = as
	if as == taizhang.ClaimField {
		if d.Set.Name = strings.TrimSpace(get("name")); d.Set.Name == "" {
			return nil, fault{http.StatusBadRequest, "请写明要素的名称，如“备注”。"}
		}
	}
	return []taizhang.Decision{d}, nil
}

// plainText is a text without the white space that a browser may have changed.
func plainText(s string) string { return strings.Join(strings.Fields(s), "") }

// decideLink settles whether two entries are one task.
func (s *Server) decideLink(p *noticePage, get filled, _ map[string]string) ([]taizhang.Decision, error) {
	var a, b, said string
	if _, err := fmt.Sscan(get("pair"), &a, &b, &said); err != nil { // which of two, and 1 or 0
		return nil, fault{http.StatusBadRequest, "不知道是哪两项任务。"}
	}
	left := []string{a, b}
	for _, e := range p.ledger.Entries() {
		left = slices.DeleteFunc(left, func(uid string) bool { return uid == p.uids[e.ID] })
	}
	if len(left) > 0 {
		return nil, &taizhang.Changed{}
	}
	return []taizhang.Decision{linked(taizhang.Decision{Notice: p.Key, Task: a}, b, said == "1")}, nil
}

// linked is the decision on a task that it is the same as another, or is not.
func linked(on taizhang.Decision, other string, same bool) taizhang.Decision {
	on.Kind, on.Set = taizhang.DecideLink, taizhang.Settled{Other: other, Same: &same}
	return on
}
