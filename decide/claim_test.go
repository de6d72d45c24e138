package decide_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

// TestLooseTextBecomesATask: what the program took for other text may be a task after all;
// coverage adds up, and taken back all is as before.
func TestLooseTextBecomesATask(t *testing.T) {
	const path = "../seeds/notices/sichuan-2017-ip-plan.txt"
	data, err := os.ReadFile(path)
	must(t, err)
	doc, err := reader.Read(path, data, reader.Options{})
	must(t, err)
	p, err := ingest.New(seeds.FS())
	must(t, err)
	l := p.Document(doc, normalize.Options{})
	before, sum := l.Coverage, func(c taizhang.Coverage) int {
		k := c.Claimed
		return k.Record + k.Field + k.Chrome + k.Running + k.Other
	}
	loose := decide.Loose(l)
	if len(loose) == 0 {
		t.Fatal("nothing is loose")
	}
	for _, u := range loose {
		if strings.TrimSpace(u.Text) != u.Text || u.Text != u.Spans.Cut(doc.Text) || u.At == "" {
			t.Errorf("%q at %q", u.Text, u.At)
		}
		for _, n := range l.Nodes {
			for _, ss := range []taizhang.Spans{n.LabelSpans, n.TitleSpans, n.Spans} {
				if ss.Start() < u.Spans.End() && u.Spans.Start() < ss.End() && ss.Contains(u.Spans.Start()) {
					t.Errorf("%q is in %s", u.Text, n.ID)
				}
			}
		}
	}
	const text = "经省政府领导同意"
	places := decide.FindLoose(l, text)
	if len(places) != 1 || decide.FindUnclaimed(l, text) != nil || decide.FindLoose(l, "大力建设技术创新平台") != nil {
		t.Fatalf("%v", places)
	}
	uids := map[string]string{}
	for _, e := range decide.Entries(l) {
		uids[e.ID] = "u:" + e.ID
	}
	items := len(l.Tasks())
	quote := decide.QuoteOf(doc.Text, places[0])
	read := decide.Ledger{Ledger: l, UIDs: uids}
	got, done := decide.Apply(read, []decide.Decision{{ID: 1, Kind: decide.KindClaim, Task: "new", Quote: quote, Set: decide.Settled{Claim: decide.ClaimItem}}}, nil)
	if done.States[0] != decide.Applied || len(got.Tasks()) != items+1 || sum(got.Coverage) != sum(before) || got.Coverage.Claimed.Record <= before.Claimed.Record {
		t.Errorf("%s, %d tasks, coverage %+v, before %+v", done.States[0], len(got.Tasks()), got.Coverage.Claimed, before.Claimed)
	}
	first := got.Tasks()[0] // in reading order
	if first.Text != text || first.At == "" || decide.FindLoose(got.Ledger, text) != nil || got.UIDs[first.ID] != "new" {
		t.Errorf("the first task is %q at %q", first.Text, first.At)
	}
	if len(l.Tasks()) != items || l.Coverage.Claimed != before.Claimed {
		t.Errorf("what was read became %d tasks, %+v", len(l.Tasks()), l.Coverage.Claimed)
	}
	if back := decide.AsRead(got, done.Before); !reflect.DeepEqual(back, read) {
		t.Errorf("taken back: %d tasks, %+v", len(back.Tasks()), back.Coverage.Claimed)
	}
}
