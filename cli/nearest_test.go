package cli

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"convert", "extract", "ingest", "export", "find", "findings", "undo"}
	for typed, want := range map[string]string{"ingst": "ingest", "exprot": "export", "INGEST": "", "finding": "findings", "conv": "convert", "frobnicate": "", "e": "", "un": "undo"} {
		if got := Nearest(typed, names); got != want {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
}
