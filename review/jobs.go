package review

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/taizhang/taizhang/office"
)

// jobs are what the server does in the background, one after the other: a page that is
// closed stops none.
type jobs struct {
	ctx   context.Context
	end   context.CancelFunc
	turn  chan struct{} // whoever is in it works
	under sync.WaitGroup

	mu  sync.Mutex
	all []*job // the oldest first
}

// job is a reading or a collection.
type job struct {
	ID, Kind, Who string // Kind is read or collect
	Total         int    // files
	stop          context.CancelFunc

	mu           sync.Mutex
	begun, ended time.Time // begun is when its turn came
	reads        []office.Read
	got          *office.Collected
	err          error
}

// mostJobs is how many that ended are remembered.
const mostJobs = 50

func newJobs() *jobs {
	j := &jobs{turn: make(chan struct{}, 1)}
	j.ctx, j.end = context.WithCancel(context.Background())
	return j
}

// Close stops what is being read, collected, handed out or exported, as Ctrl-C stops a
// command: what is stored stays. It returns when what goes on in the background has
// stopped; then nothing more begins.
func (s *Server) Close() {
	s.jobs.mu.Lock()
	s.jobs.end()
	s.jobs.mu.Unlock()
	s.jobs.under.Wait()
	s.made.discard()
}

// ending is told to who wants something done after the end.
var ending = fault{http.StatusServiceUnavailable, "程序正在退出，未予处理。"}

// begin does something that no one's leaving stops; false after the end.
func (js *jobs) begin(do func(context.Context)) bool {
	js.mu.Lock()
	defer js.mu.Unlock()
	if js.ctx.Err() != nil {
		return false
	}
	js.under.Go(func() { do(js.ctx) })
	return true
}

// guests are the requests that are being answered.
type guests struct {
	mu   sync.Mutex
	gone bool // no more are let in
	in   sync.WaitGroup
}

func (g *guests) enter() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.gone {
		g.in.Add(1)
	}
	return !g.gone
}

// Wait returns when every request is answered and has put away what it needed; none is
// answered after. Who serves the page closes it and its connections before.
func (s *Server) Wait() {
	s.guests.mu.Lock()
	s.guests.gone = true
	s.guests.mu.Unlock()
	s.guests.in.Wait()
}

// start has a job done when its turn comes, and after takes away what it needed.
func (s *Server) start(j *job, do func(context.Context, *job) error, after func()) (answer, error) {
	js := s.jobs
	js.mu.Lock()
	defer js.mu.Unlock()
	if js.ctx.Err() != nil {
		after()
		return answer{}, ending
	}
	var ctx context.Context
	j.ID = rand.Text()
	ctx, j.stop = context.WithCancel(js.ctx)
	if js.all = append(js.all, j); len(js.all) > mostJobs {
		if i := slices.IndexFunc(js.all, (*job).over); i >= 0 {
			js.all = slices.Delete(js.all, i, i+1)
		}
	}
	js.under.Go(func() {
		defer after()
		defer j.stop()
		select {
		case js.turn <- struct{}{}:
			defer func() { <-js.turn }()
		case <-ctx.Done():
		}
		j.set(func() { j.begun = s.opt.Now() })
		err := ctx.Err()
		if err == nil {
			err = do(ctx, j)
		}
		j.set(func() { j.ended, j.err = s.opt.Now(), err })
	})
	return answer{redirect: query("/job", "id", j.ID)}, nil
}

func (j *job) set(f func()) {
	j.mu.Lock()
	defer j.mu.Unlock()
	f()
}

func (j *job) over() (over bool) {
	j.set(func() { over = !j.ended.IsZero() })
	return over
}

// jobPage is a job at one moment, with what became of its files.
type jobPage struct {
	ID, Kind, Who string
	State         string // waits, runs, ended, stopped or broken
	Total, Done   int
	Rate          string // files a second
	Took          string
	When          string // it began
	Counts        []countWord
	Tasks         int
	Failed        []readLine
	Read          []readLine
	MoreRead      int
	Skipped       []readLine
	Got           *office.Collected
	Conflicts     int
	Trouble       trouble // of a broken one
}

