package reader

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestOfficeKept: the first source starts LibreOffice and ends it, the second starts what
// the others are converted by; what they say is the same. When it ends there is another,
// and nothing is left of it, nor of one whose child was killed.
func TestOfficeKept(t *testing.T) {
	tmp := t.TempDir()
	kinds := []string{"rtf", "doc", "xls"}
	want := map[string]string{}
	files := map[string][]byte{}
	for _, kind := range kinds {
		files[kind] = officeFile(t, kind)
		doc, err := converted[kind]()
		must(t, err)
		want[kind] = shape(doc)
	}
	t.Setenv("TMPDIR", tmp)
	p := newPool(1)
	defer p.Close()
	read := func(name string, data []byte) error {
		t.Helper()
		doc, err := p.Read(context.Background(), name, data, Options{Limits: Limits{Time: unhurried}})
		if err == nil && shape(doc) != want[strings.TrimPrefix(filepath.Ext(name), ".")] {
			t.Errorf("%s: %s\nwant %s", name, shape(doc), want[strings.TrimPrefix(filepath.Ext(name), ".")])
		}
		return err
	}
	var kept []int
	for i, kind := range kinds {
		must(t, read("n."+kind, files[kind]))
		run := officesOf(p)
		if i == 1 {
			kept = run
		}
		if i == 0 && len(run) != 0 || i > 0 && (len(run) != 1 || !slices.Equal(run, kept)) {
			t.Fatalf("after source %d LibreOffice runs as %v, before as %v", i+1, run, kept)
		}
	}
	syscall.Kill(kept[0], syscall.SIGKILL) // what a document may do to it
	gone(kept...)
	for range 2 {
		must(t, read("n.rtf", files["rtf"]))
	}
	run := officesOf(p)
	if len(run) != 1 {
		t.Fatalf("LibreOffice runs as %v", run)
	}
	for _, c := range p.idle {
		syscall.Kill(c.cmd.Process.Pid, syscall.SIGKILL) // by somebody
		<-c.done
	}
	gone(run...)
	for range 2 { // a child that ends by itself ends it too
		must(t, read("n.rtf", files["rtf"]))
	}
	run = officesOf(p)
	sockets := socketsOf(tmp)
	if len(run) != 1 || len(sockets) != 1 {
		t.Fatalf("LibreOffice runs as %v, with %q", run, sockets)
	}
	p.Close()
	gone(run...)
	left, err := os.ReadDir(tmp)
	if err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	for _, s := range sockets {
		if _, err := os.Lstat(s); err == nil {
			t.Errorf("left: %s", s)
		}
	}
}

// shape is what a document says, and where.
func shape(doc *taizhang.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q", doc.Text)
	for _, x := range doc.Blocks {
		fmt.Fprintf(&b, " %s %s %v %+v", x.Kind, x.At, x.Spans, x.Grid)
	}
	return b.String()
}

// officesOf are the LibreOffices that the children of a pool run.
func officesOf(p *Pool) (pids []int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.live {
		for _, pid := range descendants(c.cmd.Process.Pid) {
			if b, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)); err == nil && strings.Contains(string(b), "soffice.bin") && alive(pid) {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}

// socketsOf are those of the profiles in a folder.
func socketsOf(dir string) (found []string) {
	profiles, _ := filepath.Glob(filepath.Join(dir, "taizhang-*", "profile"))
	for _, p := range profiles {
		for _, place := range officeSockets {
			if s := filepath.Join(place, officeSocket(p)); exists(s) {
				found = append(found, s)
			}
		}
	}
	return found
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
