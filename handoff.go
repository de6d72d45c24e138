package taizhang

import "fmt"

// ReportField is a column that a department fills in. Its order in [ReportFields]
// is that of the workbook.
type ReportField string

// The columns that are filled in.
const (
	Person   ReportField = "person" // 责任人
	Phone    ReportField = "phone"  // 联系电话
	Quarter1 ReportField = "q1"     // 一季度进展 … 四季度进展
	Quarter2 ReportField = "q2"
	Quarter3 ReportField = "q3"
	Quarter4 ReportField = "q4"
	Status   ReportField = "status"   // 完成状态
	Problems ReportField = "problems" // 存在问题
	NextStep ReportField = "next"     // 下步措施
	Evidence ReportField = "evidence" // 佐证材料
	Remark   ReportField = "remark"   // 备注
)

// ReportFields are all of them, in the order of the workbook.
var ReportFields = []ReportField{Person, Phone, Quarter1, Quarter2, Quarter3, Quarter4, Status, Problems, NextStep, Evidence, Remark}

// Quarters are the columns of progress, one a quarter.
var Quarters = []ReportField{Quarter1, Quarter2, Quarter3, Quarter4}

// The values of [Status].
const (
	NotBegun  = "未启动"
	UnderWay  = "进行中"
	Done      = "已完成"
	Behind    = "滞后"
	Cancelled = "不再实施"
)

// Statuses are the values of [Status], as the drop-down lists them.
var Statuses = []string{NotBegun, UnderWay, Done, Behind, Cancelled}

// Report is what an organ says of a task, by column. A column that is not in it is empty.
type Report map[ReportField]string

// Round is one hand-off of tasks to organs: 2017Q2.
type Round struct {
	ID      int64
	Name    string
	ReplyBy Date // empty: no date was set
	Who, At string
	State   RoundState
}

// RoundState says how far a round is.
type RoundState string

// The states of a round. What was handed out is collected until it is closed.
const (
	RoundTrial  RoundState = "trial"
	RoundSent   RoundState = "sent"
	RoundClosed RoundState = "closed"
)

// Handout is a task as one organ was given it in a round, or a row that the organ
// added under it before. What was given is what a returned row is compared with.
type Handout struct {
	Round, Organ string
	File         string // the name of the workbook
	Notice       string // the notice's key
	NoticeTitle  string
	Task         string // uid
	Child        string // of a row the organ added: its identity under the task; else empty
	Role         Role   // empty: the coordinating office has it to oversee
	Unit         string // of the organ, as it acts for this task: a plate's name

	// What is given, and not to be changed.
	Number      string // 序号, as printed
	Section     string // 类别/来源
	Text        string // 任务内容; of a child what the organ wrote
	Result      string // 年度目标/成果形式
	Lead        string // 牵头单位, joined by 、
	Support     string // 配合单位
	DeadlineRaw string // 完成时限(原文)
	Due         Date
	Kind        DeadlineKind
	Source      string // 原文出处

	Report Report // what was known when it was given
}

// Progress is one cell that an organ reported: the value, and where it stood.
type Progress struct {
	Round, Organ string
	Task, Child  string // as in [Handout]
	Field        ReportField
	Value        string
	Who          string // 填报人, as the sign-off block says
	File, SHA256 string // of the workbook it came in
	Cell         string // Sheet!C7
	At           string // when it was collected
}

// Contact is whom to ask in a unit; what is empty is not known. Source is the workbook that
// says so, or who entered it.
type Contact struct {
	Organ               string
	Person, Phone, Mail string
	Source, At          string
}

// ConflictKind says why a returned value was not taken.
type ConflictKind string

// The kinds of conflict.
const (
	ConflictValues  ConflictKind = "values"  // two returns, or two organs that answer for a task, say different things
	ConflictTask    ConflictKind = "task"    // the task changed, or is gone, since it was given
	ConflictEdited  ConflictKind = "edited"  // a column that was given was changed
	ConflictKey     ConflictKind = "key"     // the row's key was changed, or is of no row that was given
	ConflictInvalid ConflictKind = "invalid" // a value that the column can't hold
	ConflictRow     ConflictKind = "row"     // a row that can't be told to belong to any task
)

// Conflict is a returned value that a person must decide on.
type Conflict struct {
	ID           int64
	Kind         ConflictKind
	Round, Organ string
	Task, Child  string
	Field        ReportField // empty for a column that was given
	Column       string      // the header
	Given        string      // what was handed out
	Present      string      // what the database holds
	Returned     string
	File, SHA256 string
	Cell         string
	At           string
	Note         string // what is wrong, in Chinese
	Decided      string // "", "returned" or "present"
	DecidedBy    string
	DecidedAt    string
	Reopened     *Reopening // by whom it was reopened last, also where it is decided again
}

// Reopening says who put a settled conflict before a person again, and why.
type Reopening struct {
	Decision     int64 // its number
	Who, At, Why string
	Before       string // how it was settled: "returned" or "present"
}

// Seen is 16 hex digits over what a person sees who decides: the present value, and whether the
// conflict was reopened.
func (c *Conflict) Seen() string {
	if c.Reopened == nil {
		return ValueSeen(c.Present)
	}
	return ValueSeen(fmt.Sprintf("%s\x00%d", c.Present, c.Reopened.Decision))
}
