package handoff_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/handoff"
)

// BenchmarkCollation hands out the tasks of 100 small notices, and makes each book in turn.
func BenchmarkCollation(b *testing.B) {
	var inputs []export.Input
	for i := range 100 {
		in := small()
		in.Ledger.Notice.Key = fmt.Sprint(i)
		inputs = append(inputs, in)
	}
	b.ReportAllocs()
	for b.Loop() {
		c := handoff.NewCollation(quarter2, none, nil)
		for _, in := range inputs {
			must(b, c.Add(in))
		}
		for i := range c.Len() {
			if _, err := c.Book(i); err != nil {
				b.Fatal(err)
			}
		}
		must(b, c.Discard())
	}
}

// BenchmarkWrite writes one organ's workbook.
func BenchmarkWrite(b *testing.B) {
	books := handoff.Books([]export.Input{small()}, quarter2, none, nil)
	b.ReportAllocs()
	for b.Loop() {
		must(b, books[0].Write(io.Discard, nil))
	}
}

// BenchmarkOverview rolls up 2,000 tasks of 20 organs, all of which answered.
func BenchmarkOverview(b *testing.B) {
	r := handoff.RollUp{Rounds: rounds("now")}
	for i := range 2000 {
		organ, task := fmt.Sprint("单位", i%20), fmt.Sprint(i)
		r.Handouts = append(r.Handouts, hand(organ, task, taizhang.Lead))
		r.Progress = append(r.Progress, says("now", organ, task, taizhang.Status, taizhang.UnderWay), says("now", organ, task, taizhang.Quarter2, "已开展培训。"))
	}
	b.ReportAllocs()
	for b.Loop() {
		if n := r.Overview().Tasks.Len(); n != 2000 {
			b.Fatal(n)
		}
	}
}
