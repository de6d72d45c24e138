package office

import (
	"encoding/json"
	"io"
	"sync"
	"time"

	"github.com/taizhang/taizhang"
)

// Events writes what happens in a run as JSON lines, each at once, for programs that
// watch it. The first failure to write is kept for the end.
type Events struct {
	mu    sync.Mutex
	lines *json.Encoder
	err   error
}

// NewEvents are written to w.
func NewEvents(w io.Writer) *Events {
	v := &Events{lines: json.NewEncoder(w)}
	v.lines.SetEscapeHTML(false)
	return v
}

func (v *Events) write(event any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.err == nil {
		v.err = v.lines.Encode(event)
	}
}

// eventError is an error by its one word and in words.
type eventError struct {
	Kind    taizhang.ErrorKind `json:"kind"`
	Message string             `json:"message"`
}

func eventErrorOf(err error) *eventError {
	if err == nil {
		return nil
	}
	return &eventError{taizhang.KindOf(err), err.Error()}
}

// Source says what became of a source.
func (v *Events) Source(r Read) {
	status := r.Outcome
	switch {
	case r.Skipped != "":
		status = "skipped"
	case r.Err != nil:
		status = "failed"
	}
	v.write(struct {
		Event  string      `json:"event"`
		Source string      `json:"source"`
		Status string      `json:"status"`
		Key    string      `json:"key,omitempty"`
		Tasks  int         `json:"tasks,omitempty"`
		Reason string      `json:"reason,omitempty"`
		Error  *eventError `json:"error,omitempty"`
	}{"source", r.Source, status, r.Key, r.Tasks(), r.Skipped, eventErrorOf(r.Err)})
}

// Progress is how far a run is; total is 0 and left nothing where they are not known.
func (v *Events) Progress(done, total, tasks int, perSecond float64, left time.Duration) {
	v.write(struct {
		Event string  `json:"event"`
		Done  int     `json:"done"`
		Total int     `json:"total,omitempty"`
		Tasks int     `json:"tasks"`
		Rate  float64 `json:"per_second"`
		Left  float64 `json:"seconds_left,omitempty"`
	}{"progress", done, total, tasks, perSecond, left.Seconds()})
}

// Page says how many of a source's pages that are pictures have been read.
func (v *Events) Page(source string, done, pages int) {
	v.write(struct {
		Event  string `json:"event"`
		Source string `json:"source"`
		Page   int    `json:"page"`
		Pages  int    `json:"pages"`
	}{"page", source, done, pages})
}

// Done ends the events; err is what ended the run early. It returns what became of
// the writing.
func (v *Events) Done(c Counts, took time.Duration, err error) error {
	v.write(struct {
		Event string `json:"event"`
		Counts
		Seconds float64     `json:"seconds"`
		Error   *eventError `json:"error,omitempty"`
	}{"done", c, took.Seconds(), eventErrorOf(err)})
	return v.err
}
