package main

import (
	"bufio"
	"encoding/json"
	"io"
)

// lineEncoder writes JSON lines as a notice prints them: < and & are not escaped.
type lineEncoder struct {
	w *bufio.Writer
	e *json.Encoder
}

func newLineEncoder(w io.Writer) *lineEncoder {
	b := bufio.NewWriterSize(w, 64<<10)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return &lineEncoder{b, e}
}

func (l *lineEncoder) encode(v any) error { return l.e.Encode(v) }

func (l *lineEncoder) flush() error { return l.w.Flush() }
