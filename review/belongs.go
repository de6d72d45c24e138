package review

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/office"
)

// Of which notice a text is one: what it was read as, or what a person says.
type (
	// textLine is another text of the notice.
	textLine struct{ Key, Title, Word string }
	// belonging is what is said of it, and with which notices it could be one.
	belonging struct {
		Texts  []textLine
		Here   string        // what this one is among them; empty for the only one
		Others []office.Line // that it could belong with, those with like titles first
		By     *decisionLine // who said so
	}
)

var standingWords = map[string]string{"current": "现行", "superseded": "已有修订", "duplicate": "重复发布", "removed": "已移出"}

// mostOthers is how many notices are offered; any can be typed.
const mostOthers = 300

// belonging finds the other texts of a notice.
func (s *Server) belonging(ctx context.Context, p *noticePage, all []decide.Decision) (out belonging, err error) {
	texts, err := s.office.Texts(ctx, p.Key)
	if err != nil {
		return out, err
	}
	for _, t := range texts {
		word := standingWords[t.Standing]
		if t.Standing == "superseded" || t.Standing == "current" && t.Revision > 1 {
			word = "第 " + strconv.Itoa(t.Revision) + " 稿，" + word
		}
		if t.Key == p.Key {
			out.Here = word
			continue
		}
		out.Texts = append(out.Texts, textLine{t.Key, cmp.Or(t.Title, t.Key), word})
	}
	if len(texts) < 2 {
		out.Here = ""
	}
	for _, d := range slices.Backward(all) {
		if d.Kind == decide.KindWork && d.Holds() && p.ledger.Doc != nil && d.Quote.Exact == p.ledger.Doc.Source.SHA256 {
			line := newDecisionLine(d)
			out.By = &line
			break
		}
	}
	lines, err := s.office.Lines(ctx)
	if err != nil {
		return out, err
	}
	like := func(l office.Line) int { // runes that the titles begin with alike
		n := 0
		for a, b := []rune(l.Title), []rune(p.ledger.Notice.Title); n < len(a) && n < len(b) && a[n] == b[n]; n++ {
		}
		return n
	}
	lines = slices.DeleteFunc(lines, func(l office.Line) bool {
		return l.Key == p.Key || slices.ContainsFunc(texts, func(t office.Text) bool { return t.Key == l.Key })
	})
	slices.SortStableFunc(lines, func(a, b office.Line) int { return cmp.Compare(like(b), like(a)) })
	out.Others = lines[:min(len(lines), mostOthers)]
	return out, nil
}

// belongs settles of which notice a text is one.
func (s *Server) belongs(r *http.Request) (answer, error) {
	other := strings.TrimSpace(r.PostFormValue("other"))
	if own := r.PostFormValue("own") != ""; own {
		other = ""
	} else if other == "" {
		return answer{}, fault{http.StatusBadRequest, "请写明与哪份通知是同一份：标题、文号都可以。"}
	}
	d, err := s.office.Belongs(r.Context(), r.PostFormValue("name"), other)
	if err != nil {
		return answer{}, err
	}
	d.Who, d.At, d.Why = s.name(r), s.time(), strings.TrimSpace(r.PostFormValue("why"))
	ids, err := s.office.Decide(r.Context(), []decide.Decision{d}, nil)
	if err != nil {
		return answer{}, err
	}
	key, err := s.office.KeyOf(r.Context(), d.Quote.Exact)
	if err != nil {
		return answer{}, err
	}
	return answer{redirect: query("/notice", "key", key, "did", strconv.FormatInt(ids[0], 10))}, nil
}
