package taizhang

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FindUnclaimed returns where a text stands that nothing accounts for, white space
// aside, each place within one stretch of [Coverage].Unclaimed.
func (l *Ledger) FindUnclaimed(text string) []Spans { return l.find(text, l.Coverage.Unclaimed) }

// FindLoose is FindUnclaimed for the stretches of [Ledger.Loose], which can be said to be
// an item or a field.
func (l *Ledger) FindLoose(text string) []Spans { return l.find(text, l.Loose()) }

// find returns where a text stands in stretches, white space aside.
func (l *Ledger) find(text string, in []Unclaimed) []Spans {
	var out []Spans
	if text = plain(text); text == "" || len(l.Docs) == 0 {
		return nil
	}
	doc := l.Docs[0].Text
	for _, u := range in {
		if !u.Spans.Valid(len(doc)) {
			continue
		}
		raw := u.Spans.Cut(doc)
		printed := plain(raw)
		if !strings.Contains(printed, text) {
			continue
		}
		var at []int // of each byte that is no white space
		for i, r := range raw {
			if !unicode.IsSpace(r) {
				for k := range len(string(r)) {
					at = append(at, i+k)
				}
			}
		}
		for from := 0; ; {
			i := strings.Index(printed[from:], text)
			if i < 0 {
				break
			}
			from += i
			out = append(out, u.Spans.Slice(at[from], at[from+len(text)-1]+1))
			from += len(text)
		}
	}
	return out
}

// Unclaimed returns the text that a quotation is of, where nothing accounts for it, or for
// an item and a field nothing but loosely: of several places the one in surroundings most
// like it. Words that could stand anywhere are another's where
// neither what is before them nor what is after is the same.
func (l *Ledger) Unclaimed(q Quote, as Claim) Spans { return l.unclaimed(q, as, nil) }

// unclaimed is Unclaimed without what another claim is about already.
func (l *Ledger) unclaimed(q Quote, as Claim, claimed []Spans) Spans {
	var out Spans
	best, anywhere := -1, utf8.RuneCountInString(q.Exact) < quoteRunes && q.Before+q.After != ""
	places := l.FindUnclaimed(q.Exact)
	if as == ClaimItem || as == ClaimField {
		places = append(places, l.FindLoose(q.Exact)...)
	}
	for _, ss := range places {
		if slices.ContainsFunc(claimed, func(c Spans) bool { return c.Start() < ss.End() && ss.Start() < c.End() }) {
			continue
		}
		p := QuoteOf(l.Docs[0].Text, ss)
		if before, after := q.around(p); anywhere && !before && !after {
			continue
		}
		if n := q.fits(p); n > best {
			out, best = ss, n
		}
	}
	return out
}

// whole remembers what was read of the notice beside its entries, before it is changed.
func (d *deciding) whole() *Whole {
	if l := d.l; d.out.Whole == nil {
		d.out.Whole = &Whole{make(map[string]string), l.Coverage, l.Notice.Fields, l.Links}
		d.out.Changed = true
	}
	return d.out.Whole
}

// claim says of unclaimed text what it is.
func (d *deciding) claim(x *Decision) DecisionState {
	spans := d.l.unclaimed(x.Quote, x.Set.Claim, d.claimed)
	_, there := d.byUID[x.Task]
	if x.Set.Claim == ClaimItem && there { // it was read
		return DecisionUnused
	}
	if spans == nil {
		if d.accounted(x) {
			return DecisionUnused
		}
		return DecisionStale
	}
	state := DecisionApplied
	if before, after := x.Quote.around(QuoteOf(d.text(), spans)); x.Quote.Before+x.Quote.After != "" && !(before && after) {
		state = DecisionChanged
	}
	d.whole()
	d.claimed = append(d.claimed, spans)
	at, n := d.take(spans)
	claimed, text := &d.l.Coverage.Claimed, spans.Cut(d.text())
	switch x.Set.Claim {
	case ClaimItem:
		claimed.Record += n
		d.add(x, Node{Text: text, Spans: spans, At: at})
	case ClaimField:
		claimed.Field += n
		d.l.Notice.Fields = append(slices.Clip(d.l.Notice.Fields), Field{x.Set.Name, text, text, spans})
	case ClaimChrome:
		claimed.Chrome += n
	case ClaimRunning:
		claimed.Running += n
	default:
		claimed.Other += n
	}
	return state
}

// accounted reports whether text that is not unclaimed was read as what a claim says,
// as far as that can be seen.
func (d *deciding) accounted(x *Decision) bool {
	has := func(s string) bool { return strings.Contains(plain(s), x.Quote.Exact) }
	switch x.Set.Claim {
	case ClaimItem:
		d.fresh()
		return slices.ContainsFunc(d.entries, func(e Entry) bool { return has(e.Text()) })
	case ClaimField:
		return slices.ContainsFunc(d.l.Notice.Fields, func(f Field) bool { return has(f.Raw) })
	}
	return has(d.text())
}

