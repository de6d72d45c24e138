package taizhang

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// translated are the documents in docs/ that a user reads in two languages: NAME.md and NAME.zh-CN.md.
var translated = []string{"columns", "commands", "deadlines", "findings", "handoff"}

// section is what stands under one heading, without its words: what must be the same in both languages.
type section struct {
	level  int
	title  string   // "" but for a name, which is the same in both
	blocks []string // lines of commands and the like, without what explains them
	rows   []string // of tables: the number of cells, and the first if it is a name
	code   []string // names in the text, sorted
	links  []string // sorted
}

var (
	name       = regexp.MustCompile(`^[a-z][a-z, ]*$`)
	codeSpan   = regexp.MustCompile("`[^`]+`")
	link       = regexp.MustCompile(`\]\(([^)#]*)(#[^)]*)?\)`)
	tableCells = regexp.MustCompile(`[^\\]\|`)
)

// sections takes a document apart.
func sections(text string) []section {
	out := []section{{}}
	fenced, flags := false, false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		s := &out[len(out)-1]
		switch {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
		case fenced || strings.HasPrefix(line, "    ") && !strings.HasPrefix(line, strings.Repeat(" ", 20)):
			command, _, _ := strings.Cut(strings.TrimSpace(line), "  ") // what explains it stands apart
			s.blocks = append(s.blocks, command)
		case strings.HasPrefix(line, "#"):
			level := len(line) - len(strings.TrimLeft(line, "#"))
			title := strings.TrimSpace(line[level:])
			if !name.MatchString(title) {
				title = ""
			}
			out = append(out, section{level: level, title: title})
		case strings.HasPrefix(line, "|"):
			first, _, _ := strings.Cut(line[1:], "|")
			first = strings.TrimSpace(first)
			if flags = flags || first == "flag" || first == "参数"; flags { // other tests keep these
				break
			}
			if !strings.HasPrefix(first, "`") && !strings.HasPrefix(first, "-") {
				first = ""
			}
			s.rows = append(s.rows, fmt.Sprint(len(tableCells.FindAllString(line, -1)), " ", first))
			s.code = append(s.code, codeSpan.FindAllString(line, -1)...)
			s.links = append(s.links, targets(line)...)
		default:
			flags = false
			s.code = append(s.code, codeSpan.FindAllString(line, -1)...)
			s.links = append(s.links, targets(line)...)
		}
	}
	for i := range out {
		slices.Sort(out[i].code)
		out[i].code = slices.Compact(out[i].code)
		slices.Sort(out[i].links)
		out[i].links = slices.Compact(out[i].links)
	}
	return out
}

// targets are where the links of a line lead, whatever the language.
func targets(line string) (out []string) {
	if strings.HasPrefix(line, "[English](") || strings.HasPrefix(line, "[中文](") {
		return nil
	}
	for _, m := range link.FindAllStringSubmatch(line, -1) {
		out = append(out, strings.Replace(m[1], ".zh-CN.md", ".md", 1))
	}
	return out
}

// TestTranslationsAreInStep: a document and its translation have the same headings, tables, commands, names and links.
func TestTranslationsAreInStep(t *testing.T) {
	for _, n := range translated {
		en, zh := sections(document(t, n+".md")), sections(document(t, n+".zh-CN.md"))
		if len(en) != len(zh) {
			t.Errorf("docs/%s.md has %d headings, docs/%s.zh-CN.md %d", n, len(en)-1, n, len(zh)-1)
		}
		at := ""
		for i := range min(len(en), len(zh)) {
			a, b := en[i], zh[i]
			at = cmp.Or(a.title, fmt.Sprint("heading ", i))
			if a.level != b.level || a.title != b.title {
				t.Fatalf("docs/%s.md, %s: level %d; the translation has %q of level %d there", n, at, a.level, b.title, b.level)
			}
			for what, of := range map[string][2][]string{"lines of code": {a.blocks, b.blocks}, "rows of tables": {a.rows, b.rows}, "names": {a.code, b.code}, "links": {a.links, b.links}} {
				if !slices.Equal(of[0], of[1]) {
					t.Errorf("docs/%s.md, %s: other %s than in the translation: only here %q, only there %q, %d and %d", n, at, what, only(of[0], of[1]), only(of[1], of[0]), len(of[0]), len(of[1]))
				}
			}
		}
	}
}

func only(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

func document(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
