package review

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// What was read wrong of a notice itself, and what should not be there.
type (
	// headField is a field of the notice as it is known, and as it is printed where that differs.
	headField struct {
		decide.NoticeField
		Value, Printed string
		Rows           int // lines of the field; 0 for one
	}
	// reading is a value that a field in doubt may have.
	reading struct{ Field, Value string }
)

// head are the fields of the notice that a person can say.
func (p *noticePage) head() (out []headField) {
	n := &p.ledger.Notice
	for _, f := range decide.NoticeFields {
		h := headField{NoticeField: f, Value: decide.NoticeValue(n, f.Name)}
		if f.Name == "issuer" || f.Name == "addressee" {
			h.Rows = 1 + strings.Count(h.Value, "\n")
		}
		var printed []string
		for _, x := range n.Fields {
			if x.Name == f.Name && len(x.Spans) > 0 {
				printed = append(printed, cmp.Or(strings.Join(strings.Fields(x.Raw), " "), x.Value))
			}
		}
		h.Printed = strings.Join(printed, "、")
		out = append(out, h)
	}
	return out
}

// decideNotice settles what the notice says of itself: the fields of a form that differ
// from what is known.
func (s *Server) decideNotice(p *noticePage, get filled, _ map[string]string) (out []decide.Decision, err error) {
	b := p.builder()
	if field, value, ok := strings.Cut(get("reading"), " "); ok { // one of two that are offered
		return alone(b.Field(field, value))
	}
	for _, f := range decide.NoticeFields {
		said, was := trimText(get("field."+f.Name)), decide.NoticeValue(&p.ledger.Notice, f.Name)
		if get("is."+f.Name) == "" || said == was {
			continue
		}
		if trimText(get("was."+f.Name)) != was {
			return nil, &decide.ChangedError{Task: f.Word}
		}
		if f.Name == "issuer" || f.Name == "addressee" {
			said = strings.NewReplacer("、", "\n", "；", "\n").Replace(said)
		}
		d, err := b.Field(f.Name, said)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

var isoDate = taizhang.NewPattern(`\d{4}-\d{2}-\d{2}`)

// readings are the values that a field in doubt may have, as the finding names them.
func (p *noticePage) readings(f *taizhang.Finding) (out []reading) {
	if f.Code != "date-order" || len(f.Spans) == 0 {
		return nil
	}
	for _, x := range p.ledger.Notice.Fields {
		if x.Spans.Contains(f.Spans.Start()) && (x.Name == "signed_on" || x.Name == "published_at") {
			for _, day := range isoDate.FindAllString(f.Message, -1) {
				out = append(out, reading{x.Name, day})
			}
			return out
		}
	}
	return nil
}

// second is the other reading of a numeral: a label that may be text, or the other way round.
type second struct{ Form, Word, ID, UID, Seen, Words string }

// second finds what a close decision would have been otherwise, where that is one decision.
func (p *noticePage) second(f *taizhang.Finding) *second {
	if f.Code != "close-reading" || len(f.Spans) == 0 {
		return nil
	}
	at := f.Spans.Start()
	for i := range p.ledger.Nodes {
		n := &p.ledger.Nodes[i]
		out := second{ID: n.ID, UID: p.uids[n.ID], Seen: p.digests[n.ID]}
		switch {
		case n.LabelSpans.Contains(at) && i > 0:
			out.Form, out.Word = string(decide.Join), "不是编号，并入上一项"
			return &out
		case n.Spans.Contains(at) && !n.Section && n.Spans.Cut(p.ledger.Text()) == n.Text:
			from := 0
			for _, s := range n.Spans {
				if at < s.End {
					from += at - s.Start
					break
				}
				from += s.Len()
			}
			out.Form, out.Word, out.Words = string(decide.Split), "是编号，由此另为一项", n.Text[from:]
			return &out
		}
	}
	return nil
}

// decideOutline settles where a task begins, ends and stands.
func (p *noticePage) decideOutline(e decide.Entry, get filled) ([]decide.Decision, error) {
	b := p.builder()
	switch decide.Form(get("form")) {
	case decide.Drop:
		return alone(b.Drop(e), nil)
	case decide.Join:
		return alone(b.Join(e))
	case decide.Split:
		return alone(b.Split(e, get("words")))
	case decide.Move:
		to := decide.Entry{}
		if uid := get("to"); uid != "top" {
			var ok bool
			if to, ok = decide.EntryOf(b.Of, uid); !ok {
				return nil, fault{http.StatusBadRequest, "请选择移到哪一节。"}
			}
		}
		return alone(b.Move(e, to))
	}
	return nil, fault{http.StatusBadRequest, "不知道要怎样划分。"}
}

// away takes away a notice, a round or a file that failed.
func (s *Server) away(r *http.Request) (answer, error) {
	d, err := s.db.Away(r.Context(), r.PostFormValue("what"), r.PostFormValue("name"))
	if err != nil {
		return answer{}, err
	}
	d.Who, d.At, d.Why = s.name(r), s.time(), strings.TrimSpace(r.PostFormValue("why"))
	ids, err := s.db.Decide(r.Context(), []decide.Decision{d}, nil)
	if err != nil {
		return answer{}, err
	}
	return s.back(r, "did", ids), nil
}

// removed lists what was taken away, the latest first.
func (s *Server) removed(r *http.Request) (answer, error) {
	all, err := s.db.Decisions(r.Context())
	if err != nil {
		return answer{}, err
	}
	var lines []decisionLine
	for _, d := range slices.Backward(all) {
		if d.Kind == decide.KindAway && d.Holds() {
			lines = append(lines, newDecisionLine(d))
		}
	}
	return answer{template: "removed", data: s.frame(r, "decisions", "已移出", map[string]any{"Lines": lines})}, nil
}

// above are the sections that an entry may be moved to.
func (p *noticePage) above(e *entry) (out []section) {
	of, ok := decide.EntryOf(decide.Ledger{Ledger: p.ledger, UIDs: p.uids}, e.UID)
	if !ok {
		return nil
	}
	for _, n := range p.builder().Above(of) {
		out = append(out, section{p.uids[n.ID], strings.Repeat("　", max(0, len(n.Parents))) + n.Label + begin(n.Title)})
	}
	return out
}

// section is one that a task may stand under.
type section struct{ UID, Title string }

// begin is the beginning of a text that may be long.
func begin(s string) string {
	const most = 30
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// times are the decisions on what a person wrote of one deadline, or of one more: each
// line, and each milestone of it, is one.
func times(b *decide.Builder, e decide.Entry, i int, said string) (out []decide.Decision, err error) {
	for phrase := range strings.FieldsFuncSeq(said, func(r rune) bool { return r == '\n' || r == '；' || r == ';' }) {
		if phrase = strings.TrimSpace(phrase); phrase == "" {
			continue
		}
		ds, err := b.Deadlines(e, i, phrase)
		if err != nil {
			return nil, err
		}
		out, i = append(out, ds...), -1
	}
	return out, nil
}
