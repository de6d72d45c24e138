package review

import (
	"net/http"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

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
		out := second{ID: n.ID, UID: p.uids[n.ID], Seen: p.known[n.ID].Seen}
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
	switch form := decide.Form(get("form")); form {
	case decide.Drop, decide.Join, decide.Make, decide.Heading, decide.Header, decide.Body, decide.Prose:
		return alone(b.Outline(e, form))
	case decide.Split:
		return alone(b.Split(e, get("words")))
	case decide.Move:
		return alone(b.MoveTo(e, get("to")))
	case decide.InPart:
		return alone(b.Part(e, taizhang.PartKind(get("part")), strings.TrimSpace(get("parttitle"))))
	case decide.Table:
		roles, names := decide.ReadColumns(get("roles"))
		return alone(b.Tabular(e, roles, names...))
	case decide.Columns:
		roles, names, err := columns(e, get)
		if err != nil {
			return nil, err
		}
		return alone(b.Table(e, roles, names...))
	}
	return nil, fault{http.StatusBadRequest, "不知道要怎样划分。"}
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
