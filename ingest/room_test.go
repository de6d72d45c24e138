package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

// TestRoom: what is held never goes over the bound, but for what is larger by itself.
func TestRoom(t *testing.T) {
	r := newRoom(100)
	var all sync.WaitGroup
	for range 1000 {
		n := rand.IntN(150)
		must(t, r.Take(t.Context(), n))
		<-r.change
		if r.held > 100 && r.held != n {
			t.Errorf("%d bytes are held", r.held)
		}
		r.change <- struct{}{}
		all.Go(func() { r.Give(n) })
	}
	all.Wait()
	if r.held != 0 {
		t.Errorf("%d bytes are left", r.held)
	}
	if err := r.Take(t.Context(), 1000); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.Take(ctx, 1); err == nil {
		t.Error("there was room beside what is too large")
	}
}

// TestRoomWeighs: what turns out to take more than was guessed keeps others waiting, and
// what takes less lets them go on.
func TestRoomWeighs(t *testing.T) {
	r := newRoom(100)
	must(t, r.Take(t.Context(), 10))
	large := r.Weighs(10, 500)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.Take(ctx, 1); err == nil {
		t.Error("there was room beside what is too large")
	}
	if r.Weighs(large, 90); r.held != 90 {
		t.Errorf("%d bytes are held, want 90", r.held)
	}
	if err := r.Take(t.Context(), 10); err != nil {
		t.Error(err)
	}
}

// TestWeight: a notice weighs what it takes on its way, not what its files take on the disk.
func TestWeight(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"xl/worksheets/sheet1.xml", "xl/media/image1.png"} {
		w, err := z.Create(name)
		must(t, err)
		if _, err := w.Write(make([]byte, 10_000)); err != nil {
			t.Fatal(err)
		}
	}
	must(t, z.Close())
	for _, c := range []struct {
		data string
		want int
	}{
		{strings.Repeat("省", 100), 300 * keptOfText},
		{"%PDF-1.7\n" + strings.Repeat("x", 991), 1000},
		{"\xd0\xcf\x11\xe0\x00" + strings.Repeat("x", 995), 1000},
		{b.String(), b.Len() + 10_000*keptOfXML},
		{"PK\x03\x04 cut", 8},
	} {
		if got := weigh([]byte(c.data)); got != c.want {
			t.Errorf("%.12q…: %d, want %d", c.data, got, c.want)
		}
	}
}
