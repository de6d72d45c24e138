package review

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/office"
)

// Two notices side by side, with what changed.
type (
	comparePage struct {
		Old, New         edition
		Editions         []edition // what can be chosen
		Older            []edition // and what was revised since
		Pairs            []editionPair
		Chosen           bool
		Verdicts         []verdictLink
		Changes          []changeLine
		Shown, All       int
		Book, More, Swap string
		Differing        string // the address of what is not the same alone
	}
	// edition is a notice that can be compared.
	edition struct {
		office.Line
		Tasks    int
		Old, New bool // is the one chosen
	}
	verdictLink struct {
		Verdict taizhang.Verdict
		Word    string
		Count   int
		Chosen  bool
		Address string
	}
	changeLine struct {
		*taizhang.Change
		Words    []verdictWord
		Old, New sideCell
		Score    int // percent
	}
	verdictWord struct{ Class, Word string }
	// sideCell is a change as one of the notices has it.
	sideCell struct {
		Absent string // why there is nothing
		Sides  []sideLine
		Text   []changedText
		Units  []changedGroup
		Dates  []changedText
	}
	sideLine     struct{ Key, UID, Number, Under string }
	changedText  struct{ Text, Op string } // Op: del, ins or nothing
	changedGroup struct {
		Role  taizhang.Role
		Word  string
		Names []changedText
	}
)

// pageChanges is how many changes a page shows.
const pageChanges = 200

// comparer remembers the last comparison: its verdicts are looked at one after the other.
type comparer struct {
	mu   sync.Mutex
	of   [2]string // digests
	last *compared
}

// compared is a comparison with the uids of both sides.
type compared struct {
	*taizhang.Comparison
	uids [2]map[string]string
}

// between compares two notices.
func (s *Server) between(ctx context.Context, old, new string) (*compared, error) {
	var of [2]string
	now, err := s.office.Current(ctx)
	if err != nil {
		return nil, err
	}
	for i, key := range []string{old, new} {
		for _, n := range now {
			if n.Key == key {
				of[i] = key + "\x00" + n.Digest
			}
		}
	}
	s.compared.mu.Lock()
	defer s.compared.mu.Unlock()
	if c := s.compared.last; c != nil && of == s.compared.of && of[0] != "" && of[1] != "" {
		return c, nil
	}
	c := &compared{}
	var ledgers [2]*taizhang.Ledger
	for i, key := range []string{old, new} {
		if ledgers[i], c.uids[i], err = s.office.Load(ctx, key); err != nil {
			return nil, err
		}
	}
	c.Comparison = s.office.Compare(ledgers[0], ledgers[1])
	s.compared.of, s.compared.last = of, c
	return c, nil
}

// compare shows what became of the tasks of one notice in another.
func (s *Server) compare(r *http.Request) (answer, error) {
	lines, err := s.office.Lines(r.Context())
	if err != nil {
		return answer{}, err
	}
	older, err := s.office.Older(r.Context())
	if err != nil {
		return answer{}, err
	}
	q := r.URL.Query()
	old, new, verdicts := q.Get("old"), q.Get("new"), q["verdict"]
	var p comparePage
	choose := func(line office.Line, what string) edition {
		line.Title = cmp.Or(strings.TrimSpace(line.Title), line.Key) + what
		e := edition{Line: line, Tasks: line.Items + line.Rows, Old: line.Key == old, New: line.Key == new}
		if e.Old {
			p.Old = e
		}
		if e.New {
			p.New = e
		}
		return e
	}
	slices.SortStableFunc(lines, func(a, b office.Line) int { return -cmp.Compare(a.Year, b.Year) })
	for _, line := range lines {
		p.Editions = append(p.Editions, choose(line, ""))
	}
	p.Pairs = pairs(lines)
	for _, line := range older {
		p.Older = append(p.Older, choose(line, "（第 "+strconv.Itoa(line.Revision)+" 稿）"))
	}
	switch {
	case old == "" || new == "":
		return answer{template: "compare", data: s.frame(r, "compare", "对比", p)}, nil
	case p.Old.Key == "" || p.New.Key == "":
		return answer{}, fault{http.StatusNotFound, "没有要对比的通知，请重新选择。"}
	}
	c, err := s.between(r.Context(), old, new)
	if err != nil {
		return answer{}, err
	}
	p.Chosen, p.All = true, len(c.Changes)
	p.Old.Tasks, p.New.Tasks = c.Old.Tasks, c.New.Tasks
	p.Old.Year, p.New.Year = c.Old.Year, c.New.Year
	p.Book, p.Swap = query("/compare.xlsx", "old", old, "new", new), query("/compare", "old", new, "new", old)
	for _, verdict := range taizhang.Verdicts {
		chosen := slices.Contains(verdicts, string(verdict))
		if c.Summary[verdict] == 0 && !chosen {
			continue
		}
		pairs := []any{"old", old, "new", new}
		for _, x := range taizhang.Verdicts {
			if (x == verdict) != slices.Contains(verdicts, string(x)) {
				pairs = append(pairs, "verdict", x)
			}
		}
		p.Verdicts = append(p.Verdicts, verdictLink{verdict, catalog.Word(verdict), c.Summary[verdict], chosen, query("/compare", pairs...)})
	}
	differing := []any{"old", old, "new", new}
	for _, x := range p.Verdicts {
		if x.Verdict != taizhang.Same {
			differing = append(differing, "verdict", x.Verdict)
		}
	}
	p.Differing = query("/compare", differing...)
	var shown []*taizhang.Change
	for i := range c.Changes {
		x := &c.Changes[i]
		if len(verdicts) == 0 || slices.ContainsFunc(x.Verdicts, func(v taizhang.Verdict) bool { return slices.Contains(verdicts, string(v)) }) {
			shown = append(shown, x)
		}
	}
	p.Shown = len(shown)
	shown, p.More = paged(r, shown, pageChanges)
	for _, x := range shown {
		p.Changes = append(p.Changes, c.line(x, old, new))
	}
	return answer{template: "compare", data: s.frame(r, "compare", "对比", p)}, nil
}

