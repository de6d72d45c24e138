package main

import (
	"os"
	"os/user"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var (
	// typed is what a person types or a program gives, and is the same in all languages: what stands
	// in quotation marks, addresses, flags, alternatives, and words with a digit or a mark of names.
	typed = regexp.MustCompile("`[^`]*`|\"[^\"]*\"|“[^”]*”|[a-z]+://\\S*|--?[a-z]+(-[a-z]+)*|[\\w./@\\\\-]*[\\d./@_\\\\|][\\w./@|\\\\-]*")
	// names are of programs, formats and units, and what a whole table of keys is made of.
	names = strings.Fields("taizhang PDF Word Excel WPS Outlook OCR ZIP JSON CSV TSV HTML SQLite PostgreSQL LibreOffice tesseract " +
		"xlsx csv jsonl docx html text json parquet UID MB ms dpi Ctrl KEY ID help version zh en")
	english = regexp.MustCompile(`[A-Za-z]{2,}`)
)

// chinese WORD… fails if the last command said an English word that is none of these.
func chinese(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("chinese can't be negated")
	}
	allowed := slices.Concat(names, args, []string{version})
	if me, err := user.Current(); err == nil {
		allowed = append(allowed, me.Username)
	}
	for _, c := range commands() {
		allowed = append(allowed, c.name)
	}
	for _, out := range []string{"stdout", "stderr"} {
		for line := range strings.Lines(ts.ReadFile(out)) {
			for _, word := range english.FindAllString(typed.ReplaceAllString(line, " "), -1) {
				if !slices.Contains(allowed, word) {
					ts.Fatalf("%s says %q in %s", out, word, line)
				}
			}
		}
	}
}

// Every command is run in Chinese by a script, and so is its help.
func TestEveryCommandSpeaksChinese(t *testing.T) {
	data, err := os.ReadFile("testdata/script/chinese-commands.txtar")
	must(t, err)
	for _, c := range commands() {
		for _, run := range []string{`exec taizhang ` + c.name, `exec taizhang help ` + c.name} {
			if !regexp.MustCompile(`(?m)^(! |\? )?` + run + `(\s.*)?\n(.*\n){0,3}chinese`).Match(data) {
				t.Errorf("chinese-commands.txtar does not run %q and look at its words", run)
			}
		}
	}
}
