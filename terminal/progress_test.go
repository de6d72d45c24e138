package terminal

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang/catalog"
)

// clock is a clock that is put forward by hand.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func TestProgressOnATerminal(t *testing.T) {
	var out bytes.Buffer
	c := &clock{time.Unix(0, 0)}
	p := NewProgress(&out, true, 200, c.now, catalog.Printer{})
	draws := 0
	for i := 1; i <= 100; i++ { // 50 a second
		c.t = c.t.Add(20 * time.Millisecond)
		before := out.Len()
		p.Show(Counts{Done: i, Tasks: 10 * i})
		if out.Len() > before {
			draws++
		}
	}
	if draws != 20 {
		t.Errorf("drawn %d times in 2 s, want 20", draws)
	}
	lines := strings.Split(out.String(), "\r")
	if got, want := lines[len(lines)-1], "[###-----] 96/200 files, 960 tasks, 50/s, 2s left"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}

	out.Reset()
	p.Write([]byte("a message\n"))
	if got := out.String(); !strings.HasPrefix(got, "\r"+strings.Repeat(" ", 49)+"\r") || !strings.HasSuffix(got, "\ra message\n") {
		t.Errorf("a message beside the line: %q", got)
	}
	out.Reset()
	p.Write([]byte("another\n"))
	if out.String() != "another\n" {
		t.Errorf("a message where no line is: %q", &out)
	}

	// What becomes shorter leaves nothing of what was longer.
	out.Reset()
	c.t = c.t.Add(time.Second)
	p.Show(Counts{Done: 150, Failed: 50, Tasks: 1000})
	first := out.Len()
	c.t = c.t.Add(time.Second)
	p.Show(Counts{Done: 201, Tasks: 1000}) // more than was expected: an archive
	if second := out.String()[first:]; len(second) != first || !strings.HasPrefix(second, "\r201 files, 1000 tasks, ") {
		t.Errorf("a shorter line: %q after %d", second, first)
	}
}

// TestProgressFits: on a line of 80 characters, however long the run.
func TestProgressFits(t *testing.T) {
	s := State{Counts: Counts{Done: 99_999, Failed: 9_999, Tasks: 3_000_000}, Total: 100_000, Rate: 123.4, Left: 2*time.Hour + 59*time.Minute + 59*time.Second}
	if line := s.bar() + s.String(); len(line) > 79 {
		t.Errorf("%d characters: %s", len(line), line)
	}
}

func TestProgressInALog(t *testing.T) {
	var out bytes.Buffer
	c := &clock{time.Unix(0, 0)}
	p := NewProgress(&out, false, 1000, c.now, catalog.Printer{})
	for i := 1; i <= 300; i++ { // the first 200 at once, then 2 a second
		if i > 200 {
			c.t = c.t.Add(time.Second / 2)
		}
		p.Show(Counts{Done: i, Tasks: i})
	}
	const want = `progress: 220/1000 files, 220 tasks, 22/s, 35s left
progress: 240/1000 files, 240 tasks, 2.0/s, 6m20s left
progress: 260/1000 files, 260 tasks, 2.0/s, 6m10s left
progress: 280/1000 files, 280 tasks, 2.0/s, 6m0s left
progress: 300/1000 files, 300 tasks, 2.0/s, 5m50s left
`
	if out.String() != want {
		t.Errorf("got:\n%s", &out)
	}
}
