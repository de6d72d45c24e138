package review

import (
	"net/http"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// second is the other reading of what a finding doubts, which one decision makes.
type second struct{ Word, ID, UID, Seen string }

// second is what is offered of a finding in the place of what was read; nil for nothing.
func (p *noticePage) second(f *taizhang.Finding) *second {
	id, ok := p.builder().SecondOf(f)
	if !ok {
		return nil
	}
	out := &second{ID: id, UID: p.uids[id], Seen: p.known[id].Seen}
	switch v := f.Second.Value; f.Second.Of {
	case taizhang.OfLabel:
		out.Word = map[string]string{"join": "不是编号，并入上一项", "split": "是编号，由此另为一项"}[v]
	case taizhang.OfDeadline:
		out.Word = "应为 " + v
	case taizhang.OfColumns:
		roles, _ := decide.ReadColumns(v)
		words := make([]string, len(roles))
		for i, r := range roles {
			words[i] = decide.ColumnWord(r)
		}
		out.Word = "各栏应为 " + strings.Join(words, "、")
	default:
		out.Word = "应为 " + v
	}
	return out
}

// decideSecond settles a doubt by its other reading.
func (s *Server) decideSecond(p *noticePage, get filled, seen map[string]string) ([]decide.Decision, error) {
	i := number(get("finding")) - 1
	if i < 0 || i >= len(p.ledger.Findings) || decide.QuoteFinding(p.ledger, &p.ledger.Findings[i]).Exact != get("exact") || p.ledger.Findings[i].Code != get("code") {
		return nil, &decide.ChangedError{}
	}
	f := &p.ledger.Findings[i]
	if id, _ := p.builder().SecondOf(f); id != "" {
		seen[p.uids[id]] = get("seen")
	}
	return alone(p.builder().Second(f))
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
