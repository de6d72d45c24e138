package review

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/office"
)

// Database is the database as the page sees it. Errors are of type *taizhang.Error.
type Database interface {
	// Current returns the current notices in order of their keys.
	Current(ctx context.Context) ([]office.Edition, error)
	// Lines returns them as the first page lists them.
	Lines(ctx context.Context) ([]office.Line, error)
	// Load returns a notice and the uids of its entries by id.
	Load(ctx context.Context, key string) (*taizhang.Ledger, map[string]string, error)
	// LoadTasks gives what lists show of notices, with the uids of their entries, in any order: not their blocks, fields, targets and unclaimed text.
	LoadTasks(ctx context.Context, keys []string, each func(l *taizhang.Ledger, uids map[string]string) error) error
	// Task returns the notice in which a task stands.
	Task(ctx context.Context, uid string) (key string, err error)
	Decisions(ctx context.Context) ([]decide.Decision, error)
	// Decide records decisions in one transaction. seen are the digests of what the
	// person saw, by uid or mention; where one differs now, nothing is written and the
	// error is a *decide.ChangedError.
	Decide(ctx context.Context, ds []decide.Decision, seen map[string]string) ([]int64, error)
	Undo(ctx context.Context, id int64, at, who string) error
	// Doubts counts what is to be checked in all current notices.
	Doubts(ctx context.Context) (int, error)
	// Away is the decision that takes away a notice, by its key, a round or a file that failed.
	Away(ctx context.Context, what, name string) (decide.Decision, error)
	// Belongs is the decision that a notice, by its key, is one with another that is named, or a notice of its own.
	Belongs(ctx context.Context, key, other string) (decide.Decision, error)
	// Texts are the texts that are one notice with that of a key, it among them.
	Texts(ctx context.Context, key string) ([]office.Text, error)
	// KeyOf is the key under which a source is stored.
	KeyOf(ctx context.Context, source string) (string, error)
	// Older returns the notices that were revised since, in order of their keys.
	Older(ctx context.Context) ([]office.Line, error)
	// HandedOut returns the rounds of the hand-off, oldest first.
	HandedOut(ctx context.Context) ([]taizhang.Round, error)
	// Unit gathers what an organ was given and what it reported, over all rounds.
	Unit(ctx context.Context, organ string) (*office.UnitRecord, error)
	// Standings says where each task of a round stands, by its uid.
	Standings(ctx context.Context, round string) (map[string]*office.Standing, error)
	// Overview says where the tasks of a round stand on a day: those whose uids only
	// lets through, or all when it is nil.
	Overview(ctx context.Context, round string, asOf taizhang.Date, only func(task string) bool) (*taizhang.Overview, error)
}

// Skills are what the page needs of other rooms.
type Skills struct {
	decide.Skills
	// Suggest lists the units that a mention may mean, the likeliest first.
	Suggest func(mention string, n *taizhang.Notice) []string
	// Units lists the units of a notice's jurisdiction and year, by their full names.
	Units func(n *taizhang.Notice) []string
	// Workbook writes the notices of these keys as a workbook, with the tasks that are shown.
	Workbook func(ctx context.Context, w io.Writer, keys []string, shown func(key, id string) bool) error
	// RollUp writes where a round stands as a workbook.
	RollUp func(w io.Writer, o *taizhang.Overview) error
	// Compare says what became of the tasks of one notice in another, CompareBook
	// writes it as a workbook.
	Compare     func(old, new *taizhang.Ledger) *taizhang.Comparison
	CompareBook func(w io.Writer, c *taizhang.Comparison) error
	Samples     map[string]string // the notices that are shipped, by paths of files, each in a folder, to see what becomes of one
	Commands    Commands          // nil: nothing is read, exported or handed out here
}

// Options say how the page is served.
type Options struct {
	Token    string // the secret in the address that opens the page
	Host     string // host:port at which it is served; no other is answered
	ReadOnly bool   // nothing can be decided, undone, read or collected
	Who      string // who decides, until the person says otherwise
	Database string // its name, for the title
	Where    string // where it lies, without a password; empty: not said
	Now      func() time.Time

	UploadBytes int64 // at most so many in one form; 0 for 2 GB
	UploadFiles int   // 0 for 20,000
}

// Server answers the page's requests.
type Server struct {
	db     Database
	skills Skills
	opt    Options
	index  index
	mux    *http.ServeMux

	compared comparer
	jobs     *jobs
	made     made
	guests   guests
}

// New returns the page on a database.
func New(db Database, skills Skills, opt Options) *Server {
	s := &Server{db: db, skills: skills, opt: opt, mux: http.NewServeMux(), jobs: newJobs()}
	s.index = newIndex(db, s.jobs)
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
	if s.skills.Commands != nil {
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
