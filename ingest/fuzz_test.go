package ingest_test

import (
	"bytes"
	"testing"

	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/normalize"
)

// FuzzDocument reads any text: it must end with a ledger whose spans and coverage are
// sound. How bytes become text is fuzzed where they are decoded.
func FuzzDocument(f *testing.F) {
	p := pipeline(f)
	for _, s := range smallTexts {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if text = bytes.ToValidUTF8(text, []byte("?")); len(text) > 600 { // larger ones are slow and find nothing more
			return
		}
		if doc, err := reader.Read("fuzz", text, reader.Options{}); err == nil {
			sound(t, p.Document(doc, normalize.Options{}))
		}
	})
}

// smallTexts are small, so that thousands are read a second.
var smallTexts = []string{
	"四川省人民政府关于印发计划的通知\n川府发〔2017〕2号\n各市(州)人民政府：\n一、教育厅\n（一）开展培训。2017年6月底前建成5个。（省教育厅牵头，省财政厅配合）\n附件：1. 进度安排\n四川省人民政府\n2017年1月25日\n",
	"<table><tr><td rowspan=3>序号<td colspan=9>任务<td>责任单位</tr><tr><td>1</table>",
	"一、教育厅\n1.2017年底完成100项（省教育厅牵头，省财政厅配合）\n①②③\n（一）\n",
	"序号\n工作任务\n责任单位\n时间进度\n1\n2\n3\n省局负责\n",
}
