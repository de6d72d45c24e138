package review

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
)

// readLine is a source with what became of it.
type readLine struct {
	office.Read
	Word   string // what became of it
	Why    string // of one that failed or was left out
	Detail string // the program's own words
}

var outcomeWords = map[string]string{
	"added": "新读入", "revised": "修订版，已更新", "duplicate": "与已有通知相同，另处发布", "replaced": "已重新读入", "unchanged": "此前已读入，未变",
}

// fileWords say what a kind of error means of a file, where that is not what [kinds] say.
var fileWords = map[taizhang.ErrorKind]string{
	taizhang.Unsupported: "不是能读的文件，或不是任务分工的通知，请检查是否选对了文件。",
	taizhang.IO:          "文件未能读写，请检查磁盘空间和权限。",
}

// skippedWords say why a file was left out.
var skippedWords = map[string]string{
	"a picture": "图片", "part of a web page": "网页的附属文件", "a film or sound": "音像文件", "a program": "程序", "a database": "数据库",
	"a file that taizhang wrote": "本程序导出的文件，不是通知", "a workbook to fill in, which `taizhang collect` takes": "下发的填报表，请在“下发与反馈”页收取",
	"a temporary file": "临时文件", "a signature of a file": "签名文件", "no ordinary file": "不是普通文件", "a link to nothing": "链接失效", "a link to a folder": "文件夹的链接",
}

func fileTrouble(err error) string {
	kind := taizhang.KindOf(err)
	return cmp.Or(fileWords[kind], kinds[kind])
}

// newReadLine says in words what became of a source.
func newReadLine(r office.Read) readLine {
	l := readLine{Read: r, Word: outcomeWords[r.Outcome]}
	switch {
	case r.Err != nil:
		l.Word, l.Why, l.Detail = "未读入", fileTrouble(r.Err), r.Err.Error()
		if r.Before {
			l.Why += "（与上次相同；勾选“重新读入”可再试。）"
		}
	case r.Skipped != "":
		l.Word, l.Why = "略过", cmp.Or(skippedWords[r.Skipped], r.Skipped)
	}
	return l
}

// count sorts what was read into what a page lists.
func (p *jobPage) count(reads []office.Read) {
	var c office.Counts
	for _, r := range reads {
		c.Add(r)
		switch l := newReadLine(r); {
		case r.Skipped != "":
			p.Skipped = append(p.Skipped, l)
		case r.Err != nil:
			p.Failed = append(p.Failed, l)
		case len(p.Read) < mostRead:
			p.Read = append(p.Read, l)
		default:
			p.MoreRead++
		}
	}
	p.Tasks = c.Tasks
	for _, w := range []countWord{{outcomeWords["added"], c.Added}, {outcomeWords["revised"], c.Revised}, {outcomeWords["duplicate"], c.Duplicate},
		{outcomeWords["replaced"], c.Replaced}, {outcomeWords["unchanged"], c.Unchanged}, {"略过", c.Skipped}, {"未读入", c.Failed}} {
		if w.Count > 0 {
			p.Counts = append(p.Counts, w)
		}
	}
}

// read has uploaded files read, in the background.
func (s *Server) read(r *http.Request) (answer, error) {
	u, err := s.receive(r)
	if err != nil {
		return answer{}, err
	}
	if len(u.files) == 0 {
		u.discard()
		return answer{}, fault{http.StatusBadRequest, "请选择文件或文件夹。"}
	}
	year := number(u.form.Get("year"))
	if said := u.form.Get("year"); said != "" && (year < 1900 || year > 2999) {
		u.discard()
		return answer{}, fault{http.StatusBadRequest, "计划年度请写四位数字，如 2017；不填则依通知所述。"}
	}
	what := office.Reading{Paths: []string{u.dir}, Folder: u.dir, Who: s.name(r), PlanYear: year, AsOne: u.form.Has("as-one"), Force: u.form.Has("force"), OCR: u.form.Has("ocr")}
	return s.reading(what, len(u.files), u.discard)
}

func (s *Server) reading(what office.Reading, total int, after func()) (answer, error) {
	return s.start(&job{Kind: "read", Who: what.Who, Total: total}, func(ctx context.Context, j *job) error {
		return s.office.Read(ctx, what, func(r office.Read) { j.set(func() { j.reads = append(j.reads, r) }) })
	}, after)
}

// retry has sources read again that failed before and are still there.
func (s *Server) retry(r *http.Request) (answer, error) {
	failed, err := s.office.Failed(r.Context())
	if err != nil {
		return answer{}, err
	}
	asked := r.PostForm["name"]
	what := office.Reading{Who: s.name(r), Retry: true, OCR: r.PostForm.Has("ocr")}
	for _, f := range failed {
		path := outermost(f.Name)
		if f.There && (len(asked) == 0 || slices.Contains(asked, f.Name)) && !slices.Contains(what.Paths, path) {
			what.Paths = append(what.Paths, path)
		}
	}
	if len(what.Paths) == 0 {
		return answer{}, fault{http.StatusConflict, "这些文件已不在原处，请重新选择文件读入。"}
	}
	return s.reading(what, len(what.Paths), func() {})
}

// readings lists what was read since the program began, and what could not be read.
func (s *Server) readings(r *http.Request) (answer, error) {
	failed, err := s.office.Failed(r.Context())
	if err != nil {
		return answer{}, err
	}
	var body struct {
		Jobs   []*jobPage
		Failed []failedLine
		There  int
	}
	body.Jobs = s.jobs.pages(s.opt.Now())
	for _, f := range failed {
		if f.There {
			body.There++
		}
		body.Failed = append(body.Failed, failedLine{f, fileTrouble(f.Err), f.Err.Error(), taizhang.KindOf(f.Err) == taizhang.NeedsOCR})
	}
	return answer{template: "jobs", data: s.frame(r, "home", "读入记录", body)}, nil
}

type failedLine struct {
	office.Failed
	Why, Detail string
	Scan        bool // a picture of text, which is read when it is asked for
}

// outermost is the file on the disk that holds a source: an archive, or itself.
func outermost(name string) string {
	name, _, _ = strings.Cut(name, "!/")
	return name
}

func seconds(d time.Duration) string {
	if d < time.Second/20 {
		return "不到 0.1 秒"
	}
	if d >= time.Minute {
		return strconv.Itoa(int(d.Minutes())) + " 分 " + strconv.Itoa(int(d.Seconds())%60) + " 秒"
	}
	return number1(d.Seconds()) + " 秒"
}

func number1(f float64) string {
	if f >= 10 {
		return strconv.Itoa(int(f + .5))
	}
	return strconv.FormatFloat(f, 'f', 1, 64)
}
