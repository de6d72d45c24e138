package review

import (
	"net/http"
	"time"

	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/office"
)

// Options say how the page is served.
type Options struct {
	Token    string // the secret in the address that opens the page
	Host     string // host:port at which it is served; no other is answered
	ReadOnly bool   // nothing can be decided, undone, read or collected
	Who      string // who decides, until the person says otherwise
	Database string // its name, for the title
	Where    string // where it lies, without a password; empty: not said
	Now      func() time.Time
	Samples  map[string]string // the notices that are shipped, by paths of files, each in a folder, to see what becomes of one

	UploadBytes int64 // at most so many in one form; 0 for 2 GB
	UploadFiles int   // 0 for 20,000
}

// Server answers the page's requests.
type Server struct {
	office *office.Office
	skills decide.Skills
	opt    Options
	index  index
	mux    *http.ServeMux

	compared comparer
	jobs     *jobs
	made     made
	guests   guests
}

// New returns the page on what an office has.
func New(o *office.Office, opt Options) *Server {
	s := &Server{office: o, skills: o.Skills(), opt: opt, mux: http.NewServeMux(), jobs: newJobs()}
	s.index = newIndex(o, s.jobs)
	s.routes()
	return s
}

// routes lists every address: what it shows, and what it does.
func (s *Server) routes() {
	s.mux.HandleFunc("GET /{$}", s.page(s.home))
	s.mux.HandleFunc("GET /notice", s.page(s.notice))
	s.mux.HandleFunc("GET /task/{uid}", s.page(s.task))
	s.mux.HandleFunc("GET /form", s.page(s.form))
	s.mux.HandleFunc("GET /tasks", s.page(s.tasks))
	s.mux.HandleFunc("GET /tasks.xlsx", s.page(s.tasksWorkbook))
	s.mux.HandleFunc("GET /matrix", s.page(s.matrix))
	s.mux.HandleFunc("GET /matrix/{by}", s.page(s.matrix))
	s.mux.HandleFunc("GET /calendar", s.page(s.calendar))
	s.mux.HandleFunc("GET /calendar.ics", s.page(s.ics))
	s.mux.HandleFunc("GET /timeline", s.page(s.timeline))
	s.mux.HandleFunc("GET /progress", s.page(s.progress))
	s.mux.HandleFunc("GET /progress.xlsx", s.page(s.progressWorkbook))
	s.mux.HandleFunc("GET /unit", s.page(s.unit))
	s.mux.HandleFunc("GET /compare", s.page(s.compare))
	s.mux.HandleFunc("GET /compare.xlsx", s.page(s.compareWorkbook))
	s.mux.HandleFunc("GET /queue", s.page(s.queue))
	s.mux.HandleFunc("GET /decisions", s.page(s.decisions))
	s.mux.HandleFunc("POST /decide", s.change(s.decide))
	s.mux.HandleFunc("POST /settle", s.change(s.settle))
	s.mux.HandleFunc("GET /removed", s.page(s.removed))
	s.mux.HandleFunc("POST /away", s.change(s.away))
	s.mux.HandleFunc("POST /belongs", s.change(s.belongs))
	s.mux.HandleFunc("POST /undo", s.change(s.undo))
	s.mux.HandleFunc("POST /who", s.page(s.who))
	s.mux.HandleFunc("GET /static/", s.static)
	s.mux.Handle("GET /favicon.ico", http.RedirectHandler("/static/icon.svg", http.StatusMovedPermanently))
	s.mux.HandleFunc("/", s.page(func(*http.Request) (answer, error) {
		return answer{}, fault{http.StatusNotFound, "没有这个页面。"}
	}))
	s.mux.HandleFunc("POST /read", s.upload(s.read))
	s.mux.HandleFunc("POST /retry", s.change(s.retry))
	s.mux.HandleFunc("GET /job", s.page(s.job))
	s.mux.HandleFunc("POST /stop", s.change(s.stop))
	s.mux.HandleFunc("GET /jobs", s.page(s.readings))
	s.mux.HandleFunc("GET /export", s.page(s.export))
	s.mux.HandleFunc("GET /backup", s.page(s.backup))
	s.mux.HandleFunc("POST /sample", s.change(s.sample))
	s.mux.HandleFunc("GET /rounds", s.page(s.rounds))
	s.mux.HandleFunc("POST /handout", s.upload(s.handOut))
	s.mux.HandleFunc("GET /handout.zip", s.page(s.handedOut))
	s.mux.HandleFunc("GET /letters", s.page(s.letters))
	s.mux.HandleFunc("POST /contact", s.change(s.contact))
	s.mux.HandleFunc("POST /round", s.change(s.settleRound))
	s.mux.HandleFunc("POST /collect", s.upload(s.collect))
	s.mux.HandleFunc("GET /conflicts", s.page(s.conflicts))
	s.mux.HandleFunc("POST /resolve", s.change(s.resolve))
	s.mux.HandleFunc("POST /reopen", s.change(s.reopen))
}

// ServeHTTP answers a request that the guard lets in.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.guests.enter() {
		http.Error(w, ending.text, ending.status)
		return
	}
	defer s.guests.in.Done()
	if s.guard(w, r) {
		s.mux.ServeHTTP(w, r)
	}
}