type countWord struct {
	Word  string
	Count int
}

// mostRead is how many notices, of those without trouble, a job's page lists.
const mostRead = 300

var stateOf = map[string]string{"waits": "等待前一项完成", "runs": "进行中", "ended": "已完成", "stopped": "已停止", "broken": "因故中断"}

// StateWord is the state in words.
func (p *jobPage) StateWord() string { return stateOf[p.State] }

// Live reports whether the page will change.
func (p *jobPage) Live() bool { return p.State == "waits" || p.State == "runs" }

// Title says what the job does.
func (p *jobPage) Title() string {
	if p.Kind == "collect" {
		return "收取反馈"
	}
	return "读入通知"
}

// page is the job as it stands now.
func (j *job) page(now time.Time) *jobPage {
	j.mu.Lock()
	defer j.mu.Unlock()
	p := &jobPage{ID: j.ID, Kind: j.Kind, Who: j.Who, Total: j.Total, Done: len(j.reads), Got: j.got}
	until := now
	switch {
	case j.begun.IsZero():
		p.State = "waits"
	case j.ended.IsZero():
		p.State = "runs"
	default:
		p.State, until = "ended", j.ended
		if errors.Is(j.err, context.Canceled) {
			p.State = "stopped"
		} else if j.err != nil {
			p.State, p.Trouble = "broken", trouble{Text: fileTrouble(j.err), Detail: j.err.Error()}
		}
	}
	if p.Done > p.Total { // an archive held more
		p.Total = p.Done
	}
	if took := until.Sub(j.begun); p.State != "waits" {
		p.Took, p.When = seconds(took), j.begun.Format("2006-01-02 15:04")
		if p.Done > 0 && took > time.Second/2 {
			p.Rate = number1(float64(p.Done) / took.Seconds())
		}
	}
	p.count(j.reads)
	if p.Got != nil {
		for _, f := range p.Got.Files {
			for _, r := range f.Returns {
				p.Conflicts += r.Conflicts
			}
		}
	}
	return p
}

// job shows how far a job is, and what became of each file.
func (s *Server) job(r *http.Request) (answer, error) {
	j := s.jobs.find(r.URL.Query().Get("id"))
	if j == nil {
		return answer{}, fault{http.StatusNotFound, "没有这项工作的记录；程序重新启动后不再保留。已读入的通知见首页。"}
	}
	p := j.page(s.opt.Now())
	f := s.frame(r, "home", p.Title()+"："+p.StateWord(), p)
	if p.Kind == "collect" {
		f.Here = "rounds"
	}
	if p.Live() {
		f.Refresh = 2
	}
	return answer{template: "job", data: f}, nil
}

func (js *jobs) find(id string) *job {
	js.mu.Lock()
	defer js.mu.Unlock()
	if i := slices.IndexFunc(js.all, func(j *job) bool { return j.ID == id }); i >= 0 {
		return js.all[i]
	}
	return nil
}

// pages are the jobs as they stand now, the latest first.
func (js *jobs) pages(now time.Time) (out []*jobPage) {
	js.mu.Lock()
	defer js.mu.Unlock()
	for _, j := range slices.Backward(js.all) {
		out = append(out, j.page(now))
	}
	return out
}

// running are the jobs that have not ended, the latest first.
func (js *jobs) running(now time.Time) []*jobPage {
	return slices.DeleteFunc(js.pages(now), func(p *jobPage) bool { return !p.Live() })
}

// stop stops a job; what it stored stays.
func (s *Server) stop(r *http.Request) (answer, error) {
	id := r.PostForm.Get("id")
	if j := s.jobs.find(id); j != nil {
		j.stop()
	}
	return answer{redirect: query("/job", "id", id)}, nil
}
