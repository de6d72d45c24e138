package export

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// partial is a notice of two sections, one in the other, and two tables.
func partial() *taizhang.Ledger {
	from := func(id string) taizhang.Marks {
		return taizhang.Marks{Assignments: []taizhang.Assignment{{Mention: "省局", Unit: "省局", Role: taizhang.Lead, From: id}}}
	}
	return &taizhang.Ledger{
		Notice: taizhang.Notice{Key: "k"},
		Nodes: []taizhang.Node{{ID: "一", Section: true}, {ID: "一/1", Parents: []string{"一"}}, {ID: "一/2", Section: true, Parents: []string{"一"}},
			{ID: "一/2/1", Parents: []string{"一", "一/2"}}, {ID: "二", Section: true}, {ID: "二/1", Parents: []string{"二"}, Marks: from("二")}, {ID: "3"}},
		Tables: []taizhang.Table{{ID: "t1", Rows: []taizhang.Row{{ID: "t1/r1", Kind: taizhang.TaskRow}, {ID: "t1/r2", Kind: taizhang.SectionRow},
			{ID: "t1/r3", Kind: taizhang.TaskRow}, {ID: "t1/r4", Kind: taizhang.TotalRow}, {ID: "t1/r5", Kind: taizhang.TaskRow, Marks: from("t1/r4")}}},
			{ID: "t2", Rows: []taizhang.Row{{ID: "t2/r1", Kind: taizhang.TaskRow}}}},
		Links:    []taizhang.Link{{A: "一/1", B: "t1/r1"}, {A: "一/2/1", B: "t1/r3"}},
		Findings: []taizhang.Finding{{Code: "whole"}, {Code: "section", Task: "一"}, {Code: "item", Task: "一/1"}, {Code: "row", Task: "t1/r3"}, {Code: "table", Task: "t2"}},
	}
}

// TestOnlyParts says what is left of a ledger with some of its tasks.
func TestOnlyParts(t *testing.T) {
	for _, c := range []struct{ keep, want string }{
		{"", " | | |whole"},
		{"一/1", "一 一/1| | |whole section item"},
		{"一/2/1 t1/r3", "一 一/2 一/2/1|t1: t1/r2 t1/r3|一/2/1=t1/r3|whole section row"},
		{"一/2", "| | |whole"}, // a section is no task
		{"一/1 t1/r1", "一 一/1|t1: t1/r1|一/1=t1/r1|whole section item"},
		{"二/1 t1/r5 t2/r1", "二 二/1|t1: t1/r2 t1/r4 t1/r5 t2: t2/r1| |whole table"},
		{"3", "3| | |whole"},
	} {
		l, before := partial(), partial()
		got := Only(l, func(id string) bool { return slices.Contains(strings.Fields(c.keep), id) })
		var nodes, tables, links, findings []string
		for _, n := range got.Nodes {
			nodes = append(nodes, n.ID)
		}
		for _, x := range got.Tables {
			tables = append(tables, x.ID+":")
			for _, r := range x.Rows {
				tables = append(tables, r.ID)
			}
		}
		for _, k := range got.Links {
			links = append(links, k.A+"="+k.B)
		}
		for _, f := range got.Findings {
			findings = append(findings, f.Code)
		}
		parts := [][]string{nodes, tables, links, findings}
		for i, want := range strings.Split(c.want, "|") {
			if got := strings.Join(parts[i], " "); got != strings.TrimSpace(want) {
				t.Errorf("of %q: %q, want %q", c.keep, got, want)
			}
		}
		if !reflect.DeepEqual(l, before) || got.Notice.Key != "k" {
			t.Errorf("of %q: the ledger itself changed", c.keep)
		}
	}
}
