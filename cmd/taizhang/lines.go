package main

import (
	"encoding/json"
	"io"
)

// jsonLines writes JSON lines as a notice prints them: < and & are not escaped.
func jsonLines(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}
