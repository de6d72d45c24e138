package extract

import "testing"

// TestLastTaskEnds says where the last task ends: what closes a notice is none of it, on a line of its own or run together.
func TestLastTaskEnds(t *testing.T) {
	const last = "落实责任。明确专人值守。"
	for closing, want := range map[string]string{
		"\n感谢您对水库安全的关心，欢迎继续提出意见。":    last,
		"\n衷心感谢社会各界的支持！":             last,
		"\n以上报告如无不妥，请批转各地区研究执行。":     last,
		"\n妥否，请批示。":                  last,
		"\n以上意见，请一并贯彻落实。如无不当，请转发各地。": last,
		"\n请各单位认真贯彻执行。":              last,
		"\n特此":                       last,
		"\n此复查由市住建局负责。":              "落实责任。明确专人值守。\n此复查由市住建局负责。",
		"\n同志们，各部门要在3月底前报送方案。":       "落实责任。明确专人值守。\n同志们，各部门要在3月底前报送方案。",
		"\n此复。":   last,
		"\n专此函复。": last,
		"\n同志们，任务艰巨，责任重大。": last,
		"\n让我们行动起来！":       last,
		"本办法从印发之日起执行，原《巡查规定》同时废止。附件：巡查表":                       last,
		"本通知自发布之日起施行，有效期3年。":                                   last,
		"本通知自公布之日起30日以后施行，有效期5年。":                              last,
		"\n联系人：水利局 张某 87178199\n市水文站 李某 87313715\n传真：87313045": last,
		"\n市水文站 李某 87313715":                                   last + "\n市水文站 李某 87313715",
		"\n本办法自发布之日起施行，由市水利局负责解释。原《巡查规定》（云水〔2020〕1号）同时废止。":     last,
		"联系人：张某，联系电话：0123-4567890":                             last,
		"特此通知。云海市水利局2022年4月3日":                                 last,
		"\n感谢信、锦旗等要登记造册。":                                      last + "\n感谢信、锦旗等要登记造册。",
		"\n以上材料如无特殊情况，请于月底前报送。":                                last + "\n以上材料如无特殊情况，请于月底前报送。",
		"新标准从2022年5月1日起执行。":                                    last + "新标准从2022年5月1日起执行。",
		"（记录表见附件2；附件3：值班表）":                                    last + "（记录表见附件2；附件3：值班表）",
	} {
		text := "一、加强巡查。每日巡查两次，做好记录，发现险情立即报告。\n二、"
		if closing[0] != '\n' {
			text = "一、加强巡查。每日巡查两次，做好记录，发现险情立即报告。二、"
		}
		nodes := draftOf(t, text+last+closing)
		if got := nodes.Nodes[1].Text.Cut(nodes.Doc.Text); got != want {
			t.Errorf("%q ends the last task %q, want %q", closing, got, want)
		}
	}
}

// TestHeadingBeforeSignature: a last task may be its heading alone, with a signature or the printing line glued to it.
func TestHeadingBeforeSignature(t *testing.T) {
	for _, glued := range []string{"云海体育集团有限公司办公室2022年8月1日印发", "云海市体育局2022年8月1日"} {
		d := draftOf(t, "一、竞赛时间5月10日。二、竞赛地点市体育馆。三、日程安排"+glued)
		if got := d.Nodes[len(d.Nodes)-1].Text.Cut(d.Doc.Text); got != "日程安排" {
			t.Errorf("%s: %s", glued, got)
		}
	}
}

// TestInForceUnderItsHeading: what says from when a notice holds is a block's where that block is called so.
func TestInForceUnderItsHeading(t *testing.T) {
	for text, want := range map[string]string{
		"一、职责\n市局负责修订。\n二、实施时间\n本预案自印发之日起实施。": "实施时间\n本预案自印发之日起实施。",
		"一、职责\n市局负责修订。\n二、加强督查\n本预案自印发之日起实施。": "加强督查",
	} {
		nodes := draftOf(t, text)
		if got := nodes.Nodes[1].Text.Cut(nodes.Doc.Text); got != want {
			t.Errorf("%q: the last block is %q, want %q", text, got, want)
		}
	}
}
