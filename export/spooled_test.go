package export

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// What was added comes back in any order and as often as it is asked for, from memory and from the file.
func TestSpooled(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir) // of Windows
	var s Spooled[taizhang.TaskStanding]
	defer s.Discard()
	record := func(i int) taizhang.TaskStanding {
		x := taizhang.TaskStanding{Given: taizhang.Handout{Task: fmt.Sprint(i), Text: strings.Repeat("任务", i%300), Report: map[taizhang.ReportField]string{}},
			Status: taizhang.Done, Timeliness: taizhang.Timeliness{Overdue: i}}
		if i%3 > 0 {
			x.Given.Report = nil
			x.Organs = []taizhang.OrganReport{{Organ: "某局", Role: taizhang.Lead, Answers: true, Said: map[taizhang.ReportField]taizhang.Progress{taizhang.Quarter2: {Value: "已开展", Who: "某人"}},
				Children: []taizhang.ChildReport{{Text: "子任务"}}}}
		}
		return x
	}
	const n = 3000
	for i := range n {
		s.Add(record(i))
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.tmp"))
	if err != nil || s.Len() != n || len(files) != 1 {
		t.Fatalf("%d records in %q, %v", s.Len(), files, err)
	}
	want := func(i int) {
		if got := s.At(i); !reflect.DeepEqual(*got, record(i)) {
			t.Fatalf("record %d is %+v", i, got)
		}
	}
	for i := range n {
		want(i)
	}
	for _, i := range []int{n - 1, 0, 0, 17, 16, n / 2, n/2 + 1, n - 1} {
		want(i)
	}
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	must(t, os.Truncate(files[0], 0))
	if got := s.At(5); got == nil || got.Given.Task != "" || s.Err() == nil {
		t.Errorf("of a file that lost its end: %+v, %v", got, s.Err())
	}
}
