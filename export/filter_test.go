package export

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestOnly writes part of a ledger, and none of it, in every form.
func TestOnly(t *testing.T) {
	l := hard()
	some := Only(l, func(id string) bool { return id == "plan/一、/4." || id == "schedule/t1/r3" })
	none := Only(l, func(string) bool { return false })
	for name, write := range map[string]func(io.Writer, Source) error{"csv": CSV, "jsonl": JSONL, "html": HTML, "docx": DOCX, "xlsx": XLSX} {
		for _, part := range []*taizhang.Ledger{some, none} {
			var b bytes.Buffer
			if err := write(&b, Inputs{{Ledger: part}}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if got := strings.Count(b.String(), "普通任务"); (name == "csv" || name == "jsonl") && (got > 0) != (part == some) {
				t.Errorf("%s: the task stands %d times in it", name, got)
			}
		}
	}
}
