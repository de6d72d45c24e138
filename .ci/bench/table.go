package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// line is one of the table: what is measured, and for how many things of a kind the times are.
type line struct {
	what                string
	n                   int // the times are divided by it
	ours, floor, script *cost
}

const header = "| what | ours, ms | floor, ms | script, ms | ours ÷ floor | script ÷ ours | peak, MB |\n|---|---:|---:|---:|---:|---:|---:|\n"

func (l line) String() string {
	each := func(c *cost) string {
		if c == nil {
			return ""
		}
		return number(float64(c.cpu.Microseconds()) / 1000 / float64(max(l.n, 1)))
	}
	ratio := func(a, b *cost) string {
		if a == nil || b == nil {
			return ""
		}
		return fmt.Sprintf("%.2f", float64(a.cpu)/float64(b.cpu))
	}
	peak := ""
	if l.ours.peak > 0 {
		peak = fmt.Sprint(l.ours.peak >> 20)
	}
	return "| " + strings.Join([]string{l.what, each(l.ours), each(l.floor), each(l.script), ratio(l.ours, l.floor), ratio(l.script, l.ours), peak}, " | ") + " |\n"
}

// number has three digits that count.
func number(x float64) string {
	switch {
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	case x >= 1:
		return fmt.Sprintf("%.2f", x)
	}
	return fmt.Sprintf("%.3f", x)
}

// The table of a file stands between these lines.
const (
	tableBegins = "<!-- make bench: begin -->\n"
	tableEnds   = "<!-- make bench: end -->\n"
)

// print writes the table, and puts it into the file that keeps the last one.
func (b *bench) print(w io.Writer) error {
	commit, _ := exec.Command("git", "describe", "--tags", "--always", "--dirty").Output()
	var t strings.Builder
	t.WriteString(header)
	for _, l := range b.lines {
		t.WriteString(l.String())
	}
	fmt.Fprintf(&t, "\n%s, %s, %d cores, %s/%s; load of the machine %s at the beginning and %s at the end\n", cmp.Or(strings.TrimSpace(string(commit)), "unknown"),
		time.Now().Format(time.DateOnly), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, cmp.Or(b.load, "unknown"), cmp.Or(loads(), "unknown"))
	if _, err := io.WriteString(w, t.String()); err != nil || b.keep == "" {
		return err
	}
	page, err := os.ReadFile(b.keep)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(page), tableBegins)
	_, after, also := strings.Cut(rest, tableEnds)
	if !ok || !also {
		return fmt.Errorf("%s has no place for the table: the lines %q and %q", b.keep, tableBegins, tableEnds)
	}
	return os.WriteFile(b.keep, []byte(before+tableBegins+"\n"+t.String()+"\n"+tableEnds+after), 0o644)
}
