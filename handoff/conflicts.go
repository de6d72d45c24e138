package handoff

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// What a person decides of a conflict, and what [taizhang.Conflict] calls it.
const (
	decideReturned = "采用反馈"
	decidePresent  = "保留现有"
)

var decisions = map[string]string{decideReturned: "returned", decidePresent: "present"}

// problems are the kinds of conflict: what they are called, and their colour.
var problems = map[taizhang.ConflictKind]struct{ word, color string }{
	taizhang.ConflictValues:  {"内容不一致", "FCE4D6"},
	taizhang.ConflictTask:    {"任务已有变化", "FFF2CC"},
	taizhang.ConflictEdited:  {"改动了下发的内容", "E4DFEC"},
	taizhang.ConflictKey:     {"校验码不符", "F8CBAD"},
	taizhang.ConflictInvalid: {"填写的内容无效", "DDEBF7"},
	taizhang.ConflictRow:     {"不能确定属于哪一任务", "EDEDED"},
}

// conflictColumn is a column of the workbook of conflicts.
type conflictColumn struct {
	name  string
	width float64
	value func(c *taizhang.Conflict, text string) string
}

var conflictColumns = []conflictColumn{
	{"编号", 7, func(c *taizhang.Conflict, _ string) string { return strconv.FormatInt(c.ID, 10) }},
	{"单位", 20, func(c *taizhang.Conflict, _ string) string { return c.Organ }},
	{"任务编号", 18, func(c *taizhang.Conflict, _ string) string { return c.Task }},
	{ColText, 36, func(_ *taizhang.Conflict, text string) string { return text }},
	{"栏目", 12, func(c *taizhang.Conflict, _ string) string { return c.Column }},
	{"下发时", 24, func(c *taizhang.Conflict, _ string) string { return c.Given }},
	{"现有", 24, func(c *taizhang.Conflict, _ string) string { return c.Present }},
	{"反馈", 30, func(c *taizhang.Conflict, _ string) string { return c.Returned }},
	{"来源文件", 20, func(c *taizhang.Conflict, _ string) string { return c.File }},
	{"单元格", 12, func(c *taizhang.Conflict, _ string) string { return c.Cell }},
	{"问题", 30, func(c *taizhang.Conflict, _ string) string { return Problem(c) }},
	{decisionHeader, 12, func(c *taizhang.Conflict, _ string) string { return decisionWord(c.Decided) }},
}

const (
	decisionHeader = "处理意见"
	conflictHeader = "冲突号" // of the hidden column behind the last
	conflictSheet  = "待处理"
	conflictRows   = 4 // the first row of the table
)

// Problem says what is wrong, and what there is to do where it can't be decided here.
func Problem(c *taizhang.Conflict) string {
	out := problems[c.Kind].word
	if c.Note != "" {
		out += "：" + c.Note
	}
	switch p, ok := Accept(*c); {
	case ok && p.Value != c.Returned:
		out += "；如采用，即记为“" + p.Value + "”"
	case ok:
	case c.Kind == taizhang.ConflictEdited:
		out += "；下发的内容不随反馈更改，确须更正的另行更正"
	case c.Kind == taizhang.ConflictKey && c.Task != "":
		out += "；各栏所填见其余各行"
	default:
		out += "；请退回更正后重新收取"
	}
	return out
}

func decisionWord(decided string) string {
	for word, d := range decisions {
		if d == decided {
			return word
		}
	}
	return ""
}

// conflictKey is what the hidden column holds: the conflict's number, and 8 hex digits
// over what it is about, so that a decision is never taken for another's. Behind it stands
// [taizhang.Conflict.Seen], so that what changed since is told.
func conflictKey(c *taizhang.Conflict) string {
	h := sha256.New()
	for _, s := range []string{string(c.Kind), c.Round, c.Organ, c.Task, c.Child, string(c.Field), c.Column, c.Returned} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return fmt.Sprintf("%s|%d|%s", conflictHeader, c.ID, hex.EncodeToString(h.Sum(nil)[:4]))
}

// WriteConflicts writes conflicts as a workbook to decide on, in the order of their
// IDs; given are the handouts that their tasks' texts are taken from. The same
// conflicts always give the same bytes.
func WriteConflicts(w io.Writer, conflicts []taizhang.Conflict, given []taizhang.Handout) (err error) {
	conflicts = slices.Clone(conflicts)
	slices.SortStableFunc(conflicts, func(a, b taizhang.Conflict) int { return cmp.Compare(a.ID, b.ID) })
	type row struct{ task, child string }
	texts := map[row]string{}
	for i := range given {
		texts[row{given[i].Task, given[i].Child}] = given[i].Text
	}
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	p := &conflictPage{f: f, styles: map[conflictStyle]int{}}
	if err := p.begin(len(conflicts)); err != nil {
		return err
	}
	both, one := []string{decideReturned, decidePresent}, []string{decidePresent}
	allowed := map[string][]string{}
	var order []string
	for i := range conflicts {
		c := &conflicts[i]
		at := conflictRows + i
		if err := p.row(at, c, texts[row{c.Task, c.Child}]); err != nil {
			return err
		}
		cell, err := excelize.CoordinatesToCellName(len(conflictColumns), at)
		if err != nil {
			return err
		}
		order = append(order, cell)
		if allowed[cell] = one; acceptable(c) {
			allowed[cell] = both
		}
	}
	if err := p.choices(order, allowed); err != nil {
		return err
	}
	if err := p.end(len(conflicts)); err != nil {
		return err
	}
	return f.Write(w)
}

func acceptable(c *taizhang.Conflict) bool {
	_, ok := Accept(*c)
	return ok
}
