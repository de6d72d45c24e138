package taizhang

import "testing"

// TestCalled says what people call a notice.
func TestCalled(t *testing.T) {
	for _, c := range [][3]string{
		{"关于印发分工方案的通知", "宜昌/1.docx", "关于印发分工方案的通知"},
		{" ", "宜昌/2023年重点任务分工表.xlsx", "2023年重点任务分工表"},
		{"", `C:\资料\宜昌市\分工表.v2.xlsx`, "分工表.v2"},
		{"", "宜昌市2023/附件1.docx", "宜昌市2023 附件1"},
		{"", "附件1.docx", "附件1"},
		{"", "./附件1.docx", "附件1"},
		{"", "通知.zip!/附件2：任务表.docx", "附件2：任务表"},
		{"", "通知.zip!/附件.docx", "通知 附件"},
		{"", "来文.eml!/body.html", "来文 body"},
		{"", "https://www.yichang.gov.cn/zfxxgk/t20230306_12.html", "t20230306_12"},
		{"", "https://www.yichang.gov.cn/2023/0306/index.html", "0306 index"},
		{"", "https://www.yichang.gov.cn/", "www.yichang.gov.cn"},
		{"", "-", "标准输入"},
		{"", ".docx", ".docx"},
		{"", "", ""},
	} {
		if got := Called(c[0], c[1]); got != c[2] {
			t.Errorf("Called(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
