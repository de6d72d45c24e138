//go:build unix

package reader

import (
	"os"
	"os/exec"
	"syscall"
)

// group is a child and all it started: a process group of its own, so that a
// signal from the terminal reaches the parent alone, which then decides.
type group struct{ pid int }

func prepare(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func newGroup(pid int, _ int64) (group, error) { return group{pid}, nil }

// kill ends the group, and descendants that left it for one of their own.
func (g group) kill() {
	left := descendants(g.pid)
	syscall.Kill(-g.pid, syscall.SIGKILL)
	for _, pid := range left {
		syscall.Kill(pid, syscall.SIGKILL)
	}
}

// close ends what the child left running. The number of the group is not given
// anew while it has a member.
func (g group) close() { syscall.Kill(-g.pid, syscall.SIGKILL) }

// killOwnGroup ends the process and all it started, if it is a child of a pool.
func killOwnGroup() {
	if pid := os.Getpid(); syscall.Getpgrp() == pid {
		for _, other := range descendants(pid) {
			syscall.Kill(other, syscall.SIGKILL)
		}
		syscall.Kill(-pid, syscall.SIGKILL) // itself too, so at last
	}
}

// killed reports whether the process was killed; when the pool did not do it,
// the system did, for lack of memory.
func killed(state *os.ProcessState) bool {
	status, ok := state.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}