// compareWorkbook is a comparison as a workbook.
func (s *Server) compareWorkbook(r *http.Request) (answer, error) {
	c, err := s.between(r.Context(), r.URL.Query().Get("old"), r.URL.Query().Get("new"))
	if err != nil {
		return answer{}, err
	}
	return inMemory("任务对比.xlsx", typeXLSX, func(w io.Writer) error { return s.office.CompareBook(w, c.Comparison) })
}

func (c *compared) line(x *taizhang.Change, old, new string) changeLine {
	out := changeLine{Change: x, Score: int(x.Score*100 + .5)}
	for _, v := range x.Verdicts {
		out.Words = append(out.Words, verdictWord{string(v), catalog.Word(v)})
	}
	out.Old = sideOf(x.Old, x, taizhang.Delete, "del", x.Units.Gone, x.Deadlines.Gone)
	out.New = sideOf(x.New, x, taizhang.Insert, "ins", x.Units.Come, x.Deadlines.Come)
	for _, s := range x.Old {
		out.Old.Sides = append(out.Old.Sides, sideLine{old, c.uids[0][s.ID], s.Number, s.Under})
	}
	for _, s := range x.New {
		out.New.Sides = append(out.New.Sides, sideLine{new, c.uids[1][s.ID], s.Number, s.Under})
	}
	if len(x.Old) == 0 {
		out.Old.Absent = "原文件没有这项任务"
	}
	if len(x.New) == 0 {
		out.New.Absent = "新文件没有这项任务"
	}
	return out
}

// sideOf marks what one side alone has. A text of which nothing was kept is not marked:
// that would say no more than the verdict does.
func sideOf(sides []taizhang.Side, x *taizhang.Change, op taizhang.EditOp, mark string, units []taizhang.UnitRole, dates []taizhang.Date) (out sideCell) {
	kept := slices.ContainsFunc(x.Diff, func(e taizhang.Edit) bool { return e.Op == taizhang.Keep })
	if !kept {
		for i, s := range sides {
			if i > 0 {
				out.Text = append(out.Text, changedText{Text: "\n"})
			}
			out.Text = append(out.Text, changedText{Text: s.Text})
		}
	}
	for _, e := range x.Diff {
		switch {
		case kept && e.Op == taizhang.Keep:
			out.Text = append(out.Text, changedText{Text: e.Text})
		case kept && e.Op == op:
			out.Text = append(out.Text, changedText{e.Text, mark})
		}
	}
	is := func(changed bool, s string) changedText {
		if changed {
			return changedText{s, mark}
		}
		return changedText{Text: s}
	}
	for _, role := range taizhang.Roles {
		g := changedGroup{Role: role, Word: catalog.Word(role)}
		for _, s := range sides {
			for _, u := range s.Units {
				if u.Role == role && !slices.ContainsFunc(g.Names, func(n changedText) bool { return n.Text == u.Unit }) {
					g.Names = append(g.Names, is(slices.Contains(units, u), u.Unit))
				}
			}
		}
		if len(g.Names) > 0 {
			out.Units = append(out.Units, g)
		}
	}
	for _, s := range sides {
		for _, d := range s.Due {
			if !slices.ContainsFunc(out.Dates, func(n changedText) bool { return n.Text == string(d) }) {
				out.Dates = append(out.Dates, is(slices.Contains(dates, d), string(d)))
			}
		}
	}
	return out
}
