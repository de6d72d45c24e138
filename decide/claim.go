package decide

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// Claim says what a stretch of text is that the program left unclaimed.
type Claim string

// The claims.
const (
	ClaimItem    Claim = "item"    // a task that was missed
	ClaimField   Claim = "field"   // printed once for the whole notice, under a name
	ClaimChrome  Claim = "chrome"  // what the page puts around the notice
	ClaimRunning Claim = "running" // page numbers, running heads
	ClaimOther   Claim = "other"   // text of the notice that is none of these
)

var claimWords = map[Claim]string{
	ClaimItem: "任务", ClaimField: "通知要素", ClaimChrome: "网页内容", ClaimRunning: "页眉页脚", ClaimOther: "其他说明文字",
}

// Word is what a claim says, in Chinese; empty of what is none.
func (c Claim) Word() string { return claimWords[c] }

// claim says what unclaimed text is, or that other text is a task or a field after all.
type claim struct{}

func (claim) word() string             { return "文字归类" }
func (claim) said(s *Settled) string   { return strings.TrimSpace(s.Claim.Word() + " " + s.Name) }
func (claim) once() bool               { return true }
func (claim) settles(*Decision) string { return "" }

func (claim) check(d *Decision) (what, remedy string) {
	switch {
	case d.Set.Claim.Word() == "":
		return "a claim says “" + string(d.Set.Claim) + "”", "say item, field, chrome, running or other"
	case d.Quote.Exact == "":
		return "a claim of no text", "quote the text"
	case d.Set.Claim == ClaimField && d.Set.Name == "":
		return "a claim of a field without a name", "name it"
	}
	return "", ""
}

// same takes in a finding about the text, which goes with it.
func (claim) same(d, other *Decision) bool {
	return d.Notice == other.Notice && d.Quote.Exact != "" && other.Quote.Exact != "" && d.Quote.within(other.Quote)
}

