package decide

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// notice says what a notice says of itself: a field of it. What is printed stays among its
// fields; units and times that hang on it are resolved again.
type notice struct{}

// NoticeField is a field of a notice that a person can say.
type NoticeField struct{ Name, Word string }

// NoticeFields are all of them, in the order in which they are shown.
var NoticeFields = []NoticeField{
	{"title", "标题"}, {"doc_number", "文号"}, {"issuer", "发文机关"}, {"addressee", "主送机关"}, {"signed_on", "成文日期"},
	{"published_at", "发布日期"}, {"plan_year", "计划年度"}, {"jurisdiction", "适用地区"}, {"revises", "修订"},
}

// NoticeValue is what a notice says in a field, several joined by a line end.
func NoticeValue(n *taizhang.Notice, field string) string {
	switch field {
	case "title":
		return n.Title
	case "doc_number":
		return n.DocNumber
	case "issuer":
		return strings.Join(n.Issuers, "\n")
	case "addressee":
		return strings.Join(n.Addressees, "\n")
	case "signed_on":
		return string(n.SignedOn)
	case "published_at":
		return n.PublishedAt
	case "plan_year":
		if n.PlanYear != 0 {
			return strconv.Itoa(n.PlanYear)
		}
	case "jurisdiction":
		return n.Jurisdiction
	case "revises":
		for _, f := range slices.Backward(n.Fields) {
			if f.Name == field {
				return f.Value
			}
		}
	}
	return ""
}

// say puts a value into a field.
func say(n *taizhang.Notice, field, value string) {
	lines := func() []string { return strings.FieldsFunc(value, func(r rune) bool { return r == '\n' }) }
	switch field {
	case "title":
		n.Title = value
	case "doc_number":
		n.DocNumber = value
	case "issuer":
		if n.Issuers, n.Issuer = lines(), ""; len(n.Issuers) > 0 {
			n.Issuer = n.Issuers[0]
		}
	case "addressee":
		n.Addressees = lines()
	case "signed_on":
		n.SignedOn = taizhang.Date(value)
	case "published_at":
		n.PublishedAt = value
	case "plan_year":
		if year, err := strconv.Atoi(value); err == nil {
			n.PlanYear = year
		}
	case "jurisdiction":
		if value != "" {
			n.Jurisdiction = value
		}
	case "revises":
		n.Fields = slices.DeleteFunc(slices.Clone(n.Fields), func(f taizhang.Field) bool { return f.Name == field })
		if value != "" {
			n.Fields = append(n.Fields, taizhang.Field{Name: field, Value: value})
		}
	}
}

func wordOf(field string) string {
	for _, f := range NoticeFields {
		if f.Name == field {
			return f.Word
		}
	}
	return ""
}

func (notice) word() string               { return "通知要素" }
func (notice) once() bool                 { return false }
func (notice) settles(d *Decision) string { return d.Set.Name + "\x00" + d.Quote.Exact }

func (notice) said(s *Settled) string {
	value := strings.ReplaceAll(s.Value, "\n", "、")
	if value == "" {
		value = "（无）"
	}
	return cmp.Or(wordOf(s.Name), catalog.Word(s.Name)) + " " + value
}

func (notice) check(d *Decision) (what, remedy string) {
	if wordOf(d.Set.Name) == "" && d.Quote.Exact == "" {
		return "a notice has no field “" + d.Set.Name + "” that can be said", "say title, doc_number, issuer, addressee, signed_on, published_at, plan_year, jurisdiction or revises"
	}
	return "", ""
}

func (notice) same(d, other *Decision) bool {
	return d.Kind == other.Kind && d.Notice == other.Notice && d.Set.Name == other.Set.Name && d.Quote.Exact == other.Quote.Exact
}

// apply says the field; the notice is read again with all of them together.
func (notice) apply(w *work, x *Decision) State {
	if wordOf(x.Set.Name) == "" {
		return w.reprint(x)
	}
	if w.said == nil {
		w.said = make(map[string]string)
	}
	w.said[x.Set.Name] = x.Set.Value
	return Applied
}

