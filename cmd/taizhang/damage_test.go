package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// said is what a command wrote, and its exit code.
type said struct {
	code        int
	out, errors string
}

// runCommand runs the program in this process; a panic is a failure of the test.
func runCommand(t *testing.T, args ...string) (s said) {
	t.Helper()
	var out, errs bytes.Buffer
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("taizhang %s: panic: %v\n%s", strings.Join(args, " "), r, debug.Stack())
		}
	}()
	s.code = run(context.Background(), &environ{now: time.Now, stdout: &out, stderr: &errs}, args)
	s.out, s.errors = out.String(), errs.String()
	return s
}

// typedError is how typed errors read: file, kind, what is wrong, and what to do.
var typedError = regexp.MustCompile(`(?s): (unsupported|malformed|encrypted|too-large|timeout|empty|io): .*; `)

// TestDamagedDatabase: whatever bytes of a database are not what they were, each command
// gives what it can, or says what is wrong with which file and what to do; reading
// changes nothing, and no backup is made of it that check would refuse.
func TestDamagedDatabase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, copied := filepath.Join(dir, "plan.db"), filepath.Join(dir, "copy.db")
	notice := filepath.Join(dir, "notice.txt")
	must(t, os.WriteFile(notice, []byte(smallNotice(1)), 0o600))
	if s := runCommand(t, "ingest", notice, "--db", db); s.code != exitDone {
		t.Fatal(s.errors)
	}
	sound, err := os.ReadFile(db)
	must(t, err)
	random := rand.New(rand.NewPCG(1, 2))
	damages := map[string][]byte{}
	flip := func(name string, at ...int) {
		b := bytes.Clone(sound)
		for _, i := range at {
			b[i] ^= byte(1 + random.IntN(255))
		}
		damages[name] = b
	}
	rounds := 4
	if os.Getenv("TAIZHANG_SOAK") != "" {
		rounds = 1000
	}
	for i := range rounds {
		flip(fmt.Sprintf("header byte %d, %d", i*29%100, i), i*29%100)
		page := random.IntN(len(sound)/4096) * 4096
		flip(fmt.Sprintf("page %d begins otherwise, %d", page/4096+1, i), page+random.IntN(8), page+8+random.IntN(40))
		at := random.IntN(len(sound) - 8)
		flip(fmt.Sprintf("8 bytes at %d", at), at, at+1, at+2, at+3, at+4, at+5, at+6, at+7)
		damages[fmt.Sprintf("cut at %d", at)] = sound[:at]
		zero := bytes.Clone(sound)
		clear(zero[page : page+4096])
		damages[fmt.Sprintf("page %d zero", page/4096+1)] = zero
	}
	for i := 0; i < 24; i += 2 { // where the header says how to read the file
		flip(fmt.Sprintf("header bytes %d and %d", 16+i, 17+i), 16+i, 17+i)
	}
	commands := [][]string{{"check"}, {"check", "--digest"}, {"notices"}, {"findings"}, {"export", "--format", "csv"},
		{"export", "--format", "jsonl"}, {"export", "-o", filepath.Join(dir, "out.xlsx")}, {"backup", copied}, {"ingest", "--force", notice}}
	for name, b := range damages {
		must(t, os.WriteFile(db, b, 0o600))
		for _, c := range commands {
			s := runCommand(t, append(c, "--db", db)...)
			switch {
			case s.code == exitDone:
				if c[0] == "backup" {
					if s := runCommand(t, "check", "--db", copied); s.code != exitDone {
						t.Errorf("%s: a backup that is not whole: %s%s", name, s.out, s.errors)
					}
				}
			case s.code == exitPartial && c[0] == "check":
				if !strings.Contains(s.out, db+": ") {
					t.Errorf("%s: %v: %+v", name, c, s)
				}
			case !typedError.MatchString(s.errors) || !strings.Contains(s.errors, db):
				t.Errorf("%s: %v: code %d, %s", name, c, s.code, s.errors)
			}
			if after, _ := os.ReadFile(db); c[0] != "ingest" && !bytes.Equal(after, b) {
				t.Fatalf("%s: %v changed the file", name, c)
			}
		}
		os.Remove(db + "-journal")
	}
}

func smallNotice(i int) string {
	return fmt.Sprintf("四川省人民政府办公厅关于印发2017年第%d号工作计划的通知\n\n川办发〔2017〕%d号\n\n一、教育工作\n\n"+
		"1.开展第%d次培训，建成5个示范点，2017年6月底前完成。（省教育厅负责，省财政厅配合）\n\n2.推进信息公开。（省公安厅负责）\n", i, i, i)
}