// apply says of unclaimed text what it is.
func (claim) apply(w *work, x *Decision) State {
	spans := Unclaimed(w.l, x.Quote, x.Set.Claim, w.claimed...)
	_, there := w.byUID[x.Task]
	if x.Set.Claim == ClaimItem && there { // it was read
		return Unused
	}
	if spans == nil {
		if w.accounted(x) {
			return Unused
		}
		return Stale
	}
	state := Applied
	if before, after := x.Quote.around(QuoteOf(w.l.Text(), spans)); x.Quote.Before+x.Quote.After != "" && !(before && after) {
		state = Changed
	}
	w.keepWhole()
	w.claimed = append(w.claimed, spans)
	at, n := w.take(spans)
	w.l.Findings = slices.DeleteFunc(slices.Clone(w.l.Findings), func(f taizhang.Finding) bool { // that nothing held the duty
		return f.Code == "duty-unread" && f.Task == "" && spans.Start() <= f.Spans.Start() && f.Spans.End() <= spans.End()
	})
	for i := FieldAt(w.l, spans.Start()); i >= 0; i = FieldAt(w.l, spans.Start()) { // it was taken for one
		w.l.Notice.Fields = slices.Concat(w.l.Notice.Fields[:i], w.l.Notice.Fields[i+1:])
	}
	claimed, text := &w.l.Coverage.Claimed, spans.Cut(w.l.Text())
	switch x.Set.Claim {
	case ClaimItem:
		claimed.Record += n
		w.add(x, taizhang.Node{Text: text, Spans: spans, At: at})
	case ClaimField:
		claimed.Field += n
		w.l.Notice.Fields = append(slices.Clip(w.l.Notice.Fields), taizhang.Field{Name: x.Set.Name, Value: text, Raw: text, Spans: spans})
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
func (w *work) accounted(x *Decision) bool {
	has := func(s string) bool { return strings.Contains(taizhang.Plain(s), x.Quote.Exact) }
	switch x.Set.Claim {
	case ClaimItem:
		w.find()
		return slices.ContainsFunc(w.places, func(p place) bool { return has(p.says()) })
	case ClaimField:
		return slices.ContainsFunc(w.l.Notice.Fields, func(f taizhang.Field) bool { return has(f.Raw) })
	}
	return has(w.l.Text())
}

// take takes text out of what is unclaimed, where it stands within one stretch, and
// out of the finding about it; or out of what it was loosely taken for. It returns its
// place and how many visible runes it has.
func (w *work) take(spans taizhang.Spans) (at string, runes int) {
	c, text := &w.l.Coverage, w.l.Text()
	for _, r := range spans.Cut(text) {
		if !taizhang.Blank(r) {
			runes++
		}
	}
	i := slices.IndexFunc(c.Unclaimed, func(u taizhang.Unclaimed) bool {
		return len(u.Spans) > 0 && u.Spans.Start() <= spans.Start() && spans.End() <= u.Spans.End()
	})
	if i < 0 {
		return loosen(w.l, spans.Start(), runes), runes
	}
	u := c.Unclaimed[i]
	var left []taizhang.Unclaimed
	for _, part := range [][2]int{{u.Spans.Start(), spans.Start()}, {spans.End(), u.Spans.End()}} {
		if ss := visible(text, within(u.Spans, part[0], part[1])); ss != nil {
			left = append(left, taizhang.Unclaimed{Text: ss.Cut(text), Spans: ss, At: u.At})
		}
	}
	c.Unclaimed = slices.Concat(c.Unclaimed[:i], left, c.Unclaimed[i+1:])
	var findings []taizhang.Finding
	for _, f := range w.l.Findings {
		if f.Code != "unclaimed" || !slices.Equal(f.Spans, u.Spans) {
			findings = append(findings, f)
			continue
		}
		for _, part := range left {
			f.Spans = part.Spans
			findings = append(findings, f)
		}
	}
	w.l.Findings = findings
	return u.At, runes
}

// within returns what of spans lies in bytes [from, to).
func within(ss taizhang.Spans, from, to int) taizhang.Spans {
	var out taizhang.Spans
	for _, s := range ss {
		if s.Start, s.End = max(s.Start, from), min(s.End, to); s.Start < s.End {
			out = append(out, s)
		}
	}
	return out
}

// visible leaves out what is blank at both ends; nil when all is.
func visible(text string, ss taizhang.Spans) taizhang.Spans {
	s := ss.Cut(text)
	tail := strings.TrimLeftFunc(s, taizhang.Blank)
	return ss.Slice(len(s)-len(tail), len(s)-len(tail)+len(strings.TrimRightFunc(tail, taizhang.Blank)))
}

// add puts an item where it stands in reading order, under the section that it
// stands in.
func (w *work) add(x *Decision, n taizhang.Node) {
	l, at, i := w.l, n.Spans.Start(), 0
	for k := range l.Nodes {
		if s := start(&l.Nodes[k]); s >= 0 && s < at {
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
		a.From, a.Spans = "", where(&n, a.Mention)
		n.Assignments = append(n.Assignments, a)
	}
	if x.Set.Deadline != nil {
		due := *x.Set.Deadline
		due.Spans = where(&n, due.Raw)
		n.Deadlines = []taizhang.Deadline{due}
	}
	l.Nodes = slices.Insert(slices.Clip(l.Nodes), i, n)
	w.keepWhole().Added[n.ID] = x.Task
	w.uids = maps.Clone(w.uids)
	w.uids[n.ID] = x.Task
	w.byUID[x.Task], w.digests[x.Task] = place{node: &l.Nodes[i]}, taizhang.TextDigest(n.Text)
	w.places = nil
}

// start is the first byte that a node covers; -1 when it stands nowhere.
func start(n *taizhang.Node) int {
	out := -1
	for _, ss := range []taizhang.Spans{n.LabelSpans, n.TitleSpans, n.Spans} {
		if s := ss.Start(); s >= 0 && (out < 0 || s < out) {
			out = s
		}
	}
	return out
}

// where returns the spans of the first s in the text of a node.
func where(n *taizhang.Node, s string) taizhang.Spans {
	i := strings.Index(n.Text, s)
	if i < 0 || s == "" {
		return nil
	}
	return n.Spans.Slice(i, i+len(s))
}
