package handoff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
)

// Books makes the books of a round: one an organ, in the order in which the ledgers
// first name them. Plates are together under their organ, a class gives each of its
// members a book, and keeps its own where members(unit) names none. A unit without
// a full name has its book under what is printed.
//
// The coordinating office of a ledger (see coordinator) has a 总册: every task of
// the ledger once, those that are its own in their place, then the others without a
// role. So an organ never has two books, and a key is never given twice.
//
// Known is what was reported before. Where an organ reported a cell in several
// rounds, the later entry in known holds, an empty one clears the cell. What it said
// of a row that it added has the column's name as field where that is a column that
// is given for a task (任务内容, 截止日期).
//
// All books are in memory; [Collation] makes them one by one.
func Books(inputs []export.Input, round taizhang.Round, members func(unit string) []string, known []taizhang.Progress) []Book {
	c := NewCollation(round, members, known)
	defer c.Discard()
	for _, in := range inputs {
		inMemory(c.Add(in))
	}
	out := make([]Book, c.Len())
	for i := range out {
		b, err := c.Book(i)
		inMemory(err)
		out[i] = *b
	}
	return out
}

func inMemory(err error) {
	if err != nil {
		panic(err) // of the temporary file, which many tasks need: those who have them make a Collation
	}
}

// part is what one organ has to do with a task.
type part struct {
	organ, unit string
	role        taizhang.Role
	own         bool // from a heading of its own
}

// standing is the order of roles in a book; without a role comes last.
var standing = []taizhang.Role{taizhang.Lead, taizhang.Joint, taizhang.Separate, taizhang.Support, ""}

func rank(r taizhang.Role) int { return slices.Index(standing, r) }

// Add hands out the tasks of a ledger. The order of the books is that in which ledgers first name organs.
func (c *Collation) Add(in export.Input) error {
	given := newGiver(in)
	tasks := in.Ledger.Tasks()
	office := ""
	for i := range tasks {
		if i == 0 {
			office = bounded(c.coordinator(in.Ledger, tasks))
			c.whole[office] = true
			c.open(office)
		}
		t := &tasks[i]
		parts := c.parts(t)
		if !slices.ContainsFunc(parts, func(p part) bool { return p.organ == office }) {
			parts = append(parts, part{organ: office, unit: office})
		}
		for _, p := range parts {
			h := given.handout(t, p)
			h.Round, h.Organ, h.Role, h.Unit = c.round.Name, p.organ, p.role, p.unit
			h.Report = c.known.of(p.organ, h.Task, "")
			if err := c.keep(p.organ, &h); err != nil {
				return err
			}
		}
	}
	return nil
}

// parts are what organs have to do with a task, each once by its strongest role, in
// the order of the assignments.
func (c *Collation) parts(t *taizhang.Task) (out []part) {
	for _, a := range t.Assignments {
		for _, p := range c.responsible(a) {
			i := slices.IndexFunc(out, func(o part) bool { return o.organ == p.organ })
			if i < 0 {
				out = append(out, p)
				continue
			}
			own := out[i].own || p.own
			if rank(p.role) < rank(out[i].role) {
				out[i] = p
			}
			out[i].own = own
		}
	}
	return out
}

// responsible are the organs that an assignment means: one, or the members of a class.
func (c *Collation) responsible(a taizhang.Assignment) (out []part) {
	unit, organ := export.Names(a)
	for _, m := range c.members(unit) {
		out = append(out, part{m, m, a.Role, a.From != ""})
	}
	if len(out) == 0 {
		out = append(out, part{bounded(organ), unit, a.Role, a.From != ""})
	}
	return out
}

// mostName is how many characters of a name tell organs apart: no organ has so many, but a
// paragraph that was taken for one, and a database's indexes have an end.
const mostName = 120

// bounded is a name of at most [mostName] characters, and of a longer one the digest too.
func bounded(name string) string {
	if runes := []rune(name); len(runes) > mostName {
		return string(runes[:mostName]) + "…" + taizhang.TextDigest(name)[:8]
	}
	return name
}

// unnamed is the coordinating office of a notice that names no issuer.
const unnamed = "统筹单位"

// coordinator names the office that coordinates a notice's tasks: the issuer's
// 办公室 or 办公厅 where a task is assigned to it, else the issuer itself.
func (c *Collation) coordinator(l *taizhang.Ledger, tasks []taizhang.Task) string {
	issuer := l.Notice.Issuer
	if issuer == "" {
		return unnamed
	}
	for _, office := range []string{"办公室", "办公厅"} {
		for _, t := range tasks {
			for _, a := range t.Assignments {
				if _, organ := export.Names(a); strings.HasSuffix(organ, office) && taizhang.FoldString(organ) == taizhang.FoldString(issuer+office) {
					return organ
				}
			}
		}
	}
	return issuer
}

// finish puts a book in order, names it, and puts the rows that the organ added
// before under their tasks.
func (c *Collation) finish(b *Book, file string) {
	b.File, b.Title = file, bookTitle(b.Organ, b.Round, c.whole[b.Organ])
	slices.SortStableFunc(b.Handouts, func(x, y taizhang.Handout) int { return rank(x.Role) - rank(y.Role) })
	var all []taizhang.Handout
	for _, h := range b.Handouts {
		h.File = file
		all = append(all, h)
		for _, child := range c.known.children(b.Organ, h.Task) {
			all = append(all, c.child(h, child))
		}
	}
	b.Handouts = all
}

func bookTitle(organ string, round taizhang.Round, whole bool) string {
	form := "填报表"
	if whole {
		form = "总册"
	}
	return organ + "任务落实情况" + form + "（" + roundWords(round.Name) + "）"
}

// Book is the workbook that went out under a name, made again of what was given, in the short
// form and without a template; nil for none.
func (r *RollUp) Book(file string) *Book {
	b := &Book{Round: r.Rounds[len(r.Rounds)-1], File: file}
	for _, h := range r.Handouts {
		if h.File == file {
			b.Organ = h.Organ
			b.Handouts = append(b.Handouts, h)
		}
	}
	if b.Organ == "" {
		return nil
	}
	b.Title = bookTitle(b.Organ, b.Round, strings.HasSuffix(file, whole+extension))
	return b
}

// child is a row that an organ added under a task, as it last said.
func (c *Collation) child(of taizhang.Handout, child string) taizhang.Handout {
	report := c.known.of(of.Organ, of.Task, child)
	h := taizhang.Handout{Round: of.Round, Organ: of.Organ, File: of.File, Notice: of.Notice, NoticeTitle: of.NoticeTitle, Task: of.Task, Child: child,
		Role: of.Role, Unit: of.Unit, Section: "子任务", Report: report}
	said := func(column string) string {
		v := report[taizhang.ReportField(column)]
		delete(report, taizhang.ReportField(column))
		return v
	}
	said(ColSeq)
	if h.Text = said(ColText); h.Text == "" {
		h.Text = child
	}
	h.Result, h.Lead, h.Support = said(ColResult), said(ColLead), said(ColSupport)
	h.DeadlineRaw, h.Due = said(ColRaw), taizhang.Date(said(ColDue))
	return h
}

// Numbers are the 序号 of the rows: tasks from 1, 3-1 for what was added under the third.
func (b *Book) Numbers() []string {
	out := make([]string, len(b.Handouts))
	n, k := 0, 0
	for i, h := range b.Handouts {
		if h.Child == "" {
			n, k = n+1, 0
			out[i] = strconv.Itoa(n)
			continue
		}
		k++
		out[i] = strconv.Itoa(n) + "-" + strconv.Itoa(k)
	}
	return out
}
