package extract

import "testing"

// TestHeadingEnd says where a heading ends that a sentence stands glued to.
func TestHeadingEnd(t *testing.T) {
	v := words(t)
	for text, want := range map[string]string{
		"主要内容“百校千企”活动由各县组织，分三步开展":                  "主要内容",
		"指导思想和工作目标根据市委要求，加强整治":                     "指导思想和工作目标",
		"基本情况2022年7月，项目投产":                         "基本情况",
		"主要任务 聚焦群众关切，重点整治乱象":                       "主要任务",
		"工作重点工业项目“拿地即开工”全流程管理分为准备、审批、监督和验收等四个环节办理": "工作重点",
		"按市委要求抓好整改，逐项销号":                           "",
		"统筹推进重点工程建设，加快项目落地":                        "",
		"开展重点“双随机”检查，建立台账":                         "",
		"工作任务分解到人，责任压实到岗":                          "",
		"突出重点，循序渐进改善环境":                            "",
		"强化内容安全在使用中应当履行责任，加强审核":                    "",
		"工作任务": "",
		"全面清理规范公告备案、计划目录、布局限制等管理措施，以及审批": "",
	} {
		if k := v.headingEnd(text); text[:k] != want {
			t.Errorf("%s: %q, want %q", text, text[:k], want)
		}
	}
}
