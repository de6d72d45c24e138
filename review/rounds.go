package review

import (
	"archive/zip"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
)

// The rounds of the hand-off: what goes out, and what came back.
type (
	roundsPage struct {
		Rounds  []roundLine // the latest first
		Notices []office.Line
		Form    handOutForm
		Made    *madeFile
		Open    int // conflicts
		Today   taizhang.Date
	}
	roundLine struct {
		office.Round
		Replied int
		Overdue bool // the day of reply is past, and some did not reply
	}
	// handOutForm is what the form begins with.
	handOutForm struct {
		Round   string
		ReplyBy taizhang.Date
		Notices []string // the keys
	}
)

// rounds lists the rounds, and asks for the next.
func (s *Server) rounds(r *http.Request) (answer, error) {
	all, err := s.office.Rounds(r.Context())
	if err != nil {
		return answer{}, err
	}
	notices, err := s.office.Lines(r.Context())
	if err != nil {
		return answer{}, err
	}
	q := r.URL.Query()
	p := roundsPage{Notices: notices, Made: s.made.find(q.Get("made"))}
	today := s.today()
	p.Today = today
	for _, x := range slices.Backward(all) {
		line := roundLine{Round: x}
		for _, o := range x.Organs {
			if o.Replied {
				line.Replied++
			}
		}
		line.Overdue = x.ReplyBy != "" && x.ReplyBy < today && line.Replied < len(x.Organs)
		p.Rounds = append(p.Rounds, line)
		p.Open += x.Conflicts
		if x.Name == q.Get("again") {
			p.Form = handOutForm{Round: x.Name, ReplyBy: x.ReplyBy, Notices: x.Notices}
		}
	}
	return answer{template: "rounds", data: s.frame(r, "rounds", "下发与反馈", p)}, nil
}

// Has reports whether a notice is chosen.
func (f handOutForm) Has(key string) bool { return slices.Contains(f.Notices, key) }

// handOut records a round and makes its workbooks, as one archive to be fetched.
func (s *Server) handOut(r *http.Request) (answer, error) {
	u, err := s.receive(r)
	if err != nil {
		return answer{}, err
	}
	defer u.discard()
	name, unfit := office.RoundName(u.form.Get("round"))
	round := taizhang.Round{Name: name, ReplyBy: taizhang.Date(strings.TrimSpace(u.form.Get("reply-by"))), Who: s.name(r), At: s.opt.Now().Format(time.RFC3339)}
	if u.form.Get("trial") != "" {
		round.State = taizhang.RoundTrial
	}
	order := office.Order{Round: round, Of: office.Choice{Notices: u.form["notice"]}, Full: u.form.Get("form") == "full"}
	var template []byte // nil for none
	switch {
	case unfit != nil:
		return answer{}, fault{http.StatusBadRequest, "请填写轮次名称，如 2017Q2：不超过 60 个字，不含换行等看不见的字符。"}
	case round.ReplyBy != "" && !isDate(round.ReplyBy):
		return answer{}, fault{http.StatusBadRequest, "报送期限请写成 2017-07-10 这样的日期。"}
	case u.form.Get("do") == "preview":
		return s.preview(r, order)
	case len(u.files) > 0:
		if template, err = os.ReadFile(filepath.Join(u.dir, filepath.FromSlash(u.files[0]))); err != nil {
			return answer{}, diskError(err)
		}
	}
	f := &madeFile{ID: rand.Text(), Round: name, Name: name + ".zip"}
	f.file, err = s.inFile(r, func(ctx context.Context, w io.Writer) error {
		z := zip.NewWriter(w)
		h, err := s.office.HandOut(ctx, order)
		if err != nil {
			return err
		}
		defer h.Close()
		err = h.Give(ctx, template, func(name string, write func(io.Writer) error) error {
			f.Books++
			// One time for all, so that the same books are the same bytes.
			entry, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
			if err != nil {
				return err
			}
			return write(entry)
		})
		if err != nil {
			return err
		}
		return z.Close()
	})
	if err != nil {
		if _, bad := errors.AsType[*office.TemplateError](err); bad {
			return answer{}, explained{"模板不能使用：须是 .xlsx，并有名为“台账_表格”的单元格。没有下发。", err}
		}
		return answer{}, undecided(err)
	}
	if !s.made.add(f) {
		return answer{}, ending
	}
	return answer{redirect: query("/rounds", "made", f.ID)}, nil
}

// undecided asks of which notices a round is, where that is what is wrong.
func undecided(err error) error {
	if _, ok := errors.AsType[*office.UndecidedError](err); ok {
		return fault{http.StatusBadRequest, "库中不止一份通知，请选择本轮下发的是哪一份或哪几份。没有下发。"}
	}
	return err
}

