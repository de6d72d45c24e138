package handoff

import (
	"cmp"
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// Column is a column of a department's workbook. One with a Field is filled in; the
// others are given, and protected.
type Column struct {
	Name    string // the header
	Header  string // in the short form, where it is another; else empty
	Meaning string
	Width   float64 // characters
	Centred bool
	Hidden  bool // not shown, and never on paper
	Field   taizhang.ReportField
	Given   func(n int, h *taizhang.Handout) string // n is the running number, from 1
}

// Head is what stands over the column.
func (c *Column) Head() string { return cmp.Or(c.Header, c.Name) }

// The headers of columns that more than one file speaks of.
const (
	ColSeq     = "序号"
	ColTask    = "任务编号"
	ColText    = "任务内容"
	ColResult  = "年度目标/成果形式"
	ColLead    = "牵头单位"
	ColSupport = "配合单位"
	ColRaw     = "完成时限(原文)"
	ColDue     = "截止日期"
	ColStatus  = "完成状态"
)

// Columns are the columns of a department's workbook, in order. Behind the last
// stands the hidden one with each row's key.
var Columns = []Column{
	{Name: ColSeq, Meaning: "本表流水号；第 3 项下自行增加的子任务写作“3-1”“3-2”。", Width: 6, Centred: true, Given: func(n int, h *taizhang.Handout) string { return strconv.Itoa(n) }},
	{Name: ColTask, Meaning: "任务的固定编号，历次下发不变。", Width: 18.5, Centred: true, Given: func(_ int, h *taizhang.Handout) string { return h.Task }},
	{Name: colSection, Meaning: "任务出自本单位计划、他单位计划还是进度安排，及所在部分的标题。", Width: 15, Given: func(_ int, h *taizhang.Handout) string { return h.Section }},
	{Name: colRole, Meaning: "本单位在该任务中的角色：牵头、共同负责、分别负责、配合；以加挂牌子的名义承担的，括号中写该名称；总册中其他单位的任务写“统筹”。", Width: 9.5, Centred: true, Given: func(_ int, h *taizhang.Handout) string { return roleOf(h) }},
	{Name: ColText, Meaning: "任务原文。", Width: 42, Given: func(_ int, h *taizhang.Handout) string { return h.Text }},
	{Name: ColResult, Meaning: "文件写明的成果形式或量化目标。", Width: 20, Given: func(_ int, h *taizhang.Handout) string { return h.Result }},
	{Name: ColLead, Meaning: "牵头的单位；共同负责、分别负责的在括号中注明。", Width: 15, Given: func(_ int, h *taizhang.Handout) string { return h.Lead }},
	{Name: ColSupport, Meaning: "配合的单位。", Width: 18, Given: func(_ int, h *taizhang.Handout) string { return h.Support }},
	{Name: "责任人", Meaning: "本单位负责此项任务的人。", Width: 9, Centred: true, Field: taizhang.Person},
	{Name: colPhone, Meaning: "责任人的电话。", Width: 13, Centred: true, Field: taizhang.Phone},
	{Name: ColRaw, Meaning: "文件写明的时限，照录；有几个日期的，后面用〔〕注明各自日期。", Width: 12, Given: func(_ int, h *taizhang.Handout) string { return h.DeadlineRaw }},
	{Name: ColDue, Meaning: "应当办结或采取行动的日期，有几个的取最早的；没有明确日期的为空。", Width: 11.5, Centred: true, Given: func(_ int, h *taizhang.Handout) string { return string(h.Due) }},
	{Name: "时限类型", Meaning: "限期完成、限期启动、时段内、持续实施、定期、相对时限、未定时间。", Width: 9.5, Centred: true, Given: func(_ int, h *taizhang.Handout) string { return catalog.Word(h.Kind) }},
	{Name: "一季度进展", Meaning: "一季度的进展。", Width: 18, Field: taizhang.Quarter1},
	{Name: "二季度进展", Meaning: "二季度的进展。", Width: 18, Field: taizhang.Quarter2},
	{Name: "三季度进展", Meaning: "三季度的进展。", Width: 18, Field: taizhang.Quarter3},
	{Name: "四季度进展", Meaning: "四季度的进展。", Width: 18, Field: taizhang.Quarter4},
	{Name: ColStatus, Meaning: "从下拉列表中选：未启动、进行中、已完成、滞后、不再实施。", Width: 10, Centred: true, Field: taizhang.Status},
	{Name: colProblems, Meaning: "推进中的问题。", Width: 16, Field: taizhang.Problems},
	{Name: "下步措施", Meaning: "下一步怎么办。", Width: 16, Field: taizhang.NextStep},
	{Name: "佐证材料", Meaning: "证明完成情况的文件名或文号。", Width: 14, Field: taizhang.Evidence},
	{Name: colRemark, Meaning: "其他需要说明的。", Width: 12, Field: taizhang.Remark},
	{Name: colSource, Meaning: "发文字号（没有字号的用标题）、项目和段落；正文与进度安排说同一任务的，注明另一处。", Width: 22, Given: func(_ int, h *taizhang.Handout) string { return h.Source }},
}

// roleOf says an organ's role, and the plate under which it acts.
func roleOf(h *taizhang.Handout) string {
	role := catalog.Word(h.Role)
	if h.Role == "" {
		role = "统筹"
	}
	if h.Unit != h.Organ {
		role += "（" + h.Unit + "）"
	}
	return role
}
