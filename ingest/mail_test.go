package ingest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/taizhang/taizhang/ingest"
)

// TestMailLetter: what a mail says is around the notice that it brings, with the first
// mail's date no deadline and its sender no signature; a letter that is a notice is one.
func TestMailLetter(t *testing.T) {
	const annex = "海州市人民政府关于印发任务清单的通知\n海政发〔2024〕6号\n各区人民政府：\n一、重点任务\n1.推进改革。（市司法局负责，2024年6月底前完成）\n海州市人民政府\n2024年3月8日\n"
	mail := func(body string) string {
		return "From: a@example.cn\nTo: b@example.cn\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\n" +
			"--b\nContent-Type: text/plain; charset=utf-8\n\n" + body + "\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename=\"notice.txt\"\n\n" + annex + "--b--\n"
	}
	for _, c := range []struct {
		body  string
		items int
	}{
		{"见附件", 1},
		{"各位同事：\n文件见附件，请于3月20日前反馈意见。\n海州市人民政府办公室 张三\n2024年3月9日", 1},
		{"海州市教育局关于做好招生工作的通知\n1.制定方案。\n2.公布结果。", 3},
	} {
		at := filepath.Join(t.TempDir(), "m.eml")
		must(t, os.WriteFile(at, []byte(mail(c.body)), 0o644))
		l, err := pipeline(t).File(t.Context(), at, nil, ingest.Options{})
		must(t, err)
		sound(t, l)
		n := 0
		for _, x := range l.Nodes {
			if x.Number == "1" || x.Number == "2" {
				n++
			}
		}
		if n != c.items {
			t.Errorf("%s: %d items, want %d", c.body, n, c.items)
		}
		if c.items == 1 && (l.Notice.Title != "海州市人民政府关于印发任务清单的通知" || l.Notice.SignedOn != "2024-03-08") {
			t.Errorf("%s: %s of %s", c.body, l.Notice.Title, l.Notice.SignedOn)
		}
	}
}