// reprint says what a field is that is only printed, or that it is none.
func (w *work) reprint(x *Decision) State {
	fields := slices.Clone(w.l.Notice.Fields)
	i := slices.IndexFunc(fields, func(f taizhang.Field) bool { return f.Name == x.Set.Name && taizhang.Plain(f.Value) == x.Quote.Exact })
	if i < 0 {
		if x.Set.Value == "" || slices.ContainsFunc(fields, func(f taizhang.Field) bool { return f.Name == x.Set.Name && f.Value == x.Set.Value }) {
			return Unused // it was read so
		}
		return Stale
	}
	w.keepWhole()
	if fields[i].Value = x.Set.Value; x.Set.Value == "" {
		fields = slices.Delete(fields, i, i+1)
	}
	w.l.Notice.Fields = fields
	return Applied
}

// reread changes what reading the document again with what was said changes: no more,
// so that what another version of the program reads otherwise stays as it was read.
func (w *work) reread(again Reread) {
	said := w.said
	if w.said = nil; said == nil {
		return
	}
	head := Head(w.read.Notice)
	head.Fields = nil
	w.keepWhole().Head = &head
	n := &w.l.Notice
	if again != nil && w.l.Doc != nil {
		given := make(map[string]string)
		read := again(w.l.Doc, given)
		if read != nil && read.Notice.PlanYear != n.PlanYear { // who had it read gave the year
			given["plan_year"] = strconv.Itoa(n.PlanYear)
			read = again(w.l.Doc, given)
		}
		maps.Copy(given, said)
		if now := again(w.l.Doc, given); read != nil && now != nil {
			for _, f := range NoticeFields {
				if is := NoticeValue(&now.Notice, f.Name); is != NoticeValue(&read.Notice, f.Name) {
					say(n, f.Name, is)
				}
			}
			w.differ(read, now)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(said)) {
		say(n, name, said[name])
		w.told(name) // of two readings one was said
	}
}

// differ takes over what is other in one reading of a document than in another: who does
// an entry, when, and what is in doubt.
func (w *work) differ(read, now *taizhang.Ledger) {
	w.find()
	index := func(l *taizhang.Ledger) map[string]place {
		out := make(map[string]place)
		for _, p := range placesOf(l) {
			out[p.id()] = p
		}
		return out
	}
	was, is, here := index(read), index(now), index(w.l)
	astray := func(a taizhang.Assignment) bool { return a.From != "" && here[a.From].marks() == nil }
	for _, p := range w.places {
		a, b := was[p.id()], is[p.id()]
		if a.marks() == nil || b.marks() == nil || a.says() != p.says() || b.says() != p.says() {
			continue
		}
		m, x, y := p.marks(), a.marks(), b.marks()
		if !reflect.DeepEqual(x.Assignments, y.Assignments) && !slices.ContainsFunc(y.Assignments, astray) {
			w.keepEntry(p)
			m.Assignments = y.Assignments
		}
		if !reflect.DeepEqual(x.Deadlines, y.Deadlines) {
			w.keepEntry(p)
			m.Deadlines = y.Deadlines
		}
		if p.node != nil && a.node != nil && b.node != nil && a.node.Unit != b.node.Unit {
			w.keepEntry(p)
			p.node.Unit = b.node.Unit
		}
	}
	has := func(l *taizhang.Ledger, f *taizhang.Finding) bool {
		return slices.ContainsFunc(l.Findings, func(x taizhang.Finding) bool { return reflect.DeepEqual(x, *f) })
	}
	w.drop(func(f *taizhang.Finding) bool { return has(read, f) && !has(now, f) })
	for i := range now.Findings {
		f := &now.Findings[i]
		if has(read, f) || has(w.l, f) || f.Task != "" && here[f.Task].marks() == nil {
			continue
		}
		w.keep()
		w.l.Findings = append(slices.Clip(w.l.Findings), *f)
	}
}
