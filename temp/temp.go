// Package temp names temporary files and folders after their process, and sweeps what killed
// processes left.
package temp

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Name is the pattern by which [os.MkdirTemp] and [os.CreateTemp] name what is this
// process's alone, with an ending such as ".tmp", so that [Sweep] knows whose it is.
func Name(ending string) string { return fmt.Sprintf("taizhang-%d-*%s", os.Getpid(), ending) }

// tempAge is how much older than a new one a temporary file is before it is swept: the
// process may run on another computer that shares the folder, or within a container.
const tempAge = 24 * time.Hour

var swept sync.Map // folders

// Sweep removes what processes that were killed left in the folder of the temporary
// file or folder that was just made at path; each folder once. What can't be removed stays.
func Sweep(path string) {
	dir := filepath.Dir(path)
	if _, done := swept.LoadOrStore(dir, true); done {
		return
	}
	made, err := os.Stat(path)
	if err != nil {
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		pid := madeBy(e.Name())
		if pid == 0 || pid == os.Getpid() {
			continue
		}
		info, err := e.Info()
		if err == nil && made.ModTime().Sub(info.ModTime()) > tempAge && !runs(pid) {
			os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}

// RemoveOf removes what a process left in the temporary folder that was killed and has ended.
func RemoveOf(pid int) {
	left, err := filepath.Glob(filepath.Join(os.TempDir(), fmt.Sprintf("taizhang-%d-*", pid)))
	if err != nil {
		return // a folder's name that is a pattern
	}
	for _, path := range left {
		os.RemoveAll(path)
	}
}

// madeBy is the process whose [Name] a name is, hidden or not; 0 for any other name.
func madeBy(name string) int {
	rest, ours := strings.CutPrefix(strings.TrimPrefix(name, "."), "taizhang-")
	first, second, two := strings.Cut(rest, "-")
	second, _, _ = strings.Cut(second, ".")
	pid, err := strconv.Atoi(first)
	if _, notDigits := strconv.ParseUint(second, 10, 64); !ours || !two || err != nil || notDigits != nil || pid <= 0 {
		return 0
	}
	return pid
}

// runs reports whether there is a process of that number, or may be.
func runs(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}
