package handoff_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/seeds"
)

const shippedPath = "../seeds/notices/sichuan-2017-ip-plan.txt"

// shippedRollUp is the shipped notice after two rounds that are invented: by a rule that knows
// nothing of the merge, so that the figures can be counted another way.
func shippedRollUp(t testing.TB) *handoff.RollUp {
	t.Helper()
	l, err := shippedLedger()
	must(t, err)
	return invent(l)
}

// shippedLedger is the shipped notice, read once.
var shippedLedger = sync.OnceValues(func() (*taizhang.Ledger, error) {
	p, err := ingest.New(seeds.FS())
	if err != nil {
		return nil, err
	}
	return p.File(context.Background(), shippedPath, nil, ingest.Options{})
})

func invent(l *taizhang.Ledger) *handoff.RollUp {
	r := &handoff.RollUp{AsOf: "2017-12-15", Returned: map[string]taizhang.Receipt{}, Rounds: []taizhang.Round{
		{ID: 1, Name: "2017Q1", ReplyBy: "2017-04-10"}, {ID: 2, Name: "2017Q2", ReplyBy: "2017-07-10"}}}
	rank := func(role taizhang.Role) int {
		return slices.Index([]taizhang.Role{taizhang.Lead, taizhang.Joint, taizhang.Separate, taizhang.Support}, role)
	}
	var organs []string
	for n, task := range l.Tasks() {
		roles := map[string]taizhang.Role{}
		var its, leads, supports []string
		for _, a := range task.Assignments {
			if old, ok := roles[a.Organ]; !ok {
				its = append(its, a.Organ)
				roles[a.Organ] = a.Role
			} else if rank(a.Role) < rank(old) {
				roles[a.Organ] = a.Role
			}
		}
		for _, o := range its {
			if roles[o] == taizhang.Support {
				supports = append(supports, o)
			} else {
				leads = append(leads, o)
			}
		}
		h := taizhang.Handout{Round: "2017Q2", Notice: l.Notice.Key, NoticeTitle: l.Notice.Title, Task: fmt.Sprintf("T%04d", n+1), Number: task.Number,
			Section: task.Under, Text: task.Text, Result: task.Result, Lead: strings.Join(leads, "、"), Support: strings.Join(supports, "、"), Source: l.Notice.DocNumber + "\n" + task.At}
		for _, d := range task.Deadlines {
			h.DeadlineRaw, h.Kind = d.Raw, d.Kind
			if d.Due != "" && (h.Due == "" || d.Due < h.Due) {
				h.Due = d.Due
			}
		}
		for k, organ := range its {
			if !slices.Contains(organs, organ) {
				organs = append(organs, organ)
			}
			h.Organ, h.Role, h.File, h.Report = organ, roles[organ], organ+"（2017Q2）.xlsx", taizhang.Report{}
			at := slices.Index(organs, organ)
			say := func(round string, f taizhang.ReportField, value string) {
				day := map[string]string{"2017Q1": "2017-04-0", "2017Q2": "2017-07-0"}[round]
				r.Progress = append(r.Progress, taizhang.Progress{Round: round, Organ: organ, Task: h.Task, Field: f, Value: value, Who: "填报员" + fmt.Sprint(at+1),
					File: organ + "（" + round + "）.xlsx", Cell: "任务!" + map[taizhang.ReportField]string{taizhang.Quarter1: "N", taizhang.Quarter2: "O", taizhang.Status: "R", taizhang.Problems: "S", taizhang.NextStep: "T", taizhang.Evidence: "U"}[f] + fmt.Sprint(5+n), At: day + fmt.Sprint(1+at%9) + "T09:00:00Z"})
			}
			// In the first round every second organ returned something, in the second six of seven.
			if at%2 == 0 {
				h.Report[taizhang.Status], h.Report[taizhang.Quarter1] = "未启动", "已制定工作方案。"
				say("2017Q1", taizhang.Status, "未启动")
				say("2017Q1", taizhang.Quarter1, "已制定工作方案。")
			}
			r.Handouts = append(r.Handouts, h)
			if at%7 == 6 {
				continue
			}
			r.Returned[organ] = taizhang.Receipt{Who: "填报员" + fmt.Sprint(at+1), At: "2017-07-05"}
			status := taizhang.Statuses[(n*3+k)%len(taizhang.Statuses)]
			say("2017Q2", taizhang.Status, status)
			say("2017Q2", taizhang.Quarter2, "二季度印发文件2份，组织培训3期，参训120人次；第"+fmt.Sprint(n+1)+"项按计划推进。")
			if status == taizhang.Behind {
				say("2017Q2", taizhang.Problems, "专项经费下达较晚，招标程序尚未完成。")
				say("2017Q2", taizhang.NextStep, "8月底前完成招标，9月起按月报送。")
			}
			if status == taizhang.Done {
				say("2017Q2", taizhang.Evidence, "某发〔2017〕"+fmt.Sprint(n+1)+"号")
			}
		}
	}
	return r
}
