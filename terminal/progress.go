package terminal

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// How often progress is shown: a line drawn again on a terminal, or one after the
// other in a log, where a short run has none.
const (
	RedrawEvery = time.Second / 10
	LineEvery   = 10 * time.Second
)

// Progress shows on standard error how far a run is. All else that is written there
// goes through it, so that a line being drawn is taken away first.
type Progress struct {
	w        io.Writer
	terminal bool
	now      func() time.Time
	say      catalog.Printer
	total    int // files to come, 0 when it is not known

	mu    sync.Mutex
	shown time.Time // last; at first the start
	width int       // of the line that stands there unfinished
	marks [2]mark   // for the rate: of 10 to 20 s, so that what was skipped at first does not count for ever
}

// mark is what was done at a time.
type mark struct {
	at   time.Time
	done int
}

// IsTerminal reports whether a person looks at what is written to w, and the line can
// be drawn again.
func IsTerminal(w io.Writer) bool {
	f := file(w)
	if f == nil || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// NewProgress begins to show a run over total files, or 0 where it is not known how many.
func NewProgress(w io.Writer, terminal bool, total int, now func() time.Time, say catalog.Printer) *Progress {
	start := mark{at: now()}
	p := &Progress{w: w, terminal: terminal, now: now, say: say, total: total, marks: [2]mark{start, start}}
	if !terminal { // a bar is drawn at once, a line in a log when a run takes long
		p.shown = start.at
	}
	return p
}

// Write takes the line away and writes below it.
func (p *Progress) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	return io.WriteString(p.w, taizhang.VisibleLines(string(b)))
}

func (p *Progress) clear() {
	if p.width > 0 {
		fmt.Fprint(p.w, "\r"+strings.Repeat(" ", p.width)+"\r")
		p.width = 0
	}
}

// Counts are how many files of a run are done, how many of them failed, and the tasks read.
type Counts struct{ Done, Failed, Tasks int }

// Terminal reports whether a person looks at it.
func (p *Progress) Terminal() bool { return p.terminal }

// Due returns the state of a run if it is time to show it, and forgets it if not.
func (p *Progress) Due(c Counts, every time.Duration) (s State, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if now.Sub(p.marks[1].at) >= LineEvery {
		p.marks = [2]mark{p.marks[1], {now, c.Done}}
	}
	if now.Sub(p.shown) < every {
		return s, false
	}
	p.shown = now
	s = State{Counts: c, Total: p.total}
	if c.Done > p.total { // an archive held more
		s.Total = 0
	}
	if d := now.Sub(p.marks[0].at).Seconds(); d > 0 {
		s.Rate = float64(c.Done-p.marks[0].done) / d
	}
	if s.Total > 0 && s.Rate > 0 {
		s.Left = time.Duration(float64(s.Total-c.Done) / s.Rate * float64(time.Second)).Round(time.Second)
	}
	return s, true
}

// Show draws or writes the state of a run, if it is time.
func (p *Progress) Show(c Counts) {
	every := LineEvery
	if p.terminal {
		every = RedrawEvery
	}
	s, ok := p.Due(c, every)
	if !ok {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.terminal {
		fmt.Fprintln(p.w, p.say.Sprintf("progress: %s", s.in(p.say)))
		return
	}
	line := s.bar() + s.in(p.say)
	fmt.Fprint(p.w, "\r"+line+strings.Repeat(" ", max(p.width-columns(line), 0)))
	p.width = columns(line)
}

// State is how far a run is.
type State struct {
	Counts
	Total int
	Rate  float64       // files a second, lately
	Left  time.Duration // 0 when it is not known
}

// String fits, with the bar, on a line of 79 characters.
func (s State) String() string { return s.in(catalog.Printer{}) }

// in is the state in a language.
func (s State) in(say catalog.Printer) string {
	of, digits := "", 0
	if s.Total > 0 {
		of = fmt.Sprintf("/%d", s.Total)
	}
	if s.Rate < 10 {
		digits = 1
	}
	out := say.Sprintf("%d%s files, %d tasks, %.*f/s", s.Done, of, s.Tasks, digits, s.Rate)
	if s.Left > 0 {
		out += say.Sprintf(", %v left", s.Left)
	}
	if s.Failed > 0 {
		out += say.Sprintf(", %d failed", s.Failed)
	}
	return out
}

func (s State) bar() string {
	const width = 8
	if s.Total == 0 {
		return ""
	}
	full := width * s.Done / s.Total
	return "[" + strings.Repeat("#", full) + strings.Repeat("-", width-full) + "] "
}
