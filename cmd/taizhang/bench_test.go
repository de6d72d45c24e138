package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

const (
	benchNotice = "../../seeds/notices/sichuan-2017-ip-plan.txt"
	benchBinary = "../../bin/taizhang"
	peerScript  = "../../../shared/peer/peer.py"
	floorEnv    = "TAIZHANG_FLOOR"
)

// BenchmarkCold times whole processes, turn by turn so that a noisy machine
// treats them alike: `convert` of the shipped notice with a database; the floor,
// which reads the same file, inserts the same rows with go-sqlite3 and writes
// the same cells with excelize, and does nothing else; and the script people
// write today, where it is at hand. Times are medians; ratios are to convert.
func BenchmarkCold(b *testing.B) {
	if _, err := os.Stat(benchBinary); err != nil {
		b.Fatalf("%v; `make bench` builds it", err)
	}
	dir := b.TempDir()
	work := prepareFloor(b, dir)
	var convert, floor, peer []time.Duration
	var memory int64
	python := peerPython()
	n := 0
	for b.Loop() {
		n++
		db, book := filepath.Join(dir, fmt.Sprint("c", n, ".db")), filepath.Join(dir, fmt.Sprint("c", n, ".xlsx"))
		cmd := exec.Command(benchBinary, "convert", benchNotice, "-o", book, "--db", db)
		convert = append(convert, wall(b, cmd))
		memory = max(memory, peak(cmd.ProcessState))
		cmd = exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), floorEnv+"="+strings.Join([]string{work, filepath.Join(dir, fmt.Sprint("f", n))}, "\n"))
		floor = append(floor, wall(b, cmd)-preparation(b, filepath.Join(dir, fmt.Sprint("f", n))))
		if python != "" && len(peer) < 5 {
			cmd = exec.Command(python, peerScript, filepath.Join(dir, "p.db"), filepath.Join(dir, "p.xlsx"), benchNotice)
			peer = append(peer, wall(b, cmd))
		}
	}
	b.ReportMetric(0, "ns/op")
	c := median(convert)
	b.ReportMetric(ms(c), "convert-ms")
	b.ReportMetric(ms(median(floor)), "floor-ms")
	b.ReportMetric(float64(c)/float64(median(floor)), "×floor")
	b.ReportMetric(float64(memory)/1024, "peak-MB")
	if python != "" {
		b.ReportMetric(ms(median(peer)), "script-ms")
		b.ReportMetric(float64(median(peer))/float64(c), "×faster-than-script")
	}
}

// peerPython is a python that can run the script, or empty.
func peerPython() string {
	if _, err := os.Stat(peerScript); err != nil {
		return ""
	}
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import jieba, openpyxl").Run() == nil {
			return python
		}
	}
	return ""
}

func wall(b *testing.B, cmd *exec.Cmd) time.Duration {
	b.Helper()
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
	return time.Since(start)
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// floorWork is what the floor writes: the schema and rows of a database that
// convert made, and the cells of its workbook.
type floorWork struct {
	Schema []string
	Tables []floorTable
	Sheets []floorSheet
}

type floorTable struct {
	Insert string
	Rows   [][]any
}

type floorSheet struct {
	Name string
	Rows [][]string
}

// null stands for NULL, as gob has no nil.
type null struct{ Null bool }
