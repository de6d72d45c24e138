//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/fixtures/hostile"
)

// memoryMost is what no process of a run may take, in KB.
const memoryMost = raceFactor * 700 << 10

// TestHostileBatch: of a folder of files made to hurt each ends as a notice or with a typed
// error, in bounded memory, and the honest ones among them are stored as if they were
// alone. In a soak all of them; else one in seven, and none that is large.
func TestHostileBatch(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		must(t, os.WriteFile(path, data, 0o600))
		return path
	}
	soak := os.Getenv("TAIZHANG_SOAK") != ""
	var names, collections []string
	n := 0
	for name, data := range hostile.Files {
		if n++; !soak && n%7 != 0 {
			continue
		}
		b := data()
		if !soak && len(b) > 1<<20 {
			continue
		}
		if path := write(name, b); strings.HasSuffix(name, ".jsonl") {
			collections = append(collections, path)
		}
		names = append(names, name)
	}
	honest := map[string]bool{}
	for i := range 20 {
		name, data := generate.Notice(i, generate.Options{Seed: 11})
		kind := filepath.Dir(names[i*len(names)/20])
		honest[write(kind+"/"+name, data)] = true
	}

	ended := map[string]int{}
	stored := map[string]string{}
	ingest := func(db string, args ...string) {
		t.Helper()
		c := exec.Command("taizhang", append([]string{"ingest", "--json", "--db", db}, args...)...)
		var told bytes.Buffer
		c.Stdout = &told
		must(t, c.Start())
		largest := watchMemory(c.Process.Pid)
		err := c.Wait()
		out := told.String()
		if code := exitOf(err); code != exitDone && code != exitPartial && code != exitNothing {
			t.Fatalf("%v: exit %d\n%s", args, code, out)
		}
		if name, kb := largest(); kb > memoryMost {
			t.Errorf("%v: %s takes %d MB", args, name, kb>>10)
		}
		for line := range strings.Lines(out) {
			var e struct {
				Event, Source, Status string
				Error                 *struct {
					Kind    taizhang.ErrorKind
					Message string
				}
			}
			if err := json.Unmarshal([]byte(line), &e); err != nil {
				t.Fatalf("%v: %v: %s", args, err, line)
			}
			if e.Event != "source" {
				continue
			}
			stored[e.Source] = e.Status
			ended[e.Status]++
			if e.Error == nil {
				continue
			}
			ended[string(e.Error.Kind)]++
			if e.Error.Kind == taizhang.IO || !strings.Contains(e.Error.Message, "; ") || strings.Contains(e.Error.Message, "defect") {
				t.Errorf("%s", e.Error.Message)
			}
		}
		if s := runCommand(t, "check", "--db", db); s.code != exitDone && s.code != exitNothing { // nothing may be in it
			t.Errorf("%v: check: %d\n%s%s", args, s.code, s.out, s.errors)
		}
	}
	db := filepath.Join(t.TempDir(), "batch.db")
	ingest(db, dir)
	for path := range honest {
		if stored[path] != "added" {
			t.Errorf("an honest notice among them: %s: %q", path, stored[path])
		}
	}
	for _, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		told := stored[path] != ""
		for source := range stored {
			told = told || strings.HasPrefix(source, path+"!/")
		}
		if !told {
			t.Errorf("%s: not a word of it", name)
		}
	}
	for i, path := range collections {
		ingest(filepath.Join(t.TempDir(), fmt.Sprint(i, ".db")), path, "--text-field", "content", "--title-field", "title", "--url-field", "url")
	}
	t.Logf("%d files: %v", len(names), ended)
}

// watchMemory looks at a process and its children until it is asked which of them took
// most, and how many KB. (What the system says at their end counts the memory of this one,
// which they were forked from.)
func watchMemory(pid int) (largest func() (name string, kb int)) {
	stop := make(chan struct{})
	var end sync.WaitGroup
	var most int
	var who string
	end.Go(func() {
		for {
			for todo := []string{fmt.Sprint(pid)}; len(todo) > 0; todo = todo[1:] {
				status, _ := os.ReadFile("/proc/" + todo[0] + "/status") // none once it has ended
				for line := range strings.Lines(string(status)) {
					var kb int
					if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kb); n == 1 && kb > most {
						cmd, _ := os.ReadFile("/proc/" + todo[0] + "/cmdline")
						most, who = kb, strings.ReplaceAll(string(cmd), "\x00", " ")
					}
				}
				threads, _ := filepath.Glob("/proc/" + todo[0] + "/task/*/children")
				for _, list := range threads {
					pids, _ := os.ReadFile(list)
					todo = append(todo, strings.Fields(string(pids))...)
				}
			}
			select {
			case <-stop:
				return
			case <-time.After(50 * time.Millisecond): // the system keeps the most of each
			}
		}
	})
	return func() (string, int) {
		close(stop)
		end.Wait()
		return who, most
	}
}
