package terminal

import (
	"bytes"
	"strings"
	"sync"
	"testing"
)

// TestOutputShared: a log and what is told of a lock write to one output at once, and no line is torn.
func TestOutputShared(t *testing.T) {
	var b bytes.Buffer
	o := MessagesTo(&b)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 50 {
				o.Write([]byte("一行\n"))
			}
		})
	}
	all.Wait()
	if want := strings.Repeat("一行\n", 200); b.String() != want || o.Err() != nil {
		t.Errorf("%q, %v", b.String(), o.Err())
	}
}
