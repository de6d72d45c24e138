package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// missed is a notice of which the program missed something: lines that begin with #
// are sections, with ? unclaimed, the others items.
func missed(key string, published taizhang.Date, lines ...string) *taizhang.Ledger {
	p := &page{}
	l := &taizhang.Ledger{Notice: taizhang.Notice{Key: key, Title: "2017年工作计划", PublishedAt: string(published), PlanYear: 2017, Jurisdiction: "四川省"}}
	_, l.Notice.DocNumber, _ = strings.Cut(key, "|")
	l.Notice.Fields = []taizhang.Field{{Name: "doc_number", Value: l.Notice.DocNumber}}
	var parents []string
	for i, s := range lines {
		id := fmt.Sprintf("p/%d", i)
		switch mark := s[:1]; mark {
		case "#":
			ss := p.block(taizhang.Heading, s[1:])
			l.Nodes = append(l.Nodes, taizhang.Node{ID: id, Part: "p", Level: 1, Title: s[1:], TitleSpans: ss, Section: true})
			parents = []string{id}
			l.Coverage.Claimed.Record += len([]rune(s)) - 1
		case "?":
			ss := p.block(taizhang.Paragraph, s[1:])
			l.Coverage.Unclaimed = append(l.Coverage.Unclaimed, taizhang.Unclaimed{Text: s[1:], Spans: ss, At: fmt.Sprintf("p[%d]", i+1)})
			l.Findings = append(l.Findings, taizhang.Finding{Code: "unclaimed", Severity: taizhang.Warning, Message: "未归入", Spans: ss})
		default:
			ss := p.block(taizhang.Paragraph, s)
			l.Nodes = append(l.Nodes, taizhang.Node{ID: id, Part: "p", Level: 1 + len(parents), Parents: parents, Text: s, Spans: ss})
			l.Coverage.Claimed.Record += len([]rune(s))
		}
	}
	text := p.text.String()
	l.Coverage.Runes = len([]rune(strings.ReplaceAll(strings.ReplaceAll(text, "\n", ""), " ", "")))
	l.Parts = []taizhang.Part{{ID: "p", Kind: taizhang.PlanPart, Source: "通知.html", Spans: taizhang.Of(0, len(text))}}
	src := taizhang.Source{Name: "通知.html", SHA256: taizhang.TextDigest(text + string(published)), Bytes: int64(len(text))}
	l.Doc = &taizhang.Document{Source: src, Reader: "text 1", Text: text, Blocks: p.blocks}
	return l
}

// claim is the decision that the first place of some unclaimed text is something.
func claim(t *testing.T, l *taizhang.Ledger, text string, c decide.Claim) decide.Decision {
	t.Helper()
	places := decide.FindUnclaimed(l, text)
	if len(places) == 0 {
		t.Fatalf("%q is not unclaimed", text)
	}
	return decide.Decision{Kind: decide.KindClaim, Notice: l.Notice.Key, Quote: decide.QuoteOf(l.Text(), places[0]), Set: decide.Settled{Claim: c}}
}

// outline is the nodes of a ledger with their parents, and what is unclaimed, and
// fails when coverage does not add up or the findings are not those of what is unclaimed.
func outline(t *testing.T, l *taizhang.Ledger) string {
	t.Helper()
	var out []string
	for _, n := range l.Nodes {
		out = append(out, strings.Join(append(slices.Clone(n.Parents), n.Title+n.Text), ">"))
	}
	c := l.Coverage
	sum := c.Claimed.Record + c.Claimed.Field + c.Claimed.Chrome + c.Claimed.Running + c.Claimed.Other
	var left, found []string
	for _, u := range c.Unclaimed {
		out = append(out, "?"+u.Text)
		left = append(left, u.Spans.String())
		sum += len([]rune(strings.ReplaceAll(u.Text, " ", "")))
	}
	for _, f := range l.Findings {
		if f.Code == "unclaimed" {
			found = append(found, f.Spans.String())
		}
	}
	if sum != c.Runes {
		t.Errorf("coverage adds up to %d of %d runes", sum, c.Runes)
	}
	if !slices.Equal(left, found) {
		t.Errorf("unclaimed is %v, and found %v", left, found)
	}
	return strings.Join(out, "|")
}