// take takes text out of what is unclaimed, where it stands within one stretch, and
// out of the finding about it; or out of what it was loosely taken for. It returns its
// place and how many visible runes it has.
func (d *deciding) take(spans Spans) (at string, runes int) {
	c, text := &d.l.Coverage, d.text()
	for _, r := range spans.Cut(text) {
		if !Blank(r) {
			runes++
		}
	}
	i := slices.IndexFunc(c.Unclaimed, func(u Unclaimed) bool {
		return len(u.Spans) > 0 && u.Spans.Start() <= spans.Start() && spans.End() <= u.Spans.End()
	})
	if i < 0 {
		return d.l.loosen(spans.Start(), runes), runes
	}
	u := c.Unclaimed[i]
	var left []Unclaimed
	for _, part := range [][2]int{{u.Spans.Start(), spans.Start()}, {spans.End(), u.Spans.End()}} {
		if ss := visible(text, within(u.Spans, part[0], part[1])); ss != nil {
			left = append(left, Unclaimed{ss.Cut(text), ss, u.At})
		}
	}
	c.Unclaimed = slices.Concat(c.Unclaimed[:i], left, c.Unclaimed[i+1:])
	var findings []Finding
	for _, f := range d.l.Findings {
		if f.Code != "unclaimed" || !slices.Equal(f.Spans, u.Spans) {
			findings = append(findings, f)
			continue
		}
		for _, part := range left {
			f.Spans = part.Spans
			findings = append(findings, f)
		}
	}
	d.l.Findings = findings
	return u.At, runes
}

// within returns what of spans lies in bytes [from, to).
func within(ss Spans, from, to int) Spans {
	var out Spans
	for _, s := range ss {
		if s.Start, s.End = max(s.Start, from), min(s.End, to); s.Start < s.End {
			out = append(out, s)
		}
	}
	return out
}

// visible leaves out what is blank at both ends; nil when all is.
func visible(text string, ss Spans) Spans {
	s := ss.Cut(text)
	tail := strings.TrimLeftFunc(s, Blank)
	return ss.Slice(len(s)-len(tail), len(s)-len(tail)+len(strings.TrimRightFunc(tail, Blank)))
}

// add puts an item where it stands in reading order, under the section that it
// stands in.
func (d *deciding) add(x *Decision, n Node) {
	l, at, i := d.l, n.Spans.Start(), 0
	for k := range l.Nodes {
		if s := l.Nodes[k].start(); s >= 0 && s < at {
			i = k + 1
		}
	}
	n.Level = 1
	if i > 0 {
		n.Part = l.Nodes[i-1].Part
	}
	for _, p := range l.Parts {
		if len(p.Spans) > 0 && p.Spans.Start() <= at && at < p.Spans.End() {
			n.Part = p.ID
		}
	}
	if i > 0 && l.Nodes[i-1].Part == n.Part {
		before := &l.Nodes[i-1]
		n.Level, n.Parents = before.Level, slices.Clone(before.Parents)
		if before.Section {
			n.Level, n.Parents = before.Level+1, append(n.Parents, before.ID)
		}
	}
	n.ID = strings.TrimPrefix(n.Part+"/+"+strconv.Itoa(at), "/")
	for _, a := range x.Set.Assignments {
		a.From, a.Spans = "", n.where(a.Mention)
		n.Assignments = append(n.Assignments, a)
	}
	if x.Set.Deadline != nil {
		due := *x.Set.Deadline
		due.Spans = n.where(due.Raw)
		n.Deadlines = []Deadline{due}
	}
	l.Nodes = slices.Insert(slices.Clip(l.Nodes), i, n)
	d.whole().Added[n.ID] = x.Task
	d.byUID[x.Task], d.digests[x.Task] = Entry{ID: n.ID}, TextDigest(n.Text)
	d.entries = nil
}

// start is the first byte that a node covers; -1 when it stands nowhere.
func (n *Node) start() int {
	out := -1
	for _, ss := range []Spans{n.LabelSpans, n.TitleSpans, n.Spans} {
		if s := ss.Start(); s >= 0 && (out < 0 || s < out) {
			out = s
		}
	}
	return out
}

// where returns the spans of the first s in the text of a node.
func (n *Node) where(s string) Spans {
	i := strings.Index(n.Text, s)
	if i < 0 || s == "" {
		return nil
	}
	return n.Spans.Slice(i, i+len(s))
}
