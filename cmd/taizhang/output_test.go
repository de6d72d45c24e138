package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fullDisk takes so many bytes and then no more.
type fullDisk struct{ room int }

func (f *fullDisk) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errors.New("no space left on device")
	}
	return len(b), nil
}

// TestStandardOutputFull: whatever a command prints, a failed write of it is no success,
// be it the first or the last.
func TestStandardOutputFull(t *testing.T) {
	dir := t.TempDir()
	db, notice := filepath.Join(dir, "plan.db"), "../../seeds/notices/sichuan-2017-ip-plan.txt"
	if s := runCommand(t, "ingest", notice, "--db", db); s.code != exitDone {
		t.Fatal(s.errors)
	}
	for _, args := range [][]string{{"version"}, {"help"}, {"help", "ingest"}, {"check", "--db", db}, {"check", "--digest", "--db", db}, {"notices", "--db", db},
		{"notices", "--json", "--db", db}, {"findings", "--db", db}, {"findings", "--json", "--db", db}, {"runs", "--db", db}, {"runs", "1", "--db", db},
		{"find", "知识产权", "--db", db}, {"find", "知识产权", "--format", "json", "--db", db}, {"export", "--format", "csv", "--db", db}, {"export", "--format", "jsonl", "--db", db},
		{"export", "--format", "html", "--db", db}, {"extract", notice}, {"extract", "--format", "text", notice}, {"decide", "list", "--db", db},
		{"units", "resolve", "省教育厅"}, {"units", "export", "--db", db}, {"deadlines", "parse", "6月底前"}, {"backup", filepath.Join(dir, "copy.db"), "--db", db},
		{"compare", notice, notice}, {"ingest", "--json", notice, "--db", db}, {"convert", "--json", notice, "-o", filepath.Join(dir, "a.xlsx")}} {
		t.Run(strings.Join(args[:min(2, len(args))], " "), func(t *testing.T) {
			// The clock stands: how long a run took is printed too, and two runs must say the same.
			with := func(out io.Writer) (code int, said string) {
				var errs bytes.Buffer
				clock := func() time.Time { return time.Date(2018, 6, 1, 9, 0, 0, 0, time.UTC) }
				code = run(context.Background(), &environ{stdin: strings.NewReader(""), stdout: out, stderr: &errs, now: clock}, args)
				return code, errs.String()
			}
			var whole bytes.Buffer
			if code, said := with(&whole); code != exitDone || whole.Len() == 0 {
				t.Fatalf("%d: %s", code, said)
			}
			for _, room := range []int{0, whole.Len() - 1} {
				if code, said := with(&fullDisk{room}); code != exitNothing || !strings.Contains(said, "no space left on device") {
					t.Errorf("with room for %d of %d bytes: %d, %s", room, whole.Len(), code, said)
				}
			}
		})
	}
}

// TestNothingOfOthersReachesATerminal: names, titles and units are of others' making.
func TestNothingOfOthersReachesATerminal(t *testing.T) {
	const evil = "\x1b]0;pwned\x07\u202etxt.exe\u009b31m"
	dir := t.TempDir()
	db := filepath.Join(dir, "plan.db")
	text := fmt.Sprintf("四川省人民政府办公厅关于印发2018年\x1b[31m工作\u202e计划的通知\n\n川工领〔2018〕1号\n\n一、教育厅\n\n1.开展%s培训。（某某%s办牵头，2018年6月底前）\n", evil, evil)
	name := filepath.Join(dir, "notice"+evil+"\nforged.txt: added\n.txt")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Skipf("no such name on this system: %v", err)
	}
	empty := filepath.Join(dir, "empty"+evil+"\nforged: added\n.txt")
	must(t, os.WriteFile(empty, nil, 0o600))
	for _, args := range [][]string{{"ingest", name, empty, "--db", db}, {"ingest", name, "--db", db}, {"runs", "1", "--db", db}, {"notices", "--db", db}, {"findings", "--db", db},
		{"find", "培训", "--db", db}, {"compare", name, name}, {"units", "resolve", "某某" + evil + "办"}, {"deadlines", "parse", "6月底前" + evil},
		{"extract", empty}, {"export", "--by-unit", filepath.Join(dir, "books"), "--round", "2018Q2" + evil, "--db", db}, {"backup", filepath.Join(dir, "b"+evil), "--db", db}} {
		s := runCommand(t, args...)
		for _, out := range []string{s.out, s.errors} {
			if strings.ContainsAny(out, "\x1b\x07\u202e\u009b") || strings.Contains("\n"+out, "\nforged") {
				t.Errorf("%q: %q", args[0], out)
			}
		}
		if args[0] != "export" && (!strings.Contains(s.out+s.errors, `\u001b`) || !strings.Contains(s.out+s.errors, `\u202e`)) {
			t.Errorf("%q does not show what was escaped: %q %q", args[0], s.out, s.errors)
		}
	}
}
