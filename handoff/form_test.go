package handoff

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// shortBook is a book in the short form, as it is handed out.
func shortBook(t *testing.T, b *Book) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, b.Write(&out, nil))
	return out.Bytes()
}

// taken spells what a merge took, and what it listed.
func taken(m *Merged) string {
	var out []string
	for _, p := range m.Progress {
		out = append(out, strings.TrimLeft(p.Task, "0")+"/"+string(p.Field)+"="+p.Value)
	}
	for _, c := range m.Conflicts {
		out = append(out, "!"+string(c.Kind)+" "+c.Column+" "+c.Returned)
	}
	return strings.Join(out, "; ")
}

// What is filled in the short form is collected as in the full one, and what was given in
// it is not taken for an edit.
func TestShortForm(t *testing.T) {
	for name, c := range map[string]struct {
		fill map[string]any
		want string
	}{
		"as it was given": {nil, ""},
		"filled in": {map[string]any{"G7": "已立项", "H7": "进行中", "I8": "经费不足；已申请追加", "J9": "另报"},
			"1/q2=已立项; 1/status=进行中; 2/problems=经费不足；已申请追加; 3/remark=另报"},
		"renamed": {map[string]any{"B6": "工作任务内容", "G6": "第二季度工作进展", "I6": "存在问题及下步措施", "G7": "已立项", "I7": "无"},
			"1/q2=已立项; 1/problems=无"},
		"another name for the progress": {map[string]any{"G6": "进展情况", "G7": "已立项"}, "1/q2=已立项"},
		"another name in its place":     {map[string]any{"G6": "落实情况", "G7": "已立项"}, "1/q2=已立项"},
		"two that may be the progress":  {map[string]any{"G6": "落实情况", "G7": "已立项", "K6": "进展", "K7": "在办"}, "!row 落实情况 ; !row 进展 "},
		"a column of their own":         {map[string]any{"K6": "经办人", "K7": "某科长"}, ""},
		"the units edited":              {map[string]any{"E7": "省财政厅"}, "!edited 牵头单位 省财政厅"},
		"a child": {map[string]any{"A10": "3-1", "B10": "排查", "E10": "某处", "F10": "6月30日", "H10": "未启动"},
			"3/序号=3-1; 3/任务内容=排查; 3/牵头单位=某处; 3/完成时限(原文)=6月30日; 3/status=未启动"},
	} {
		t.Run(name, func(t *testing.T) {
			b := sampleBook("省科技厅")
			b.Handouts = slices.Delete(b.Handouts, 2, 3) // the child
			for i := range b.Handouts {
				b.Handouts[i].Support = "省财政厅、省教育厅"
			}
			data := edit(t, shortBook(t, b), func(f *excelize.File) { set(t, f, c.fill) })
			m := Merge(b.Handouts, nil, []Return{readOne(t, data)}, MergeOptions{ParseDate: typedDates(t)})
			if got := taken(m); got != c.want || len(m.Missing) != 0 {
				t.Errorf("%s\nwant %s\nmissing %v", got, c.want, m.Missing)
			}
		})
	}
}

// The quarter that a round asks about: its name says so, or the days of reply or hand-out.
func TestQuarter(t *testing.T) {
	for _, c := range []struct {
		round taizhang.Round
		want  int
	}{
		{taizhang.Round{Name: "2017Q2"}, 2}, {taizhang.Round{Name: "2017年第三季度"}, 3}, {taizhang.Round{Name: "第1季度"}, 1}, {taizhang.Round{Name: "四季度调度"}, 4},
		{taizhang.Round{Name: "年中调度", ReplyBy: "2017-07-10"}, 2}, {taizhang.Round{Name: "年中调度", ReplyBy: "2017-06-25"}, 2},
		{taizhang.Round{Name: "年底调度", At: "2017-12-20T09:00:00Z"}, 4}, {taizhang.Round{Name: "调度", ReplyBy: "2018-01-10"}, 4}, {taizhang.Round{Name: "调度"}, 1},
	} {
		if got := quarterOf(c.round); got != c.want {
			t.Errorf("%+v: %d, want %d", c.round, got, c.want)
		}
	}
}

// The sign-off of the short form is read with its phone.
func TestShortSignOff(t *testing.T) {
	b := sampleBook("省科技厅")
	r := readOne(t, edit(t, shortBook(t, b), func(f *excelize.File) {
		set(t, f, map[string]any{"G3": "张三", "I3": 2886700000.0, "C4": "李四", "G4": "2017年7月5日"})
	}))
	if want := (SignOff{"省科技厅", "张三", "李四", "2017-07-05", "2886700000"}); r.SignOff != want {
		t.Errorf("%+v, want %+v", r.SignOff, want)
	}
}

// A mail is a draft that a mail program reads back: to whom, about what, with the files.
func TestDraft(t *testing.T) {
	d := draft{to: taizhang.Contact{Person: "张三", Mail: "zs@example.gov.cn"}, subject: "2017年第二季度任务：省科技厅", text: "请填报。\n",
		files: []File{{Name: "省科技厅.xlsx", Write: func(w io.Writer) error { _, err := w.Write(bytes.Repeat([]byte("workbook"), 50)); return err }}}}
	var out bytes.Buffer
	must(t, d.write(&out))
	m, err := mail.ReadMessage(&out)
	must(t, err)
	to, err := m.Header.AddressList("To")
	must(t, err)
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	must(t, err)
	if len(to) != 1 || to[0].Name != "张三" || to[0].Address != "zs@example.gov.cn" || subject != d.subject || m.Header.Get("X-Unsent") != "1" {
		t.Errorf("%+v, %q", to, subject)
	}
	_, param, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	must(t, err)
	parts := multipart.NewReader(m.Body, param["boundary"])
	var got []string
	for {
		p, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		must(t, err)
		body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, p))
		must(t, err)
		got = append(got, p.FileName()+" "+string(body))
	}
	if want := []string{" 请填报。\n", "省科技厅.xlsx " + strings.Repeat("workbook", 50)}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
