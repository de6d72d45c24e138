package main

import (
	"encoding/json"
	"io"
	"sync"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/terminal"
)

// events writes what happens in a run as JSON lines, each at once, for programs that
// watch it. The first failure to write is kept for the end.
type events struct {
	mu    sync.Mutex
	lines *json.Encoder
	err   error
}

func newEvents(w io.Writer) *events { return &events{lines: terminal.JSONLines(w)} }

func (v *events) write(event any) {
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

// source says what became of a source.
func (v *events) source(r office.Read) {
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

func (v *events) progress(s terminal.State) {
	v.write(struct {
		Event string  `json:"event"`
		Done  int     `json:"done"`
		Total int     `json:"total,omitempty"`
		Tasks int     `json:"tasks"`
		Rate  float64 `json:"per_second"`
		Left  float64 `json:"seconds_left,omitempty"`
	}{"progress", s.Done, s.Total, s.Tasks, s.Rate, s.Left.Seconds()})
}

// page says how many of a source's pages that are pictures have been read.
func (v *events) page(source string, done, pages int) {
	v.write(struct {
		Event  string `json:"event"`
		Source string `json:"source"`
		Page   int    `json:"page"`
		Pages  int    `json:"pages"`
	}{"page", source, done, pages})
}

// done ends the events; err is what ended the run early. It returns what became of
// the writing.
func (v *events) done(c office.Counts, took time.Duration, err error) error {
	v.write(struct {
		Event string `json:"event"`
		office.Counts
		Seconds float64     `json:"seconds"`
		Error   *eventError `json:"error,omitempty"`
	}{"done", c, took.Seconds(), eventErrorOf(err)})
	return v.err
}
