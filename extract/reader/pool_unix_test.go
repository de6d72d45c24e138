//go:build unix

package reader

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
)

func leaveGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// alive reports whether a process runs; one that ended and was not waited for does not.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err != nil || !strings.Contains(string(b), ") Z ")
}

// noted waits for the process numbers that a test reader wrote.
func noted(t *testing.T, path string) (pids []int) {
	t.Helper()
	for {
		if b, err := os.ReadFile(path); err == nil {
			for _, f := range strings.Fields(string(b)) {
				pid, err := strconv.Atoi(f)
				must(t, err)
				pids = append(pids, pid)
			}
			return pids
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// gone waits until all processes have ended, which one that is left never does.
func gone(pids ...int) {
	for slices.ContainsFunc(pids, alive) {
		time.Sleep(20 * time.Millisecond)
	}
}

// TestCloseLeavesNone: neither an idle child, nor a busy one, nor what it started.
func TestCloseLeavesNone(t *testing.T) {
	dir := t.TempDir()
	p := newPool(2)
	if _, err := p.Read(t.Context(), "idle", actData("idle", dir), Options{}); err != nil {
		t.Fatal(err)
	}
	pids := noted(t, dir+"/idle")
	failed := make(chan error, 1)
	go func() {
		_, err := p.Read(context.Background(), "busy", actData("family", dir), Options{})
		failed <- err
	}()
	pids = append(pids, noted(t, dir+"/busy")...)
	for _, pid := range pids {
		if !alive(pid) {
			t.Errorf("process %d ended too early", pid)
		}
	}
	p.Close()
	if err := <-failed; taizhang.KindOf(err) != taizhang.IO {
		t.Error(err)
	}
	gone(pids...)
	if _, err := p.Read(t.Context(), "late", actData("idle", dir), Options{}); taizhang.KindOf(err) != taizhang.IO {
		t.Errorf("a closed pool reads: %v", err)
	}
}

// TestTimeoutEndsFamily: what a reader started ends with it.
func TestTimeoutEndsFamily(t *testing.T) {
	dir := t.TempDir()
	p := newPool(1)
	defer p.Close()
	for limit := time.Second; ; limit *= 2 { // until it has started them in time
		_, err := p.Read(t.Context(), "slow", actData("family", dir), Options{Limits: Limits{Time: limit}})
		if taizhang.KindOf(err) != taizhang.Timeout {
			t.Error(err)
		}
		if _, err := os.Stat(dir + "/busy"); err == nil {
			break
		}
	}
	gone(noted(t, dir+"/busy")...)
}

// TestParentKilled: when the parent is killed, its children end, idle or busy, and what
// they started.
func TestParentKilled(t *testing.T) {
	dir := t.TempDir()
	parent := exec.Command(os.Args[0], poolParent, dir)
	must(t, parent.Start())
	pids := append(noted(t, dir+"/idle"), noted(t, dir+"/busy")...)
	must(t, parent.Process.Kill())
	parent.Wait()
	gone(pids...)
}
