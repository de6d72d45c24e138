package ingest

import (
	"strconv"
	"strings"
)

// Newer reports whether the key under which a source was stored is of a newer version of
// the program than another: its first stage that differs has the higher number. Of keys
// that differ in nothing but reference tables neither is.
func Newer(a, b string) bool {
	was := make(map[string]int)
	for part := range strings.FieldsSeq(b) {
		if stage, n, ok := numbered(part); ok {
			was[stage] = n
		}
	}
	for part := range strings.FieldsSeq(a) {
		if stage, n, ok := numbered(part); ok && n != was[stage] {
			return n > was[stage]
		}
	}
	return false
}

// numbered splits extract/14.
func numbered(part string) (stage string, n int, ok bool) {
	stage, number, ok := strings.Cut(part, "/")
	n, err := strconv.Atoi(number)
	return stage, n, ok && err == nil && stage != "seeds"
}
