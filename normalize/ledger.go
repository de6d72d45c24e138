package normalize

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// Options are what the user says of a notice that it does not say itself.
type Options struct {
	PlanYear int // 0: as the notice says

	// Said are fields of the notice as a person says them, by the names under which they are printed,
	// and plan_year and jurisdiction: several issuers and addressees are joined by a line end. They
	// count instead of what is printed.
	Said map[string]string
}

// Ledger makes the ledger of a draft. It never fails: what it can't resolve is
// kept as printed, with a finding.
func (n *Normalizer) Ledger(d *taizhang.Draft, opt Options) *taizhang.Ledger {
	w := &work{Normalizer: n, draft: d, text: d.Doc.Text, twin: n.script.Twin(d.Doc.Text), handsOut: charges(d, func(taizhang.Group) bool { return true }), cache: map[string]Resolved{}}
	w.ledger = &taizhang.Ledger{
		Parts: d.Parts, Coverage: d.Coverage, Doc: d.Doc,
	}
	w.ledger.Findings = append(w.ledger.Findings, d.Findings...)
	w.notice(opt)
	w.define()
	w.nodes()
	w.tables()
	w.turns()
	w.silent()
	w.passed()
	return w.ledger
}

// silent says so plainly when the notice assigns nothing to anybody.
func (w *work) silent() {
	for _, n := range w.ledger.Nodes {
		if len(n.Assignments) > 0 {
			return
		}
	}
	for _, t := range w.ledger.Tables {
		for _, r := range t.Rows {
			if len(r.Assignments) > 0 {
				return
			}
		}
	}
	w.find("no-assignments", taizhang.Info, "全文没有向任何单位分派任务", nil, "")
}

// work is the state of one notice.
type work struct {
	*Normalizer
	draft  *taizhang.Draft
	ledger *taizhang.Ledger
	text   string
	twin   string // of text: see hanzi.Script
	at     Place
	cache  map[string]Resolved
	prose  string // see folded

	handsOut bool           // the text makes somebody responsible for something
	tale     bool           // what is read tells of what was done
	article  bool           // and the whole is by an author, who hands out nothing
	past     taizhang.Spans // times and organs of what was done, which made nothing

	defined map[string]Resolved // what the notice itself calls units
	named   []string            // see mentions
	full    []string            // see spelled
}

func (w *work) find(code string, sev taizhang.Severity, msg string, spans taizhang.Spans, task string) {
	w.ledger.Findings = append(w.ledger.Findings, taizhang.Finding{Code: code, Severity: sev, Message: msg, Spans: spans, Task: task})
}

// second gives the last finding the reading that came next.
func (w *work) second(of, value, rule string, margin float64) {
	w.ledger.Findings[len(w.ledger.Findings)-1].Second = &taizhang.Second{Of: of, Value: value, Rule: rule, Margin: margin}
}

// notice fills in the notice from its printed fields.
func (w *work) notice(opt Options) {
	n := &w.ledger.Notice
	n.Fields = w.draft.Fields
	for _, f := range opt.over(n.Fields) {
		switch f.Name {
		case "title":
			n.Title = first(n.Title, f.Value)
		case "doc_number":
			n.DocNumber = first(n.DocNumber, f.Value)
		case "issuer":
			n.Issuers = append(n.Issuers, f.Value)
		case "addressee":
			n.Addressees = append(n.Addressees, f.Value)
		case "signed_on":
			n.SignedOn = taizhang.Date(first(string(n.SignedOn), f.Value))
		case "published_at":
			n.PublishedAt = first(n.PublishedAt, f.Value)
		}
	}
	if len(n.Issuers) > 0 {
		n.Issuer = n.Issuers[0]
	} else if organ := w.titled(n.Title); organ != "" {
		n.Issuer, n.Issuers = organ, []string{organ} // signed nowhere
	}
	if n.PlanYear = opt.PlanYear; n.PlanYear == 0 {
		n.PlanYear, _ = strconv.Atoi(opt.Said["plan_year"])
	}
	if n.PlanYear == 0 {
		n.PlanYear = w.year()
	}
	w.at.Year = n.PlanYear
	if w.at.Region = w.regions.Path(opt.Said["jurisdiction"]); w.at.Region == nil {
		w.at.Region = w.jurisdiction()
	}
	if w.at.Region != nil {
		n.Jurisdiction = w.at.Region.Path()
	}
	n.Key = w.key()
	if n.Title == "" {
		w.find("no-title", taizhang.Info, fmt.Sprintf("未找到标题，显示时以来源文件名“%s”代替", taizhang.Called("", w.draft.Doc.Source.Name)), nil, "")
	}
}

// titled returns the organ that a title begins with, before what it is about or the year it is of: 某县人民法院2019年工作要点.
func (w *work) titled(title string) string {
	i := strings.Index(title, "关于")
	if m := aYear.FindStringSubmatchIndex(title); i < 0 && m != nil {
		i = m[2]
	}
	if i <= 0 || !w.organs.looksLikeOrgan(title[:i], false) {
		return ""
	}
	return title[:i]
}

// over are fields with those that a person said in place of what is printed.
func (o Options) over(printed []taizhang.Field) []taizhang.Field {
	if len(o.Said) == 0 {
		return printed
	}
	out := slices.DeleteFunc(slices.Clone(printed), func(f taizhang.Field) bool { _, said := o.Said[f.Name]; return said })
	for _, name := range slices.Sorted(maps.Keys(o.Said)) {
		for value := range strings.FieldsFuncSeq(o.Said[name], func(r rune) bool { return r == '\n' }) {
			out = append(out, taizhang.Field{Name: name, Value: value})
		}
	}
	return out
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// key names the notice across publications: first issuer and 发文字号, else title
// and date, else the hash of its text.
func (w *work) key() string {
	n := &w.ledger.Notice
	switch {
	case n.DocNumber != "":
		return taizhang.FoldString(n.Issuer) + "|" + taizhang.FoldString(n.DocNumber)
	case n.Title != "" && n.SignedOn != "":
		return taizhang.FoldString(n.Title) + "|" + string(n.SignedOn)
	}
	return "sha256:" + w.draft.Doc.Source.SHA256
}

// marks reads the phrases of an entry. prose is where targets are looked for.
func (w *work) marks(p taizhang.Phrases, prose taizhang.Spans, id string, row bool) taizhang.Marks {
	var m taizhang.Marks
	type part struct {
		unit string
		role taizhang.Role
	}
	named := map[part]bool{} // an organ named twice with one role is one assignment
	for _, g := range p.Groups {
		if at := g.Mentions[0].Spans; w.tale && spoken(g) && (w.article || !w.ahead(at)) {
			w.past = append(w.past, at...)
			continue
		}
		m.Assignments = slices.Grow(m.Assignments, len(g.Mentions))
		for _, a := range w.assign(g, id) {
			if is := (part{a.Unit, a.Role}); !named[is] {
				named[is] = true
				m.Assignments = append(m.Assignments, a)
			}
		}
	}
	m.Deadlines = w.times(p.Times, id, row)
	for _, s := range prose {
		m.Targets = append(m.Targets, w.measures.targets(w.text, s)...)
	}
	return m
}
