package review

import (
	"errors"
	"net/http"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// fault is an error with what the person is told.
type fault struct {
	status int
	text   string
}

func (f fault) Error() string { return f.text }

// explained is an error with what the person is told of it; the program's own words
// are the detail.
type explained struct {
	text string
	err  error
}

func (e explained) Error() string { return e.err.Error() }
func (e explained) Unwrap() error { return e.err }

// kinds say what a kind of error means and what to do.
var kinds = map[taizhang.ErrorKind]string{
	taizhang.Unsupported:    "这种文件或数据库不能读入。",
	taizhang.Malformed:      "文件已损坏或内容不合规范，请重新取得原件。",
	taizhang.Encrypted:      "文件有密码，请先解除密码再读入。",
	taizhang.TooLarge:       "文件过大，请拆分后再读入。",
	taizhang.Timeout:        "处理超时，请重试或拆分文件。",
	taizhang.Empty:          "文件或数据库里没有内容。",
	taizhang.NotFound:       "没有找到所要的内容，可能已被他人改动；请刷新后再试。",
	taizhang.NeedsOCR:       "文件是扫描图片，须先识别文字。",
	taizhang.NeedsConverter: "旧版 Office 文件须先装 LibreOffice，或另存为新格式。",
	taizhang.IO:             "文件或数据库读写失败，请检查磁盘、权限，以及是否被别的程序占用。",
}

// trouble is what the page of an error shows. Detail is the program's own words.
type trouble struct {
	Text, Detail, Back string
}

// failed is the page that says what went wrong.
func (s *Server) failed(r *http.Request, err error) answer {
	t, status := trouble{Text: kinds[taizhang.KindOf(err)], Detail: err.Error()}, http.StatusInternalServerError
	if taizhang.KindOf(err) == taizhang.NotFound {
		status = http.StatusNotFound
	}
	var changed *decide.ChangedError
	var f fault
	var x explained
	switch {
	case errors.As(err, &f):
		t.Text, t.Detail, status = f.text, "", f.status
	case errors.As(err, &x):
		t.Text, status = x.text, http.StatusBadRequest
	case errors.As(err, &changed):
		t.Text, status = "在您打开之后，内容已有变化，您的决定没有记下，以免覆盖。", http.StatusConflict
		if changed.Who != "" {
			t.Text = changed.Who + " 于 " + clock(changed.At) + " 已先作了决定，您的决定没有记下，以免覆盖。"
		}
		t.Text += "请查看现在的内容后再定。"
		t.Detail = ""
	}
	t.Back = "/"
	if back := r.PostForm.Get("back"); local(back) { // PostFormValue would read files that were refused
		t.Back = back
	}
	page := s.frame(r, "", "未完成", t)
	page.Path = t.Back
	return answer{template: "trouble", data: page, status: status}
}
