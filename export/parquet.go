package export

import (
	"io"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"github.com/taizhang/taizhang"
)

// parquetTask is a row of the Parquet file. What is missing is null; lists are never null.
type parquetTask struct {
	Notice       string   `parquet:"notice,dict"`
	NoticeTitle  string   `parquet:"notice_title,dict"`
	DocNumber    *string  `parquet:"doc_number,dict"`
	Issuer       *string  `parquet:"issuer,dict"`
	Jurisdiction *string  `parquet:"jurisdiction,dict"`
	PlanYear     *int32   `parquet:"plan_year"`
	SignedOn     *int32   `parquet:"signed_on,date"`
	ID           string   `parquet:"id"`
	UID          *string  `parquet:"uid"`
	Part         string   `parquet:"part,dict"`
	Kind         string   `parquet:"kind,dict"`
	Section      string   `parquet:"section,dict"`
	Number       string   `parquet:"number,dict"`
	Text         string   `parquet:"text"`
	LeadUnits    []string `parquet:"lead_units,list"`
	SupportUnits []string `parquet:"support_units,list"`
	JointUnits   []string `parquet:"joint_units,list"`
	SepUnits     []string `parquet:"separate_units,list"`
	Organs       []string `parquet:"organs,list"`
	Deadlines    []string `parquet:"deadlines,list"`
	Kinds        []string `parquet:"deadline_kinds,list"`
	StartOn      *int32   `parquet:"start_on,date"`
	Due          *int32   `parquet:"due,date"`
	Targets      []string `parquet:"targets,list"`
	Result       *string  `parquet:"result"`
	SameAs       []string `parquet:"same_as,list"`
	At           string   `parquet:"at"`
}

const typeList = "数组"

// parquetDocs documents the columns, in order.
var parquetDocs = []Column{
	{Name: "notice", Meaning: "文件的标识，同 JSON 的 notice.key。", Type: typeText},
	{Name: "notice_title", Meaning: "文件的标题。", Type: typeText},
	{Name: "doc_number", Meaning: "文件的发文字号；没有的为 null。", Type: typeText},
	{Name: "issuer", Meaning: "发文机关；没有的为 null。", Type: typeText},
	{Name: "jurisdiction", Meaning: "文件所属的地区；没有的为 null。", Type: typeText},
	{Name: "plan_year", Meaning: "计划所属年度；没有的为 null。", Type: typeInt},
	{Name: "signed_on", Meaning: "成文日期；没有的为 null。", Type: typeDate},
	{Name: "id", Meaning: "任务在一次抽取内的标识。", Type: typeText},
	{Name: "uid", Meaning: "任务的稳定编号；尚未入库的为 null。", Type: typeText},
	{Name: "part", Meaning: "任务在文件的哪一部分。", Type: typeText},
	{Name: "kind", Meaning: "item 部门任务，row 进度安排。", Type: typeText},
	{Name: "section", Meaning: "所在章节或表格的标题。", Type: typeText},
	{Name: "number", Meaning: "原文印的编号，照录。", Type: typeText},
	{Name: "text", Meaning: "任务的原文。", Type: typeText},
	{Name: "lead_units", Meaning: "牵头单位的全称。", Type: typeList},
	{Name: "support_units", Meaning: "配合单位的全称。", Type: typeList},
	{Name: "joint_units", Meaning: "共同负责的各单位的全称。", Type: typeList},
	{Name: "separate_units", Meaning: "分别负责的各单位的全称。", Type: typeList},
	{Name: "organs", Meaning: "以上各单位背后的机构，每个一次，按原文顺序。", Type: typeList},
	{Name: "deadlines", Meaning: "时限的原文，照录。", Type: typeList},
	{Name: "deadline_kinds", Meaning: "各时限的类型：by、start、during、ongoing、recurring、relative、unspecified。", Type: typeList},
	{Name: "start_on", Meaning: "时限写明的第一个开始日期；没有的为 null。", Type: typeDate},
	{Name: "due", Meaning: "应当办结或采取行动的日期，有几个的取最早的；没有的为 null。", Type: typeDate},
	{Name: "targets", Meaning: "量化目标，照录。", Type: typeList},
	{Name: "result", Meaning: "成果形式；没有的为 null。", Type: typeText},
	{Name: "same_as", Meaning: "同一文件中说的是同一任务的其他条目的标识。", Type: typeList},
	{Name: "at", Meaning: "在来源文件中的位置。", Type: typeText},
}

// parquetGroup is how many rows a row group has: what is in memory at a time, and what
// readers divide among their threads.
const parquetGroup = 50_000

// Parquet writes one row a task, for DuckDB, ClickHouse and Spark.
func Parquet(w io.Writer, src Source) error {
	out := parquet.NewGenericWriter[parquetTask](w, parquet.Compression(&zstd.Codec{Level: zstd.SpeedDefault}),
		parquet.MaxRowsPerRowGroup(parquetGroup), parquet.CreatedBy("taizhang", "1", ""))
	row := make([]parquetTask, 1)
	if err := flatten(src, func(n *notice, e *entry) error {
		row[0] = parquetRow(n, e)
		_, err := out.Write(row)
		return err
	}); err != nil {
		return err
	}
	return out.Close()
}

func parquetRow(n *notice, e *entry) parquetTask {
	t := parquetTask{
		Notice: valid(n.Notice.Key), NoticeTitle: valid(n.Notice.Title), DocNumber: some(valid(n.Notice.DocNumber)), Issuer: some(valid(n.Notice.Issuer)),
		Jurisdiction: some(valid(n.Notice.Jurisdiction)), SignedOn: days(n.Notice.SignedOn),
		ID: valid(e.task.ID), UID: some(valid(n.uids[e.task.ID])), Part: valid(e.task.Part), Kind: e.kindOf(), Section: valid(e.task.Under),
		Number: valid(e.task.Number), Text: valid(e.task.Text), LeadUnits: e.unitList(taizhang.Lead), SupportUnits: e.unitList(taizhang.Support),
		JointUnits: e.unitList(taizhang.Joint), SepUnits: e.unitList(taizhang.Separate), StartOn: days(e.starts()), Due: days(e.due()),
		Result: some(valid(e.task.Result)), At: valid(e.task.At),
	}
	if y := int32(n.Notice.PlanYear); y != 0 {
		t.PlanYear = &y
	}
	for _, a := range e.task.Assignments {
		if organ := valid(organName(a)); !slices.Contains(t.Organs, organ) {
			t.Organs = append(t.Organs, organ)
		}
	}
	for _, d := range e.task.Deadlines {
		t.Deadlines, t.Kinds = append(t.Deadlines, valid(d.Raw)), append(t.Kinds, string(d.Kind))
	}
	for _, x := range e.task.Targets {
		t.Targets = append(t.Targets, valid(x.Raw))
	}
	for _, twin := range e.twins() {
		t.SameAs = append(t.SameAs, valid(twin.task.ID))
	}
	return t
}

// unitList is units as a column of lists holds them.
func (e *entry) unitList(role taizhang.Role) []string {
	names := unitNames(e.task.Assignments, role)
	for i, name := range names {
		names[i] = valid(name)
	}
	return names
}

// valid is s as a string column holds it.
func valid(s string) string { return strings.ToValidUTF8(s, "\ufffd") }

// days counts from 1970-01-01, as a column of dates does; nil where there is no date.
func days(d taizhang.Date) *int32 {
	at, ok := ParseDay(d)
	if !ok {
		return nil
	}
	n := int32(at.Unix() / (24 * 60 * 60))
	return &n
}
