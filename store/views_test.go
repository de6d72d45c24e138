package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

func TestViews(t *testing.T) { onBoth(t, testViews) }

func testViews(t *testing.T, on engine) {
	s := on.open(t)
	put(t, s, rich("k"), "1", store.Added)
	lines := func(query string) (out []string) {
		err := s.Rows(ctx, query, func(r store.Row) error {
			out = append(out, fmt.Sprint([]any{r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9]}...))
			return nil
		})
		must(t, err)
		return out
	}
	got := lines("SELECT id, kind, part, section, number, result, lead_units, joint_units, deadline_kind, due FROM ledger ORDER BY notice, id")
	want := []string{
		"plan/1/1itemplan省知识产权局1.四川省知识产权局四川省版权局、各市(州)人民政府by2017-04-30",
		"plan/1/2itemplan省知识产权局2.<nil> <nil>recurring<nil>",
		"s1/t1/r2tasks1进度表1条例四川省人民政府法制办公室<nil> <nil> <nil>",
	}
	for i := range want {
		if squeeze := strings.ReplaceAll; i >= len(got) || squeeze(got[i], " ", "") != squeeze(want[i], " ", "") {
			t.Errorf("ledger: %q, want %q", got, want)
			break
		}
	}
	got = lines("SELECT id, number, role, unit, organ, mention, rule, from_id, due, plan_year FROM responsibility ORDER BY notice, id, role, unit")
	if len(got) != 4 || !strings.Contains(got[1], "四川省版权局四川省新闻出版广电局省版权局") {
		t.Errorf("responsibility: %q", got)
	}
	// What was reported last, but for rounds that were taken away; where a notice is of, and the file.
	uid := ""
	if err := s.Rows(ctx, "SELECT uid FROM ledger WHERE id = 's1/t1/r2'", func(r store.Row) error { uid = r.Text(0); return nil }); err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"一", "二", "三"} {
		if _, err := s.SaveRound(ctx, taizhang.Round{Name: name}, rows(taizhang.Handout{Round: name, Organ: "甲局", Task: uid})); err != nil {
			t.Fatal(err)
		}
		value := []string{"进行中", "已完成", "滞后"}[i]
		if err := s.Collect(ctx, store.Collected{Progress: []taizhang.Progress{{Round: name, Organ: "甲局", Task: uid, Field: taizhang.Status, Value: value, Cell: name},
			{Round: name, Organ: "乙局", Task: uid, Field: taizhang.Status, Value: "进行中"}}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := s.Decide(ctx, decide.Away(decide.AwayRound, "三", "三")); err != nil {
		t.Fatal(err)
	}
	const reported = "SELECT organ, field, value, round, notice_title, number, text, child, file, who FROM reported ORDER BY organ"
	if got = lines(reported); len(got) != 2 || !strings.Contains(got[0]+got[1], "甲局status已完成二") || !strings.Contains(got[0]+got[1], "乙局status进行中二") {
		t.Errorf("reported: %q", got)
	}
	got = lines("SELECT status, jurisdiction, source_file, id, kind, part, number, text, plan_year, notice_title FROM ledger WHERE status IS NOT NULL")
	if len(got) != 1 || !strings.HasPrefix(got[0], "已完成、进行中") {
		t.Errorf("ledger: %q", got)
	}
}
