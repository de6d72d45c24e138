package reader

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/temp"
)

// The test binary is the child of the pools under test, and with poolParent a
// parent that can be killed.
const (
	readChild  = "read-child"
	poolParent = "pool-parent"
)

// childOut is where a child's answers go, for the test format that writes nonsense.
var childOut = os.Stdout

func TestMain(m *testing.M) {
	DefaultLimits.Time = unhurried
	formats = append([]format{
		{name: "test/act", sniff: isAct, read: act},
		{name: "test/here", sniff: func(data []byte) bool { return string(data) == panicHere }, inProcess: true,
			read: func(input) (*taizhang.Document, error) { panic("as asked") }},
		{name: "test/held", sniff: func(data []byte) bool { return string(data) == holdHere }, inProcess: true,
			read: func(in input) (*taizhang.Document, error) { <-held; return readText(in) }},
	}, formats...)
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case readChild:
			if err := Serve(os.Stdin, os.Stdout); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			os.Exit(0)
		case poolParent:
			p := newPool(4)
			go p.Read(context.Background(), "idle", actData("idle", os.Args[2]), Options{})
			p.Read(context.Background(), "busy", actData("family", os.Args[2]), Options{})
			os.Exit(1) // it is killed before
		}
	}
	os.Exit(m.Run())
}

func newPool(size int) *Pool { return NewPool([]string{os.Args[0], readChild}, size) }

const actMagic = "\x00taizhang test\x00"

// panicHere makes a reader panic that is no child.
const panicHere = "\x00taizhang test: panic here"

// holdHere makes a reader that is no child wait until held is closed.
const holdHere = "\x00taizhang test: hold here"

var held = make(chan struct{})

// actData is a source of the test format: what its reader is to do, and with what.
func actData(do, with string) []byte { return []byte(actMagic + do + "\x00" + with) }

func isAct(data []byte) bool { return bytes.HasPrefix(data, []byte(actMagic)) }

// act is a reader that does what hostile bytes make a reader do.
func act(in input) (*taizhang.Document, error) {
	do, with, _ := strings.Cut(strings.TrimPrefix(string(in.data), actMagic), "\x00")
	b := &builder{}
	switch do {
	case "text":
		b.paragraphs(with)
	case "table":
		n, _ := strconv.Atoi(with)
		b.table("table[1]", testRows(b, n), in.opt.Limits.Cells)
	case "error":
		return nil, &taizhang.Error{Kind: taizhang.ErrorKind(with), Path: in.src.Name, At: "page 3", What: "what", Remedy: "remedy", Err: os.ErrNotExist}
	case "environ":
		b.paragraphs(strings.Join(os.Environ(), "\n") + "\n.")
	case "stray":
		fmt.Println("a library says hello")
		b.paragraphs("fine")
	case "panic":
		panic("as asked")
	case "panic elsewhere":
		go panic("as asked")
		select {}
	case "overflow":
		b.paragraphs(strconv.Itoa(overflow(0)))
	case "exit":
		os.Exit(0)
	case "loop":
		for i := 0; ; i++ {
			_ = i
		}
	case "temp":
		dir, err := os.MkdirTemp("", temp.Name(""))
		if err != nil {
			return nil, err
		}
		note(with, filepath.Base(dir))
		select {}
	case "hog":
		for {
			hogged = append(hogged, bytes.Repeat([]byte{1}, 8<<20))
		}
	case "say":
		childOut.WriteString(with)
		select {}
	case "close":
		childOut.Close()
		select {}
	case "idle":
		note(with, "idle", os.Getpid())
		b.paragraphs("fine")
	case "family":
		same, apart := exec.Command("sleep", "1000"), exec.Command("sleep", "1000")
		leaveGroup(apart)
		for _, cmd := range []*exec.Cmd{same, apart} {
			if err := cmd.Start(); err != nil {
				return nil, err
			}
		}
		note(with, "busy", os.Getpid(), same.Process.Pid, apart.Process.Pid)
		time.Sleep(time.Hour)
	}
	return b.document(in.src)
}

// note writes process numbers to a file of their own, whole at once.
func note(dir, name string, pids ...int) {
	s := strings.Trim(fmt.Sprint(pids), "[]")
	if err := os.WriteFile(dir+"/"+name+".tmp", []byte(s), 0o644); err != nil {
		panic(err)
	}
	if err := os.Rename(dir+"/"+name+".tmp", dir+"/"+name); err != nil {
		panic(err)
	}
}

var hogged [][]byte

// overflow recurses until n wraps around, for which no stack is deep enough.
func overflow(n int) int {
	if n < 0 {
		return n
	}
	return overflow(n+1) + 1
}

// testRows is a table of n rows in which some cells are merged and some have two lines.
func testRows(b *builder, n int) (rows [][]mergedCell) {
	for r := range n {
		var row []mergedCell
		for c := range 5 {
			cell := mergedCell{rows: 1, cols: 1}
			cell.At = fmt.Sprintf("table[1]/tr[%d]/td[%d]", r+1, c+1)
			cell.Spans = taizhang.Spans{b.line("工作任务" + strconv.Itoa(r*5+c))}
			if c == 2 {
				cell.Spans = append(cell.Spans, b.line("省教育厅"))
			}
			if r%10 == 0 && c == 1 {
				cell.rows, cell.cols = 3, 2
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return rows
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
