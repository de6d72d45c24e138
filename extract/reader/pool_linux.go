package reader

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// pollMemory is how often a child's memory is looked at: it can fill some 25 MB
// in that time. A limit set by setrlimit would do harm instead: Go and wazero
// reserve far more address space than they use, and threads' stacks count too.
const pollMemory = 10 * time.Millisecond

// usage returns the bytes of memory that the group has, without what it shares
// with files.
func (g group) usage() int64 {
	pages := resident(g.pid)
	for _, pid := range descendants(g.pid) {
		pages += resident(pid)
	}
	return pages * int64(os.Getpagesize())
}

// resident returns the pages of a process in memory, less those of files; 0 when
// it has ended.
func resident(pid int) int64 {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0
	}
	var size, all, shared int64
	if _, err := fmt.Sscan(string(b), &size, &all, &shared); err != nil {
		return 0
	}
	return all - shared
}

// descendants lists the processes started by pid, by those, and so on.
func descendants(pid int) (all []int) {
	const enough = 1000
	todo := []int{pid}
	for len(todo) > 0 && len(all) < enough {
		task := "/proc/" + strconv.Itoa(todo[0]) + "/task/"
		todo = todo[1:]
		threads, _ := os.ReadDir(task) // none when it has ended
		for _, t := range threads {
			b, _ := os.ReadFile(task + t.Name() + "/children")
			for _, f := range bytes.Fields(b) {
				if n, err := strconv.Atoi(string(f)); err == nil {
					all, todo = append(all, n), append(todo, n)
				}
			}
		}
	}
	return all
}

// volunteer makes this process the first that the system ends when memory is
// short, before the parent and the user's other programs.
func volunteer() { _ = os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0) }

// withParent has the program end when the thread ends that starts it.
func withParent(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = new(syscall.SysProcAttr)
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
}

// officeProgram is LibreOffice itself, which the script office starts by way of another
// program; "" where it is elsewhere.
func officeProgram(office string) string {
	path, err := filepath.EvalSymlinks(office)
	if err != nil {
		return ""
	}
	path = filepath.Join(filepath.Dir(path), "soffice.bin")
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	return path
}

// machineMemory is how many bytes there are, for the container where it has fewer than the
// machine; 0 when that can't be told.
func machineMemory() int64 {
	var most int64
	if b, err := os.ReadFile("/proc/meminfo"); err == nil {
		if _, err := fmt.Sscanf(string(b), "MemTotal: %d kB", &most); err == nil {
			most <<= 10
		}
	}
	for _, path := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		b, err := os.ReadFile(path)
		if n, bad := strconv.ParseInt(string(bytes.TrimSpace(b)), 10, 64); err == nil && bad == nil && n > 0 && (most == 0 || n < most) {
			most = n
		}
	}
	return most
}
