package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// cost is what a process took.
type cost struct {
	cpu  time.Duration // of the processor, user and system
	wall time.Duration
	peak int64 // largest resident set, in bytes
}

// costs are those of several runs of the same.
type costs []cost

// typical is the median of the processor time and of the time, and the largest peak.
func (cs costs) typical() (c cost) {
	median := func(of func(cost) time.Duration) time.Duration {
		var ds []time.Duration
		for _, c := range cs {
			ds = append(ds, of(c))
		}
		slices.Sort(ds)
		return ds[len(ds)/2]
	}
	c.cpu = median(func(c cost) time.Duration { return c.cpu })
	c.wall = median(func(c cost) time.Duration { return c.wall })
	for _, one := range cs {
		c.peak = max(c.peak, one.peak)
	}
	return c
}

// process runs a program on one core to its end.
func process(name string, args ...string) (cost, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	start := time.Now()
	out, err := cmd.CombinedOutput()
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, out)
	}
	return spent(cmd.ProcessState, time.Since(start)), nil
}

func spent(s *os.ProcessState, wall time.Duration) cost {
	kb := int64(s.SysUsage().(*syscall.Rusage).Maxrss)
	if runtime.GOOS == "darwin" {
		kb /= 1024
	}
	return cost{cpu: s.UserTime() + s.SystemTime(), wall: wall, peak: kb << 10}
}

// contest runs each of the contestants n times, turn by turn, so that a noisy machine treats
// them alike.
func contest(n int, run ...func(turn int) (cost, error)) ([]cost, error) {
	all := make([]costs, len(run))
	for turn := range n {
		for i, r := range run {
			c, err := r(turn)
			if err != nil {
				return nil, err
			}
			all[i] = append(all[i], c)
		}
	}
	out := make([]cost, len(run))
	for i := range all {
		out[i] = all[i].typical()
	}
	return out, nil
}

// loads is the machine's load, as it says itself; empty where it does not.
func loads() string {
	b, err := os.ReadFile("/proc/loadavg")
	if f := strings.Fields(string(b)); err == nil && len(f) > 2 {
		return strings.Join(f[:3], " ")
	}
	return ""
}

// python is one that can run the script, or empty.
func python(script string) string {
	if _, err := os.Stat(script); script == "" || err != nil {
		return ""
	}
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(name, "-c", "import jieba, openpyxl").Run() == nil {
			return name
		}
	}
	return ""
}
