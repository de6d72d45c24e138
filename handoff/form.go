package handoff

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// shortForm are the columns of the short form by the names of [Columns], in order, with
// their headers and widths there. The progress is that of the round's quarter. What is
// hidden says which task a row is, and what is late.
var shortForm = []Column{
	{Name: ColSeq, Width: 5},
	{Name: ColText, Width: 18},
	{Name: ColResult, Header: "年度目标", Width: 8},
	{Name: colRole, Header: "本单位角色", Width: 7},
	{Name: ColLead, Header: "牵头/配合单位", Width: 8, Meaning: "牵头的单位，共同负责、分别负责的在括号中注明；另起一行写配合的单位。自行增加的子任务在此写负责的处室。", Given: unitsOf},
	{Name: ColRaw, Header: "完成时限", Width: 9.5},
	{Name: progressColumn, Width: 19},
	{Name: ColStatus, Width: 9},
	{Name: colProblems, Header: "问题与下步措施", Width: 13, Meaning: "推进中的问题，和下一步怎么办。"},
	{Name: colRemark, Width: 7},
	{Name: ColTask, Width: 18, Hidden: true},
	{Name: ColDue, Width: 11, Hidden: true},
	{Name: colSource, Width: 20, Hidden: true},
}

// hiddenColumn reports whether the short form hides a column.
func hiddenColumn(name string) bool {
	return slices.ContainsFunc(shortForm, func(c Column) bool { return c.Name == name && c.Hidden })
}

// progressColumn stands for the progress of the round's quarter.
const progressColumn = "本季度进展"

// ShortColumns are the columns of the short form in a quarter, 1 to 4; those that are
// hidden come last. Behind them stands the one with the keys.
func ShortColumns(quarter int) []Column {
	out := make([]Column, 0, len(shortForm))
	for _, s := range shortForm {
		if s.Name == progressColumn {
			s.Name = fieldColumn(taizhang.Quarters[quarter-1])
		}
		c := Columns[columnIndex(s.Name)]
		c.Header, c.Width, c.Hidden, c.Meaning = s.Header, s.Width, s.Hidden, cmp.Or(s.Meaning, c.Meaning)
		if s.Given != nil {
			c.Given = s.Given
		}
		out = append(out, c)
	}
	return out
}

// Columns are the columns of a book, in its form.
func (b *Book) Columns() []Column {
	if b.Full {
		return Columns
	}
	return ShortColumns(quarterOf(b.Round))
}

// unitsOf names in one column who leads a task and who supports it.
func unitsOf(_ int, h *taizhang.Handout) string {
	if h.Support == "" {
		return h.Lead
	}
	return strings.TrimPrefix(h.Lead+"\n配合："+h.Support, "\n")
}

var quarterWord = lazy.NewPattern(`[Qq]([1-4])|([一二三四1-4])季度`)

// How long after a quarter its reports are still due, and a round is still begun: days.
const lateReply = 20

// quarterOf is the quarter that a round asks about, 1 to 4: what its name says, else the
// one in or shortly after which the replies are due, or in which it was handed out.
func quarterOf(r taizhang.Round) int { return max(1, quarterSaid(r)) }

// quarterSaid is that quarter, or 0 where nothing of the round says it.
func quarterSaid(r taizhang.Round) int {
	if m := quarterWord.FindStringSubmatch(taizhang.FoldString(r.Name)); m != nil {
		return strings.Index("1一2二3三4四", m[1]+m[2])/4 + 1
	}
	for _, s := range []string{string(r.ReplyBy), r.At} {
		if day, err := time.Parse(time.DateOnly, s[:min(len(s), len(time.DateOnly))]); err == nil {
			return (int(day.AddDate(0, 0, -lateReply).Month()) + 2) / 3
		}
	}
	return 0
}
