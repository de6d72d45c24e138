package handoff

import (
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
)

// Column is a column of a department's workbook. One with a Field is filled in; the
// others are given, and protected.
type Column struct {
	Name    string // the header
	Meaning string
	Width   float64 // characters
	Field   taizhang.ReportField
	Given   func(n int, h *taizhang.Handout) string // n is the running number, from 1
}

// The names of columns that more than one file speaks of.
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
	{Name: ColSeq, Meaning: "本表流水号；单位自行增加的子任务写作“3-1”。", Width: 6, Given: func(n int, h *taizhang.Handout) string { return strconv.Itoa(n) }},
	{Name: ColTask, Meaning: "任务的固定编号，历次下发不变。", Width: 19, Given: func(_ int, h *taizhang.Handout) string { return h.Task }},
	{Name: "类别/来源", Meaning: "任务在文件中所属的部分，及本单位的角色。", Width: 18, Given: func(_ int, h *taizhang.Handout) string { return h.Section }},
	{Name: "承担角色", Meaning: "本单位在该任务中的角色：牵头、共同负责、分别负责、配合。", Width: 9, Given: func(_ int, h *taizhang.Handout) string { return export.RoleWord(h.Role) }},
	{Name: ColText, Meaning: "任务原文。", Width: 44, Given: func(_ int, h *taizhang.Handout) string { return h.Text }},
	{Name: ColResult, Meaning: "文件写明的成果形式或量化目标。", Width: 18, Given: func(_ int, h *taizhang.Handout) string { return h.Result }},
	{Name: ColLead, Meaning: "牵头、共同或分别负责的单位。", Width: 18, Given: func(_ int, h *taizhang.Handout) string { return h.Lead }},
	{Name: ColSupport, Meaning: "配合的单位。", Width: 18, Given: func(_ int, h *taizhang.Handout) string { return h.Support }},
	{Name: "责任人", Meaning: "本单位负责此项任务的人。", Width: 9, Field: taizhang.Person},
	{Name: "联系电话", Meaning: "责任人的电话。", Width: 13, Field: taizhang.Phone},
	{Name: ColRaw, Meaning: "文件写明的时限，照录。", Width: 14, Given: func(_ int, h *taizhang.Handout) string { return h.DeadlineRaw }},
	{Name: ColDue, Meaning: "按时限推算的应完成日期；没有的留空。", Width: 11.5, Given: func(_ int, h *taizhang.Handout) string { return string(h.Due) }},
	{Name: "时限类型", Meaning: "限期完成、限期启动、时段内、持续实施、定期、相对时限、未定时间。", Width: 9, Given: func(_ int, h *taizhang.Handout) string { return export.DeadlineWord(h.Kind) }},
	{Name: "一季度进展", Meaning: "一季度的进展。", Width: 22, Field: taizhang.Quarter1},
	{Name: "二季度进展", Meaning: "二季度的进展。", Width: 22, Field: taizhang.Quarter2},
	{Name: "三季度进展", Meaning: "三季度的进展。", Width: 22, Field: taizhang.Quarter3},
	{Name: "四季度进展", Meaning: "四季度的进展。", Width: 22, Field: taizhang.Quarter4},
	{Name: ColStatus, Meaning: "从下拉列表中选：未启动、进行中、已完成、滞后、不再实施。", Width: 10, Field: taizhang.Status},
	{Name: "存在问题", Meaning: "推进中的问题。", Width: 20, Field: taizhang.Problems},
	{Name: "下步措施", Meaning: "下一步怎么办。", Width: 20, Field: taizhang.NextStep},
	{Name: "佐证材料", Meaning: "证明完成情况的文件名或文号。", Width: 18, Field: taizhang.Evidence},
	{Name: "备注", Meaning: "其他需要说明的。", Width: 14, Field: taizhang.Remark},
	{Name: "原文出处", Meaning: "文件名称、编号及段落，便于核对。", Width: 20, Given: func(_ int, h *taizhang.Handout) string { return h.Source }},
}