type previewPage struct {
	*office.Preview
	Order office.Order
}

// preview shows what a round would hand out.
func (s *Server) preview(r *http.Request, order office.Order) (answer, error) {
	h, err := s.office.HandOut(r.Context(), order)
	if err != nil {
		return answer{}, undecided(err)
	}
	defer h.Close()
	preview, err := h.Preview(taizhang.Date(s.opt.Now().Format(time.DateOnly)))
	if err != nil {
		return answer{}, err
	}
	p := previewPage{preview, order}
	return answer{template: "preview", data: s.frame(r, "rounds", "下发预览", p)}, nil
}

// settleRound closes a round or reopens it.
func (s *Server) settleRound(r *http.Request) (answer, error) {
	state := taizhang.RoundState(r.PostForm.Get("state"))
	if !slices.Contains([]taizhang.RoundState{taizhang.RoundTrial, taizhang.RoundSent, taizhang.RoundClosed}, state) {
		return answer{}, fault{http.StatusBadRequest, "没有这种状态。"}
	}
	if err := s.office.SetRoundState(r.Context(), r.PostForm.Get("round"), state); err != nil {
		return answer{}, err
	}
	return answer{redirect: "/rounds"}, nil
}

func isDate(d taizhang.Date) bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// handedOut sends the workbooks of a round that was handed out.
func (s *Server) handedOut(r *http.Request) (answer, error) {
	f := s.made.find(r.URL.Query().Get("id"))
	if f == nil {
		return answer{}, fault{http.StatusNotFound, "这一压缩包已不在，请再次下发该轮次；内容不变。"}
	}
	return file(f.Name, typeZIP, f.send), nil
}

// export sends all current notices in one of the formats.
func (s *Server) export(r *http.Request) (answer, error) {
	format := r.URL.Query().Get("format")
	media, ok := map[string]string{"xlsx": typeXLSX, "csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl",
		"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "html": "text/html; charset=utf-8",
		"parquet": "application/vnd.apache.parquet"}[format]
	if !ok {
		return answer{}, fault{http.StatusBadRequest, "没有这种格式。"}
	}
	key := r.URL.Query().Get("key") // empty: all that are current
	return s.onDisk(r, "台账."+format, media, func(ctx context.Context, w io.Writer) error { return s.office.Export(ctx, format, key, w) })
}

// made are the archives of workbooks that were made last.
type made struct {
	mu     sync.Mutex
	all    []*madeFile
	closed bool
}

type madeFile struct {
	ID, Round, Name string
	Books           int
	file            string
}

const mostMade = 8

func (f *madeFile) send(w io.Writer) error { return sendFile(w, f.file) }

// add keeps an archive; false after the end, when it is removed.
func (m *made) add(f *madeFile) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		os.Remove(f.file)
		return false
	}
	if m.all = append(m.all, f); len(m.all) > mostMade {
		os.Remove(m.all[0].file)
		m.all = m.all[1:]
	}
	return true
}

func (m *made) find(id string) *madeFile {
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := slices.IndexFunc(m.all, func(f *madeFile) bool { return f.ID == id }); i >= 0 {
		return m.all[i]
	}
	return nil
}

func (m *made) discard() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range m.all {
		os.Remove(f.file)
	}
	m.all, m.closed = nil, true
}

// returnWords say what a kind of error means of a returned workbook.
var returnWords = map[taizhang.ErrorKind]string{
	taizhang.Unsupported:    "不是本数据库下发的工作簿，或其轮次从未下发；请返回下发的 .xlsx。",
	taizhang.Malformed:      "工作簿已损坏，或其中的处理意见有误，请看技术细节。",
	taizhang.NeedsConverter: "请用 Excel 或 WPS 另存为 .xlsx 后再收取。",
}

func returnTrouble(err error) string {
	if errors.Is(err, office.ErrClosed) {
		return "该轮次已结，没有收取；确需收取的，先在“下发与反馈”中恢复该轮次。"
	}
	return cmp.Or(returnWords[taizhang.KindOf(err)], fileTrouble(err))
}

// collect has returned workbooks collected, in the background.
func (s *Server) collect(r *http.Request) (answer, error) {
	u, err := s.receive(r)
	if err != nil {
		return answer{}, err
	}
	if len(u.files) == 0 {
		u.discard()
		return answer{}, fault{http.StatusBadRequest, "请选择各单位返回的工作簿，或其压缩包。"}
	}
	who := s.name(r)
	return s.start(&job{Kind: "collect", Who: who, Total: len(u.files)}, func(ctx context.Context, j *job) error {
		got, err := s.office.Collect(ctx, []string{u.dir}, u.dir, who, s.opt.Now())
		j.set(func() { j.got = got })
		return err
	}, u.discard)
}
