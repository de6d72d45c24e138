package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// class says how a document came to be text: "copied" from a page without its paragraphs, most of it on one line, or
// "published" with the lines it has.
func class(file string) (string, error) {
	switch path.Ext(file) {
	case ".txt", ".md":
	default:
		return "published", nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	for line := range bytes.Lines(text) {
		if len(line)*2 > len(text) && len(line) > 4000 {
			return "copied", nil
		}
	}
	return "published", nil
}

var (
	pair  = regexp.MustCompile(`(\S+?)=([\d.]+)`)
	ratio = regexp.MustCompile(`(\w+) \d+/\d+=([\d.]+)`)
)

// readLines reads reports in lines: "kind n=5 items=0.931 …" of documents in other clothes, and "deadlines 5/6=0.833 …"
// of lists.
func (r *report) readLines(text string) {
	for line := range strings.Lines(text) {
		scope, find := "LISTS", ratio
		if word, rest, ok := strings.Cut(line, " "); ok && !strings.Contains(line, "/") {
			scope, find, line = "clothes "+word, pair, rest
		}
		for _, m := range find.FindAllStringSubmatch(line, -1) {
			if v, err := strconv.ParseFloat(m[2], 64); err == nil && m[1] != "n" {
				r.Lines[key{scope, m[1]}] = v
			}
		}
	}
}

// showClasses prints a line a class and kind.
func showClasses(have map[key]float64) {
	lines := map[string][]string{}
	for _, k := range slices.SortedFunc(maps.Keys(have), compare) {
		if k.scope != shipped {
			lines[k.scope] = append(lines[k.scope], fmt.Sprintf("%s=%.3f", strings.TrimPrefix(k.figure, "notice."), have[k]))
		}
	}
	for _, scope := range slices.Sorted(maps.Keys(lines)) {
		fmt.Printf("%-17s %s\n", scope, strings.Join(lines[scope], " "))
	}
}
