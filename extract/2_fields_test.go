package extract

import (
	"strings"
	"testing"
)

// fieldsOf returns what a text prints as title, number, addressees, issuers and date, as "title …", and the last words of its last item.
func fieldsOf(t *testing.T, text string) string {
	t.Helper()
	d := draftOf(t, text)
	var out []string
	for _, name := range []string{"title", "doc_number", "addressee", "issuer", "signed_on"} {
		for _, f := range d.Fields {
			if f.Name == name {
				out = append(out, name+" "+f.Value)
			}
		}
	}
	last := []rune(d.Nodes[len(d.Nodes)-1].Text.Cut(text))
	return strings.Join(append(out, string(last[max(0, len(last)-3):])), " | ")
}

// TestFields says what is printed once, in texts that have their lines and in those that lost them.
func TestFields(t *testing.T) {
	long := strings.Repeat("健全工作机制，细化任务分工，压实各方责任，加强督促检查，确保各项任务落到实处。", 6)
	body := "为做好工作，现通知如下。一、总体要求" + long + "二、重点任务" + long
	for _, c := range []struct{ name, text, want string }{
		{"as printed in full", "云海市人民政府办公室文件\n云政办发〔2020〕3号\n云海市人民政府办公室关于印发2020年工作要点的通知\n各县（市、区）人民政府，市政府各部门：\n现将工作要点印发给你们，请认真贯彻执行。\n云海市人民政府办公室\n2020年3月6日\n云海市2020年工作要点\n一、内容\n1.清淤。",
			"title 云海市人民政府办公室关于印发2020年工作要点的通知 | doc_number 云政办发〔2020〕3号 | addressee 各县（市、区）人民政府 | addressee 市政府各部门 | issuer 云海市人民政府办公室 | signed_on 2020-03-06 | 清淤。"},
		{"a title over lines", "云海市人民政府\n关于印发2020年\n工作要点的通知\n各部门：\n1.清淤。\n2.增蓄。", "title 云海市人民政府关于印发2020年工作要点的通知 | addressee 各部门 | 增蓄。"},
		{"two organs sign, a date in Chinese figures", "关于做好防汛工作的通知\n各部门：\n1.清淤。\n2.增蓄。\n云海市水利局\n云海市应急管理局\n二〇二〇年三月六日",
			"title 关于做好防汛工作的通知 | addressee 各部门 | issuer 云海市水利局 | issuer 云海市应急管理局 | signed_on 2020-03-06 | 增蓄。"},
		{"signature and date on one line, a printing line", "关于做好防汛工作的通知\n各部门：\n1.清淤。\n2.增蓄。\n云海市水利局 2020年3月6日\n（此件公开发布）\n云海市水利局办公室 2020年3月7日印发",
			"title 关于做好防汛工作的通知 | addressee 各部门 | issuer 云海市水利局 | signed_on 2020-03-06 | 增蓄。"},
		{"metadata, title once more, number, addressees", "索引号：000014/2019主题分类：科技、教育发文机关：云海市教育局标题：云海市教育局关于加强校园管理的通知发文字号：云教发〔2019〕3号主题词：云海市教育局关于加强校园管理的通知云教发〔2019〕3号各县教育局，局属各单位：" + body,
			"title 云海市教育局关于加强校园管理的通知 | doc_number 云教发〔2019〕3号 | addressee 各县教育局 | addressee 局属各单位 | issuer 云海市教育局 | 实处。"},
		{"the way to a page is no addressee", "首页>文件发布发文机关：云海市教育局标题：云海市教育局关于加强校园管理的通知成文日期：2018-03-06分类：管理云海市教育局关于加强校园管理的通知发布时间：2018-03-14 08:16各县教育局：" + body,
			"title 云海市教育局关于加强校园管理的通知 | addressee 各县教育局 | issuer 云海市教育局 | signed_on 2018-03-06 | 实处。"},
		{"a title in marks, its number before and behind", "云教发〔2019〕3号《云海市教育局关于加强校园管理的通知》云教发〔2019〕3号各县教育局：" + body,
			"title 云海市教育局关于加强校园管理的通知 | doc_number 云教发〔2019〕3号 | addressee 各县教育局 | 实处。"},
		{"a notice that the first sentence cites", "《云海市教育局关于加强校园管理的通知》印发以来，成效明显。一、总体要求" + long + "二、重点任务" + long, "实处。"},
		{"addressees behind the value of a key", "云海市教育局关于加强校园管理的通知 发布时间：2024-03-05 来源：市教育局 各县教育局，局属各单位：" + body,
			"title 云海市教育局关于加强校园管理的通知 | addressee 各县教育局 | addressee 局属各单位 | 实处。"},
		{"a title behind the way to its page", "首页 > 政务公开 > 通知公告 关于加强校园管理的通知 日期：2024-03-05 浏览：123次 各县教育局：" + body,
			"title 关于加强校园管理的通知 | addressee 各县教育局 | 实处。"},
		{"a site's menu is no title", "首页 政务公开 互动交流\n\n各县教育局：\n为加强校园管理，通知如下。\n一、内容\n1.清淤。", "addressee 各县教育局 | 清淤。"},
		{"a title printed with blanks is one", "网站首页 改版工作 实施方案\n\n一、内容\n1.清淤。", "title 网站首页改版工作实施方案 | 清淤。"},
		{"the way to a page on a line of its own", "网站首页 / 公开目录 / 规划计划 / 工作计划\n\n云海市2024年校园管理工作计划\n一、内容\n1.清淤。", "title 云海市2024年校园管理工作计划 | 清淤。"},
		{"a site and its address", "云海市人民政府门户网站 www.yunhai.gov.cn\n云海市2024年校园管理责任分解\n一、内容\n1.清淤。", "title 云海市2024年校园管理责任分解 | 清淤。"},
		{"an address glued to the title", "全网资源每日更新www.yunhai.com县教育局校园管理实施方案\n一、内容\n1.清淤。", "title 县教育局校园管理实施方案 | 清淤。"},
		{"a quoted platform is no site", "关于开展“某平台”-知识竞赛活动的通知\n各县教育局：\n1.清淤。", "title 关于开展“某平台”-知识竞赛活动的通知 | addressee 各县教育局 | 清淤。"},
		{"who the title is of, and in another script", "YUNHAI No.1 MIDDLE SCHOOL\n云海市第一中学\n云海市第一中学2024年工作要点\n1.清淤。", "title 云海市第一中学2024年工作要点 | 清淤。"},
		{"a letterhead glued to the title", "云海市供水有限公司保密办公室文件关于做好保密工作的通知\n各部门：\n1.清淤。", "title 关于做好保密工作的通知 | addressee 各部门 | 清淤。"},
		{"a paper that the title is about", "云海市教育局转发上级文件关于加强管理的通知\n各部门：\n1.清淤。", "title 云海市教育局转发上级文件关于加强管理的通知 | addressee 各部门 | 清淤。"},
		{"a paper that the title hands on", "转发云海市教育局文件关于加强管理的通知\n各部门：\n1.清淤。", "title 转发云海市教育局文件关于加强管理的通知 | addressee 各部门 | 清淤。"},
		{"what a forum puts before a title", "【转载】关于做好保密工作的通知\n各部门：\n1.清淤。", "title 关于做好保密工作的通知 | addressee 各部门 | 清淤。"},
		{"what a page says it is", "【图解】关于做好保密工作的通知\n各部门：\n1.清淤。", "title 【图解】关于做好保密工作的通知 | addressee 各部门 | 清淤。"},
		{"the head of a gazette", "云海市人民政府公报 2023年第4期\n云海市人民政府\n关于加强管理的意见\n各部门：\n1.清淤。", "title 云海市人民政府关于加强管理的意见 | addressee 各部门 | 清淤。"},
		{"the subject of a letter", "发件人：某人\n主题：关于做好数据审核的通知\n各部门：\n1.清淤。", "title 关于做好数据审核的通知 | addressee 各部门 | 清淤。"},
		{"a watermark over the title", "仅供内部使用\n仅供内部使用\n云海市财政局2024年工作要点\n1.清淤。", "title 云海市财政局2024年工作要点 | 清淤。"},
		{"the numbers that a preamble cites", "关于印发分工的通知\n各有关单位：\n根据国发〔2022〕12号、云政办发〔2022〕21号文件要求，制定如下分工：\n1.清淤。", "title 关于印发分工的通知 | addressee 各有关单位 | 清淤。"},
		{"a list of documents at the end", "关于做好工作的通知\n各有关单位：\n一、清淤。\n二、落实下列文件：\n国发〔2023〕2号 关于加强监管的意见\n云发〔2023〕5号 关于加强监管的通知", "title 关于做好工作的通知 | addressee 各有关单位 | 的通知"},
		{"a signature behind the names of what is attached", "云海市教育局关于加强校园管理的通知 各县教育局： " + strings.ReplaceAll(body, "。", "。 ") + "附件：1.任务分工表 2.联系表 云海市教育局 2024年3月5日",
			"title 云海市教育局关于加强校园管理的通知 | addressee 各县教育局 | issuer 云海市教育局 | signed_on 2024-03-05 | 实处。"},
		{"names that nothing parts from that", "关于加强校园管理的通知各县教育局：" + body + "附件：1.任务分工表2.学生体质调查表山东省教育厅山东省财政厅2024年3月5日",
			"title 关于加强校园管理的通知 | addressee 各县教育局 | issuer 山东省教育厅 | issuer 山东省财政厅 | signed_on 2024-03-05 | 实处。"},
		{"nor does a party word before a company's", "关于加强校园管理的通知各县教育局：" + body + "附件：申报表中共国网陕西检修公司委员会2024年3月5日",
			"title 关于加强校园管理的通知 | addressee 各县教育局 | issuer 中共国网陕西检修公司委员会 | signed_on 2024-03-05 | 实处。"},
		{"a name that begins with two regions", "关于加强校园管理的通知各县教育局：" + body + "附件：1.登记表2.汇总表内蒙古自治区赤峰市红山区人民政府办公室2024年3月5日",
			"title 关于加强校园管理的通知 | addressee 各县教育局 | issuer 内蒙古自治区赤峰市红山区人民政府办公室 | signed_on 2024-03-05 | 实处。"},
		{"a quoted name of rules", "关于加强校园管理的通知各县教育局：" + body + "附件：《云海市教育局工作规则》云海市教育局2024年3月5日",
			"title 关于加强校园管理的通知 | addressee 各县教育局 | issuer 云海市教育局 | signed_on 2024-03-05 | 实处。"},
		{"a number behind keywords", "关于印发《校园管理方案》的通知发布机构: 云海市教育局关键词: 校园, 管理川教合〔2025〕42号各县教育局，各有关单位:" + body,
			"title 关于印发《校园管理方案》的通知 | doc_number 川教合〔2025〕42号 | addressee 各县教育局 | addressee 各有关单位 | 实处。"},
		{"a letterhead before the number", "云海市人民政府文件云政〔2026〕4号\n云海市人民政府关于修订措施的通知\n各县人民政府：\n一、内容\n1.清淤。", "title 云海市人民政府关于修订措施的通知 | doc_number 云政〔2026〕4号 | addressee 各县人民政府 | 清淤。"},
		{"a title of two lines, and blanks for lines", "云海市关于抓好有关文件　　贯彻落实工作的通知　　云政发〔2018〕127号　　各县、区：　　" + strings.ReplaceAll(body, "。", "。　　"),
			"title 云海市关于抓好有关文件贯彻落实工作的通知 | doc_number 云政发〔2018〕127号 | addressee 各县、区 | 实处。"},
		{"minutes", "国网云海供电公司专题会纪要〔2022〕69号国网云海供电公司关于10月份例会的纪要10月8日上午，公司召开例会。" + body,
			"title 国网云海供电公司关于10月份例会的纪要 | doc_number 专题会纪要〔2022〕69号 | 实处。"},
		{"a name that goes on over a line, and a bar behind the date", "关于公布项目的公告\n一、内容\n1.清淤。\n2.增蓄。\n云海市第十八届人民代表大会\n第二次会议主席团\n2022年12月21日 |",
			"title 关于公布项目的公告 | issuer 云海市第十八届人民代表大会第二次会议主席团 | signed_on 2022-12-21 | 增蓄。"},
		{"a seal on a line of its own", "云海市防汛指挥部办公室整治组关于建立机制的通知\n一、内容\n1.清淤。\n2.增蓄。\n云海市防汛指挥部\n办公室整治组\n（代章）\n2025年7月23日",
			"title 云海市防汛指挥部办公室整治组关于建立机制的通知 | issuer 云海市防汛指挥部办公室整治组 | signed_on 2025-07-23 | 增蓄。"},
		{"a seal behind a name of two lines", "云海市防汛指挥部办公室关于做好防汛工作的提醒函\n一、内容\n1.清淤。\n2.增蓄。\n云海市防汛\n指挥部办公室（代章）\n2025年7月23日",
			"title 云海市防汛指挥部办公室关于做好防汛工作的提醒函 | issuer 云海市防汛指挥部办公室 | signed_on 2025-07-23 | 增蓄。"},
		{"a date that can't be read", "关于开展整治的通知\n一、内容\n1.清淤。\n2.增蓄。\n东明镇人民政府\n2020118", "title 关于开展整治的通知 | issuer 东明镇人民政府 | 增蓄。"},
		{"a day with its weekday signs nothing", "云海市水利局关于召开会议的通知\n一、时间\n2024年3月3日（星期日）\n二、地点\n一楼。", "title 云海市水利局关于召开会议的通知 | 一楼。"},
		{"who signs for an organ is none of its name", "关于开展整治的通知\n一、内容\n1.清淤。\n2.增蓄。\n云海市水利局\n局长 王明\n2024年3月1日", "title 关于开展整治的通知 | issuer 云海市水利局 | signed_on 2024-03-01 | 增蓄。"},
		{"nor is a line that says who answers", "关于开展整治的通知\n一、内容\n1.清淤。\n2.增蓄。\n云海市水利局\n防汛科牵头\n2024年3月1日", "title 关于开展整治的通知 | signed_on 2024-03-01 | 科牵头"},
		{"an organ below each task signs nothing", "关于开展整治的通知\n1.清淤。\n云海市应急管理局\n2.增蓄。\n云海市水利局", "title 关于开展整治的通知 | 水利局"},
		{"nor does the one above who signs", "关于开展整治的通知\n1.清淤。\n云海市应急管理局\n2.增蓄。\n云海市财政局\n云海市水利局\n2024年3月1日", "title 关于开展整治的通知 | issuer 云海市水利局 | signed_on 2024-03-01 | 财政局"},
		{"an excerpt begins with a heading and has no title", "三、主题\n主题是安全。\n四、时间\n6月。\n五、地点\n广场。", "广场。"},
		{"the page's copy of the notice", "关于开学的通知\n一、开学。\n二、上课。\n云海市教育局\n2023年3月1日\n相关附件：云海教发〔2023〕26号关于开学的通知（主动公开）.pdf(/a/b.pdf)", "title 关于开学的通知 | doc_number 云海教发〔2023〕26号 | issuer 云海市教育局 | signed_on 2023-03-01 | 上课。"},
		{"a copy of what others issued", "关于开学的通知\n一、开学。\n二、上课。\n云海市教育局\n2023年3月1日\n相关附件：川教发〔2023〕26号关于做好开学工作的通知.pdf(/a/b.pdf)", "title 关于开学的通知 | issuer 云海市教育局 | signed_on 2023-03-01 | 上课。"},
		{"and one of another year", "关于开学的通知\n一、开学。\n二、上课。\n云海市教育局\n2023年3月1日\n相关附件：云海教发〔2021〕26号关于开学的通知.pdf(/a/b.pdf)", "title 关于开学的通知 | issuer 云海市教育局 | signed_on 2023-03-01 | 上课。"},
		{"the name of the file below the text", "关于开学的通知\n一、开学。\n二、上课。\n校办〔2023〕26号 关于开学的通知", "title 关于开学的通知 | doc_number 校办〔2023〕26号 | 上课。"},
		{"until when a notice is public is no task", "关于整改的公示\n一、清淤。\n二、追责。\n特此公示！\n公示时间：2024年3月1日至3月7日，共7天。\n联系电话：123456", "title 关于整改的公示 | 追责。"},
		{"a title between the names of its site", "云海市人民政府网_云海市2024年工作方案_政务公开\n一、清淤。", "title 云海市2024年工作方案 | 清淤。"},
		{"a title before them", "云海市2024年工作方案 - 云海市人民政府网\n一、清淤。", "title 云海市2024年工作方案 | 清淤。"},
		{"a title that a quotation is torn over", "2024年度建设“食品放心\n工程”工作方案\n一、清淤。", "title 2024年度建设“食品放心工程”工作方案 | 清淤。"},
		{"a title as news have it", "督查进行时丨12个问题曝光，要求限期整改\n3月3日，市办公室发布督查中发现的问题。\n具体问题如下：\n1.清淤。\n2.增蓄。", "title 督查进行时丨12个问题曝光，要求限期整改 | 增蓄。"},
		{"an organ that answers for the last task signs nothing", "关于开展整治的通知\n一、内容\n1.清淤。\n市水利局\n2.增蓄。\n市水利局", "title 关于开展整治的通知 | 水利局"},
	} {
		if got := fieldsOf(t, c.text); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestSlips reads texts that once broke the reading: a page's number above the date, a label without a text.
func TestSlips(t *testing.T) {
	for _, text := range []string{"1.修路。\n2\n2024年3月5日\n", "1.修路\n3.\n二、各1.修路", "要求如下：\n1.修路。"} {
		if outlineOf(t, "关于做好工作的通知\n各部门：\n"+text) == "" || outlineOf(t, text) == "" {
			t.Errorf("%s: nothing was read", text)
		}
	}
}
