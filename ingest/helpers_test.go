package ingest_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

var shared = sync.OnceValues(func() (*ingest.Pipeline, error) { return ingest.New(seeds.FS()) })

// pipeline is the one that all tests share; who changes it takes one of their own.
func pipeline(t testing.TB) *ingest.Pipeline {
	t.Helper()
	p, err := shared()
	must(t, err)
	return p
}

func ownPipeline(t testing.TB) *ingest.Pipeline {
	t.Helper()
	p, err := ingest.New(seeds.FS())
	must(t, err)
	return p
}

func notice(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile(shipped)
	must(t, err)
	return string(b)
}

// shape is a ledger without spans and places, one fact a line: what must follow
// exactly when the notice is printed another way.
func shape(l *taizhang.Ledger) []string {
	var out []string
	say := func(format string, args ...any) {
		out = append(out, taizhang.FoldString(fmt.Sprintf(format, args...)))
	}
	n := l.Notice
	say("notice %s|%s|%s|%v|%v|%s|%d|%s", n.Title, n.DocNumber, n.Issuer, n.Issuers, n.Addressees, n.SignedOn, n.PlanYear, n.Jurisdiction)
	for _, p := range l.Parts {
		say("part %s %s", p.ID, p.Title)
	}
	for _, x := range l.Nodes {
		say("node %s|%s|%d|%v|%s|%s|%s", x.ID, x.Label, x.Level, x.Section, x.Title, x.Unit, x.Text)
		out = append(out, marks(x.Marks)...)
	}
	for _, t := range l.Tables {
		say("table %s %s %v", t.ID, t.Kind, names(t.Columns))
		for _, r := range t.Rows {
			say("row %s %s", r.ID, r.Kind)
			for _, c := range r.Cells {
				say("cell %s", c.Text)
			}
			out = append(out, marks(r.Marks)...)
		}
	}
	for _, x := range l.Links {
		say("link %s %s", x.A, x.B)
	}
	return out
}

func names(cols []taizhang.Column) (out []string) {
	for _, c := range cols {
		out = append(out, c.Name+":"+string(c.Role))
	}
	return out
}

func marks(m taizhang.Marks) (out []string) {
	say := func(format string, args ...any) {
		out = append(out, taizhang.FoldString(fmt.Sprintf(format, args...)))
	}
	for _, a := range m.Assignments {
		say("assignment %s|%s|%s|%s|%s|%s", a.Mention, a.Unit, a.Organ, a.Role, a.Rule, a.From)
	}
	for _, d := range m.Deadlines {
		say("deadline %s|%s|%s|%s|%s", d.Raw, d.Kind, d.Start, d.End, d.Due)
	}
	for _, x := range m.Targets {
		say("target %s|%s|%s|%s|%s|%s", x.Raw, number(x.Min), number(x.Max), x.Measure, x.Of, x.Comparison)
	}
	return out
}

func number(f *float64) string {
	if f == nil {
		return "-"
	}
	return strconv.FormatFloat(*f, 'g', -1, 64)
}

// diff reports the first lines in which two shapes differ.
func diff(t *testing.T, got, want []string) {
	t.Helper()
	shown := 0
	for i := range max(len(got), len(want)) {
		g, w := "(none)", "(none)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("line %d:\n got %.200s\nwant %.200s", i, g, w)
			if shown++; shown == 5 {
				t.Fatal("… and more")
			}
		}
	}
}

// sound checks what holds for every ledger: each span cuts out what its value
// says, and every visible rune is accounted for.
func sound(t testing.TB, l *taizhang.Ledger) {
	t.Helper()
	text := l.Text()
	squeeze := func(s string) string { return strings.Join(strings.FieldsFunc(s, taizhang.Blank), "") }
	is := func(what, value string, ss taizhang.Spans) {
		t.Helper()
		if !ss.Valid(len(text)) {
			t.Fatalf("%s: spans %v are not valid in a text of %d bytes", what, ss, len(text))
		}
		if got := ss.Cut(text); squeeze(got) != squeeze(value) {
			t.Errorf("%s: spans %v cut out %.60q, want %.60q", what, ss, got, value)
		}
	}
	evidence := func(id string, m taizhang.Marks) {
		t.Helper()
		for _, a := range m.Assignments {
			is(id+" mention", a.Mention, a.Spans)
		}
		for _, d := range m.Deadlines {
			is(id+" deadline", d.Raw, d.Spans)
		}
		for _, x := range m.Targets {
			is(id+" target", x.Raw, x.Spans)
		}
	}
	for _, f := range l.Notice.Fields {
		is("field "+f.Name, f.Raw, f.Spans)
	}
	seen := map[string]bool{}
	for _, n := range l.Nodes {
		if seen[n.ID] {
			t.Errorf("id %s is used twice", n.ID)
		}
		seen[n.ID] = true
		is(n.ID, n.Text, n.Spans)
		evidence(n.ID, n.Marks)
	}
	for _, tb := range l.Tables {
		for _, c := range tb.Columns {
			if !c.Spans.Valid(len(text)) {
				t.Errorf("%s column %s: spans %v are not in order", tb.ID, c.Name, c.Spans)
			}
		}
		for _, r := range tb.Rows {
			if seen[r.ID] {
				t.Errorf("id %s is used twice", r.ID)
			}
			seen[r.ID] = true
			for _, c := range r.Cells {
				is(r.ID+" cell", c.Text, c.Spans)
			}
			evidence(r.ID, r.Marks)
		}
	}
	c := l.Coverage
	sum := c.Claimed.Record + c.Claimed.Field + c.Claimed.Chrome + c.Claimed.Running + c.Claimed.Other
	for _, u := range c.Unclaimed {
		sum += visible(u.Text)
	}
	if sum != c.Runes || c.Runes != visible(text) {
		t.Errorf("coverage adds up to %d of %d runes, of which %d are visible", sum, c.Runes, visible(text))
	}
}

func visible(s string) (n int) {
	for _, r := range s {
		if !taizhang.Blank(r) {
			n++
		}
	}
	return n
}

func read(t testing.TB, p *ingest.Pipeline, name string, data []byte) *taizhang.Ledger {
	t.Helper()
	doc, err := reader.Read(name, data, reader.Options{})
	must(t, err)
	l := p.Document(doc, normalize.Options{})
	sound(t, l)
	return l
}
