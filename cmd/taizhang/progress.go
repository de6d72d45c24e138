package main

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
	redrawEvery = time.Second / 10
	lineEvery   = 10 * time.Second
)

// progress shows on standard error how far a run is. All else that is written there
// goes through it, so that a line being drawn is taken away first.
type progress struct {
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

// isTerminal reports whether a person looks at what is written to w, and the line can
// be drawn again.
func isTerminal(w io.Writer) bool {
	f := file(w)
	if f == nil || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func newProgress(w io.Writer, terminal bool, total int, now func() time.Time, say catalog.Printer) *progress {
	start := mark{at: now()}
	p := &progress{w: w, terminal: terminal, now: now, say: say, total: total, marks: [2]mark{start, start}}
	if !terminal { // a bar is drawn at once, a line in a log when a run takes long
		p.shown = start.at
	}
	return p
}

// Write takes the line away and writes below it.
func (p *progress) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	return io.WriteString(p.w, taizhang.VisibleLines(string(b)))
}

func (p *progress) clear() {
	if p.width > 0 {
		fmt.Fprint(p.w, "\r"+strings.Repeat(" ", p.width)+"\r")
		p.width = 0
	}
}

// due returns the state of a run if it is time to show it, and forgets it if not.
func (p *progress) due(c counts, every time.Duration) (s state, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if now.Sub(p.marks[1].at) >= lineEvery {
		p.marks = [2]mark{p.marks[1], {now, c.done()}}
	}
	if now.Sub(p.shown) < every {
		return s, false
	}
	p.shown = now
	s = state{counts: c, total: p.total}
	if c.done() > p.total { // an archive held more
		s.total = 0
	}
	if d := now.Sub(p.marks[0].at).Seconds(); d > 0 {
		s.rate = float64(c.done()-p.marks[0].done) / d
	}
	if s.total > 0 && s.rate > 0 {
		s.left = time.Duration(float64(s.total-c.done()) / s.rate * float64(time.Second)).Round(time.Second)
	}
	return s, true
}

// show draws or writes the state of a run, if it is time.
func (p *progress) show(c counts) {
	every := lineEvery
	if p.terminal {
		every = redrawEvery
	}
	s, ok := p.due(c, every)
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

// state is how far a run is.
type state struct {
	counts
	total int
	rate  float64       // files a second, lately
	left  time.Duration // 0 when it is not known
}

// String fits, with the bar, on a line of 79 characters.
func (s state) String() string { return s.in(catalog.Printer{}) }

// in is the state in a language.
func (s state) in(say catalog.Printer) string {
	of, digits := "", 0
	if s.total > 0 {
		of = fmt.Sprintf("/%d", s.total)
	}
	if s.rate < 10 {
		digits = 1
	}
	out := say.Sprintf("%d%s files, %d tasks, %.*f/s", s.done(), of, s.Tasks, digits, s.rate)
	if s.left > 0 {
		out += say.Sprintf(", %v left", s.left)
	}
	if s.Failed > 0 {
		out += say.Sprintf(", %d failed", s.Failed)
	}
	return out
}

func (s state) bar() string {
	const width = 8
	if s.total == 0 {
		return ""
	}
	full := width * s.done() / s.total
	return "[" + strings.Repeat("#", full) + strings.Repeat("-", width-full) + "] "
}
