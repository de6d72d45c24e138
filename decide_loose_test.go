package taizhang_test

import (
	"os"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

// TestLooseTextBecomesATask: what the program took for other text may be a task after all;
// coverage adds up, and taken back all is as before.
func TestLooseTextBecomesATask(t *testing.T) {
	const path = "seeds/notices/sichuan-2017-ip-plan.txt"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := reader.Read(path, data, reader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := ingest.New(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	l := p.Document(doc, normalize.Options{})
	before, sum := l.Coverage, func(c taizhang.Coverage) int {
		k := c.Claimed
		return k.Record + k.Field + k.Chrome + k.Running + k.Other
	}
	loose := l.Loose()
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
	places := l.FindLoose(text)
	if len(places) != 1 || l.FindUnclaimed(text) != nil || l.FindLoose("大力建设技术创新平台") != nil {
		t.Fatalf("%v", places)
	}
	uids := map[string]string{}
	for _, e := range l.Entries() {
		uids[e.ID] = "u:" + e.ID
	}
	items := len(l.Tasks())
	done := l.Decide(uids, []taizhang.Decision{{ID: 1, Kind: taizhang.DecideClaim, Task: "new", Quote: taizhang.QuoteOf(doc.Text, places[0]), Set: taizhang.Settled{Claim: taizhang.ClaimItem}}})
	if done.States[0] != taizhang.DecisionApplied || len(l.Tasks()) != items+1 || sum(l.Coverage) != sum(before) || l.Coverage.Claimed.Record <= before.Claimed.Record {
		t.Errorf("%s, %d tasks, coverage %+v, before %+v", done.States[0], len(l.Tasks()), l.Coverage.Claimed, before.Claimed)
	}
	first := l.Tasks()[0] // in reading order
	if first.Text != text || first.At == "" || l.FindLoose(text) != nil {
		t.Errorf("the first task is %q at %q", first.Text, first.At)
	}
	l.Restore(done)
	if len(l.Tasks()) != items || l.Coverage.Claimed != before.Claimed {
		t.Errorf("taken back: %d tasks, %+v", len(l.Tasks()), l.Coverage.Claimed)
	}
}
