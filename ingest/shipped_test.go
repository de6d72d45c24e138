package ingest_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestShipped says what the shipped notice holds, as a reader of it counts.
func TestShipped(t *testing.T) {
	l := read(t, pipeline(t), "sichuan-2017-ip-plan.txt", []byte(notice(t)))
	n := l.Notice
	if n.DocNumber != "川知领〔2017〕2号" || n.Issuer != "四川省知识产权工作领导小组" || n.SignedOn != "2017-01-25" ||
		n.PublishedAt != "2017-02-04T19:09" || n.PlanYear != 2017 || n.Jurisdiction != "四川省" ||
		!slices.Equal(n.Addressees, []string{"各市(州)人民政府", "省直有关部门"}) {
		t.Errorf("notice %+v", n)
	}
	fields := map[string]int{}
	for _, f := range n.Fields {
		fields[f.Name]++
	}
	want := map[string]int{"title": 1, "published_at": 1, "doc_number": 1, "addressee": 2, "issuer": 1, "signed_on": 1, "basis": 4,
		"convention": 1, "printed_by": 1, "printed_on": 1}
	if !maps.Equal(fields, want) {
		t.Errorf("fields %v, want %v", fields, want)
	}

	sections, items := 0, 0
	units, organs := map[string]bool{}, map[string]string{}
	for _, x := range l.Nodes {
		if x.Section {
			sections++
			units[x.Unit] = true
			continue
		}
		items++
		if len(x.Assignments) != 1 || x.Assignments[0].Role != taizhang.Lead || x.Assignments[0].From != x.Parents[0] {
			t.Errorf("%s: assignments %+v", x.ID, x.Assignments)
		}
	}
	roles, kinds := map[taizhang.Role]int{}, map[taizhang.DeadlineKind]int{}
	rows := l.Tables[0].Rows
	for _, r := range rows {
		for _, a := range r.Assignments {
			roles[a.Role]++
			units[a.Unit], organs[a.Unit] = true, a.Organ
		}
		for _, d := range r.Deadlines {
			kinds[d.Kind]++
			if d.Kind == taizhang.By && d.End != "2017-12-31" || d.Kind == taizhang.Start && (d.Start != "2017-01-01" || d.End != "2017-12-31") {
				t.Errorf("%s: %+v", r.ID, d)
			}
		}
	}
	if sections != 27 || items != 101 || len(rows) != 55 || len(units) != 41 {
		t.Errorf("%d sections, %d items, %d rows, %d units", sections, items, len(rows), len(units))
	}
	if roles[taizhang.Lead] != 48 || roles[taizhang.Support] != 145 || roles[taizhang.Separate] != 53 || roles[taizhang.Joint] != 0 {
		t.Errorf("roles %v", roles)
	}
	if kinds[taizhang.By] != 20 || kinds[taizhang.Start] != 1 || kinds[taizhang.Ongoing] != 34 {
		t.Errorf("kinds of deadline %v", kinds)
	}
	if organs["四川省版权局"] != "四川省新闻出版广电局" {
		t.Errorf("organ of 四川省版权局: %s", organs["四川省版权局"])
	}
	for _, unit := range []string{"四川省各市(州)人民政府", "绵阳市人民政府", "中华人民共和国成都海关", "中国人民银行成都分行", "四川省高级人民法院"} {
		if !units[unit] {
			t.Errorf("no %s", unit)
		}
	}
	if !slices.ContainsFunc(l.Links, func(x taizhang.Link) bool {
		return x.A == "plan/五/19" && x.B == "schedule/t1/r37" && x.Kind == "overlap" && x.Score > 0.9
	}) {
		t.Errorf("item 19 and row 37 are not linked: %v", l.Links)
	}
	codes := map[string]string{}
	for _, f := range l.Findings {
		codes[f.Code] = f.Task
	}
	if codes["unit-typo"] != "schedule/t1/r33" || codes["inclusive-before"] != "plan/二十六/96" {
		t.Errorf("findings %v", codes)
	}
	if len(l.Coverage.Unclaimed) != 0 {
		t.Errorf("unclaimed %v", l.Coverage.Unclaimed)
	}
	t.Logf("of %d visible runes: record %.1f%%, field %.1f%%, other %.1f%%", l.Coverage.Runes,
		share(l.Coverage.Claimed.Record, l), share(l.Coverage.Claimed.Field, l), share(l.Coverage.Claimed.Other, l))
	var targets []string
	for _, task := range l.Tasks() {
		for _, x := range task.Targets {
			targets = append(targets, x.Raw)
		}
	}
	for _, want := range []string{"100项重大关键技术攻关", "5—8个省级重点实验室", "80%以上的技术创新示范企业", "重大创新产品100个以上"} {
		if !slices.Contains(targets, want) {
			t.Errorf("no target %s in %s", want, strings.Join(targets, " "))
		}
	}
}

func share(n int, l *taizhang.Ledger) float64 { return 100 * float64(n) / float64(l.Coverage.Runes) }
