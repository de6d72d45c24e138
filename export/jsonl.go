package export

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/taizhang/taizhang"
)

// jsonTask is a line of the JSON lines; its keys are those of the public contract.
type jsonTask struct {
	Notice struct {
		Key       string  `json:"key"`
		Title     *string `json:"title"`
		DocNumber *string `json:"doc_number"`
		PlanYear  *int    `json:"plan_year"`
	} `json:"notice"`
	ID          string                `json:"id"`
	UID         *string               `json:"uid"`
	Part        string                `json:"part"`
	Kind        string                `json:"kind"`
	Number      string                `json:"number"`
	Under       string                `json:"under"`
	Text        string                `json:"text"`
	Result      *string               `json:"result"`
	Assignments []taizhang.Assignment `json:"assignments"`
	Deadlines   []taizhang.Deadline   `json:"deadlines"`
	Targets     []taizhang.Target     `json:"targets"`
	At          string                `json:"at"`
	Spans       taizhang.Spans        `json:"spans"`
}

// jsonlDocs documents the keys of a line, in order.
var jsonlDocs = []Column{
	{Name: "notice", Meaning: "文件：key 标识，title 标题，doc_number 发文字号，plan_year 计划年度；没有的为 null。", Type: "对象"},
	{Name: "id", Meaning: "任务在一次抽取内的标识。", Type: typeText},
	{Name: "uid", Meaning: "任务的稳定编号；尚未入库的为 null。", Type: typeText},
	{Name: "part", Meaning: "任务在文件的哪一部分。", Type: typeText},
	{Name: "kind", Meaning: "item 部门任务，row 进度安排。", Type: typeText},
	{Name: "number", Meaning: "原文印的编号。", Type: typeText},
	{Name: "under", Meaning: "所在章节或表格的标题。", Type: typeText},
	{Name: "text", Meaning: "任务的原文。", Type: typeText},
	{Name: "result", Meaning: "成果形式；没有的为 null。", Type: typeText},
	{Name: "assignments", Meaning: "责任单位，同 extract --format json。", Type: "数组"},
	{Name: "deadlines", Meaning: "时限，同 extract --format json。", Type: "数组"},
	{Name: "targets", Meaning: "量化目标，同 extract --format json。", Type: "数组"},
	{Name: "at", Meaning: "在来源文件中的位置。", Type: typeText},
	{Name: "spans", Meaning: "在来源文本中的字节区间 [[起,止],…]，左闭右开。", Type: "数组"},
}

// JSONL writes one JSON object a task, a line each.
func JSONL(w io.Writer, src Source) error {
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	err := flatten(src, func(n *notice, e *entry) error {
		t := jsonTask{ID: e.task.ID, UID: some(n.uids[e.task.ID]), Part: e.task.Part, Kind: e.kindOf(), Number: e.task.Number, Under: e.task.Under,
			Text: e.task.Text, Result: some(e.task.Result), Assignments: list(e.task.Assignments), Deadlines: list(e.task.Deadlines),
			Targets: list(e.task.Targets), At: e.task.At, Spans: e.task.Spans}
		t.Notice.Key, t.Notice.Title, t.Notice.DocNumber = n.Notice.Key, some(n.Notice.Title), some(n.Notice.DocNumber)
		if n.Notice.PlanYear != 0 {
			t.Notice.PlanYear = &n.Notice.PlanYear
		}
		return enc.Encode(&t)
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// some is s, or nil where there is none.
func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// list turns nil into an empty list, as the contract has no null lists.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
