package main

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// waits polls until something holds. It gives up only when the whole test's time
// (go test -timeout) is nearly over, so that what is slow is not taken for what is wrong.
func waits(t testing.TB, holds func() bool) bool {
	t.Helper()
	for !holds() {
		if d, ok := t.(interface{ Deadline() (time.Time, bool) }); ok {
			if end, set := d.Deadline(); set && time.Until(end) < 30*time.Second {
				return false
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	return true
}

// seconds is a limit of time, longer where the race detector makes all slower.
func seconds(n int) string { return fmt.Sprintf("%ds", n*raceFactor) }

// answering is an output that calls a function when it says something.
type answering struct {
	mu   sync.Mutex
	all  bytes.Buffer
	says string
	then func()
	once sync.Once
}

func (w *answering) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, err := w.all.Write(p)
	if strings.Contains(w.all.String(), w.says) {
		w.once.Do(w.then)
	}
	return n, err
}
