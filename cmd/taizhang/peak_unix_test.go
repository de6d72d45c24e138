//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peak is a process's largest resident set, in KB.
func peak(s *os.ProcessState) int64 {
	kb := int64(s.SysUsage().(*syscall.Rusage).Maxrss)
	if runtime.GOOS == "darwin" {
		kb /= 1024
	}
	return kb
}
