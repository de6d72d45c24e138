package taizhang

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"关于印发《计划》的通知 ①":        "关于印发《计划》的通知 ①",
		"a\x1b[31mb\x07\r\nc":  `a\u001b[31mb\u0007\u000d\u000ac`,
		"附件\u202excod.exe":     `附件\u202excod.exe`,
		"a\u200bb\ufeff\u2028": `a\u200bb\ufeff\u2028`,
		"\u009b31m\x7f":        `\u009b31m\u007f`,
		"tag\U000e0041":        `tag\udb40\udc41`,
		"\xff":                 "\ufffd",
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := VisibleLines("a\tb\nc\x1b"); got != "a\tb\n"+`c\u001b` {
		t.Errorf("%q", got)
	}
	var back string // in JSON it is the same text
	if err := json.Unmarshal([]byte(VisibleLines("\"a\u202eb\u200b\"")), &back); err != nil || back != "a\u202eb\u200b" {
		t.Errorf("%q, %v", back, err)
	}
}

// TestErrorIsOneLine: no name, place or cause can forge a line of its own.
func TestErrorIsOneLine(t *testing.T) {
	e := &Error{Kind: IO, Path: "a\nb.txt: added", At: "Sheet\x1b[2J!B4", What: "page\rsays", Remedy: "x\u202ey", Err: errors.Join(errors.New("one"), errors.New("two\x07"))}
	want := `a\u000ab.txt: added: Sheet\u001b[2J!B4: io: page\u000dsays (one; two\u0007); x\u202ey`
	if got := e.Error(); got != want || strings.Contains(got, "\n") {
		t.Errorf("%q", got)
	}
}
