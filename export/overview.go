package export

import (
	"errors"
	"io"

	"github.com/taizhang/taizhang"
)

// The sheets of an overview, in the order of the workbook; 汇总 and 数据字典 are called as elsewhere.
const (
	sheetStandings = "总台账"
	sheetOrgans    = "部门完成情况"
	sheetWarnings  = "逾期与预警"
	sheetChanges   = "变化情况"
	sheetSilent    = "未反馈单位"
)

// statuses are those a task can have, as the columns and charts list them, with their
// looks and what they mean.
var statuses = []struct {
	word    string
	look    look
	meaning string
}{
	{taizhang.Done, lookDone, ""},
	{taizhang.UnderWay, lookUnderWay, ""},
	{taizhang.Behind, lookBehind, ""},
	{taizhang.NotBegun, lookNotBegun, ""},
	{taizhang.Cancelled, lookCancelled, "不计入完成率的分母"},
	{taizhang.NotReported, lookNotReported, "负责的单位没有填报完成状态"},
}

var soonWord = itoa(taizhang.SoonDays) + "日内到期"

const statusRule = "任务的完成状态取牵头单位填报的；没有牵头单位的，取共同负责、分别负责的单位；都没有的，取配合单位。几个单位不一致的，取进度最慢的一个" +
	"（由慢到快：未填报、未启动、滞后、进行中、已完成；不再实施的不影响其他单位）。"

const overdueRule = "截止日期早于统计日期而没有完成的为逾期；限期启动的任务，进行中即不算逾期。没有截止日期的不计。"

// overviewDocs documents the workbook of an overview; its 数据字典 is as elsewhere.
func overviewDocs() []SheetColumns {
	return []SheetColumns{
		describe(sheetCounts, "进度汇总工作簿的首页：一轮反馈的总数。", factColumns),
		describe(sheetStandings, "进度汇总工作簿：一项任务一行，合并各单位的填报。"+statusRule, standingColumns),
		describe(sheetOrgans, "进度汇总工作簿：一个单位一行，状态按该单位自己填报的计。", organColumns()),
		describe(sheetWarnings, "进度汇总工作簿："+overdueRule, warningColumns),
		describe(sheetChanges, "进度汇总工作簿：与上一轮相比，完成状态或各季度进展有变化的，一项变化一行。", changeColumns),
		describe(sheetSilent, "进度汇总工作簿：已下发任务、本轮没有反馈的单位。", silentColumns),
	}
}

// OverviewXLSX writes an overview as a workbook.
func OverviewXLSX(w io.Writer, o *taizhang.Overview) (err error) {
	b, err := newBook(looks, []string{sheetCounts, sheetStandings, sheetOrgans, sheetWarnings, sheetChanges, sheetSilent, SheetDictionary})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.f.Close()) }()
	pages := []page{overviewSheet(o), standingSheet(o), organSheet(o), warningSheet(o), changeSheet(o), silentSheet(o), dictSheet(append(overviewDocs(), describe(SheetDictionary, dictMeaning, dictColumns[:])))}
	stamp, _ := ParseDay(o.AsOf)
	unread := func() error { return o.Err() } // before anything is written
	return b.write(w, pages, unread, overviewTitle(o), stamp)
}

func overviewTitle(o *taizhang.Overview) string {
	return "任务进度汇总（" + visible(o.Round.Name) + "）"
}

// asOf says which round it is, and of which day.
func asOf(o *taizhang.Overview) string {
	s := "轮次：" + visible(o.Round.Name)
	if o.AsOf != "" {
		s += "　统计日期：" + string(o.AsOf)
	}
	return s + "　"
}

// statusOf is a status in words, on its colour.
func statusOf(status string) value {
	v := codeOf(status)
	for _, s := range statuses {
		if s.word == status {
			return v.as(s.look)
		}
	}
	return v
}

// overdueOf is the days that a task is overdue.
func overdueOf(t taizhang.Timeliness) value {
	if t.Overdue == 0 {
		return value{}
	}
	return numberOf(t.Overdue).as(lookOverdue)
}

// percent is a part of a whole, in whole percent; nothing where there is no whole.
func percent(part, whole int) value {
	if whole == 0 {
		return value{}
	}
	return numberOf((part*200 + whole) / (2 * whole))
}
