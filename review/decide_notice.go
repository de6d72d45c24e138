package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
)

// What was read wrong of a notice itself.
type (
	// headField is a field of the notice as it is known, and as it is printed where that differs.
	headField struct {
		decide.NoticeField
		Value, Printed string
		Rows           int // lines of the field; 0 for one; of a field that is only printed its place among all
	}
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
	for _, f := range p.printed() {
		said, was := trimText(get("field."+f.Name)), trimText(get("was."+f.Name))
		if said == was || get("has field."+f.Name) == "" {
			continue
		}
		d, err := b.Printed(p.ledger.Notice.Fields[f.Rows].Name, was, said)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// printed are the other fields that the notice prints: each with its number among all, by which it
// is named in a form.
func (p *noticePage) printed() (out []headField) {
	fields := p.ledger.Notice.Fields
	for i := range fields {
		f := &fields[i]
		if !slices.ContainsFunc(decide.NoticeFields, func(x decide.NoticeField) bool { return x.Name == f.Name }) {
			out = append(out, headField{NoticeField: decide.NoticeField{Name: "printed" + strconv.Itoa(i), Word: catalog.Word(f.Name)}, Value: f.Value, Rows: i})
		}
	}
	return out
}
