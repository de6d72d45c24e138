package ingest

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
)

// TestRoom: what is held never goes over the bound, but for what is larger by itself.
func TestRoom(t *testing.T) {
	r := newRoom(100)
	var all sync.WaitGroup
	for range 1000 {
		n := rand.IntN(150)
		if err := r.take(t.Context(), n); err != nil {
			t.Fatal(err)
		}
		<-r.change
		if r.held > 100 && r.held != n {
			t.Errorf("%d bytes are held", r.held)
		}
		r.change <- struct{}{}
		all.Go(func() { r.give(n) })
	}
	all.Wait()
	if r.held != 0 {
		t.Errorf("%d bytes are left", r.held)
	}
	if err := r.take(t.Context(), 1000); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.take(ctx, 1); err == nil {
		t.Error("there was room beside what is too large")
	}
}
