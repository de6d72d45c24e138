// Command bench measures the program as a user runs it, whole processes beside a floor and
// beside the script that people write today, and prints one table (make bench).
//
// A floor does nothing but what no program could leave out: it writes the same rows or cells
// with the same libraries. How the table is read stands in docs/PERFORMANCE.md, which
// -keep brings up to date. It needs what Unix says of the processor time and memory of a process.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

type options struct {
	program, script, keep string
	tags, ldflags         string
	notices               int
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "floor" {
		exit(floor(os.Args[2:]))
	}
	if len(os.Args) > 1 && os.Args[1] == "prepare" {
		exit(prepare(os.Args[2:]))
	}
	if len(os.Args) > 1 && os.Args[1] == "stored" {
		exit(stored(os.Args[2:]))
	}
	var opt options
	flag.StringVar(&opt.program, "program", "bin/taizhang", "the `FILE` of the program")
	flag.StringVar(&opt.script, "script", "", "the `FILE` of a Python script that does the same: script.py DB XLSX TEXT…; none: its column stays empty")
	flag.StringVar(&opt.keep, "keep", "", "the `FILE` whose table is replaced by this one")
	flag.StringVar(&opt.tags, "tags", "", "build `TAGS` of the floor of the start")
	flag.StringVar(&opt.ldflags, "ldflags", "", "linker `FLAGS` of the same")
	flag.IntVar(&opt.notices, "notices", 300, "the number `N` of generated notices")
	flag.Parse()
	exit(run(opt))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func run(opt options) error {
	dir, err := os.MkdirTemp("", "taizhang-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if opt.program, err = copied(opt.program, dir); err != nil {
		return err
	}
	b := &bench{options: opt, dir: dir, python: python(opt.script), load: loads()}
	for _, step := range []func() error{b.start, b.cold, b.formats, b.batch, b.one, b.books, b.round, b.page} {
		if err := step(); err != nil {
			return err
		}
	}
	return b.print(os.Stdout)
}

// copied returns a copy of the program, and measures that: a binary that the linker has just
// written may be mapped in pages of 2 MB, all of which Linux counts as memory of the process.
func copied(program, dir string) (string, error) {
	data, err := os.ReadFile(program)
	if err != nil {
		return "", err
	}
	to := filepath.Join(dir, filepath.Base(program))
	return to, os.WriteFile(to, data, 0o755)
}
