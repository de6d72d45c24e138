package reader

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
)

// wantKind fails unless err is of a kind, names the file and says what to do.
func wantKind(t *testing.T, err error, kind taizhang.ErrorKind) {
	t.Helper()
	if err == nil || taizhang.KindOf(err) != kind || !strings.Contains(err.Error(), "source: ") || !strings.Contains(err.Error(), "; ") {
		t.Errorf("%v; want %s", err, kind)
	}
}

// TestPoolReads: what a child reads is what this process reads, a thousand times,
// with one start.
func TestPoolReads(t *testing.T) {
	p := newPool(1)
	defer p.Close()
	var pid int
	for i := range 1000 {
		data := actData("text", fmt.Sprintf("关于印发第%d号的通知\n一、省教育厅", i))
		got, err := p.Read(t.Context(), "source", data, Options{})
		must(t, err)
		want, err := Read("source", data, Options{})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v: got %+v, want %+v", err, got, want)
		}
		for c := range p.live {
			if pid != 0 && pid != c.cmd.Process.Pid {
				t.Fatal("another child was started")
			}
			pid = c.cmd.Process.Pid
		}
	}
	want := &taizhang.Error{Kind: taizhang.NeedsOCR, Path: "source", At: "page 3", What: "what", Remedy: "remedy", Err: os.ErrNotExist}
	if _, err := p.Read(t.Context(), "source", actData("error", "needs-ocr"), Options{}); err == nil || err.Error() != want.Error() {
		t.Errorf("got %v, want %v", err, want)
	}
}

// TestPoolInProcess: no child is started for text and pages, nor for what is refused.
func TestPoolInProcess(t *testing.T) {
	p := NewPool([]string{"/nonexistent"}, 1)
	defer p.Close()
	for _, data := range []string{"一、省教育厅", "<p>一、省教育厅</p>", "", "Rar!\x00"} {
		got, err := p.Read(t.Context(), "source", []byte(data), Options{})
		want, err2 := Read("source", []byte(data), Options{})
		if !reflect.DeepEqual(got, want) || fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Errorf("got %v, %v; want %v, %v", got, err, want, err2)
		}
	}
	_, err := p.Read(t.Context(), "source", actData("text", "x"), Options{})
	wantKind(t, err, taizhang.IO)
	_, err = p.Read(t.Context(), "source", []byte(panicHere), Options{})
	wantKind(t, err, taizhang.Malformed)
}

// unhurried is a limit that nothing meets that ends by itself, however busy the machine.
const unhurried = time.Hour

// TestPoolSurvives: whatever a source does to its reader, it fails alone, as what
// it is, and the next one is read.
func TestPoolSurvives(t *testing.T) {
	frame := func(payload string) string {
		var b strings.Builder
		writeFrame(&b, []byte(payload))
		return b.String()
	}
	for _, c := range []struct {
		name string
		data []byte
		kind taizhang.ErrorKind // a timeout: it goes on for ever
	}{
		{"panic", actData("panic", ""), taizhang.Malformed},
		{"panic in a goroutine", actData("panic elsewhere", ""), taizhang.Malformed},
		{"stack overflow", actData("overflow", ""), taizhang.Malformed},
		{"exit", actData("exit", ""), taizhang.Malformed},
		{"endless loop", actData("loop", ""), taizhang.Timeout},
		{"memory", actData("hog", ""), taizhang.TooLarge},
		{"text for an answer", actData("say", strings.Repeat("garbage ", 100)), taizhang.Malformed},
		{"a frame of garbage", actData("say", frame("Dgarbage")), taizhang.Malformed},
		{"an empty frame", actData("say", frame("")), taizhang.Malformed},
		{"half a frame", actData("say", frame("Dgarbage")[:10]), taizhang.Timeout},
		{"output closed", actData("close", ""), taizhang.Malformed},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPool(1)
			defer p.Close()
			opt := Options{Limits: Limits{Memory: 200 << 20}}
			if _, err := p.Read(t.Context(), "source", actData("text", "first"), opt); err != nil {
				t.Error(err)
			}
			bad := opt
			if c.kind == taizhang.Timeout {
				bad.Limits.Time = time.Second
			}
			_, err := p.Read(t.Context(), "source", c.data, bad)
			wantKind(t, err, c.kind)
			t.Log(err)
			if doc, err := p.Read(t.Context(), "source", actData("text", "next"), opt); err != nil || doc.Text != "next" {
				t.Errorf("the next: %v", err)
			}
		})
	}
}

// TestPoolStops: the caller's context ends a source, and a program that is no child is
// told apart from a damaged source.
func TestPoolStops(t *testing.T) {
	p := newPool(1)
	defer p.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	_, err := p.Read(ctx, "source", actData("loop", ""), Options{})
	wantKind(t, err, taizhang.Timeout)
	ctx, cancel = context.WithCancel(t.Context())
	time.AfterFunc(200*time.Millisecond, cancel)
	_, err = p.Read(ctx, "source", actData("loop", ""), Options{})
	wantKind(t, err, taizhang.IO)
	other := NewPool([]string{os.Args[0], "-test.run=^$"}, 1)
	defer other.Close()
	_, err = other.Read(t.Context(), "source", actData("text", "x"), Options{})
	wantKind(t, err, taizhang.IO)
}

// TestPoolParallel: many goroutines share a pool, among them some whose sources crash.
func TestPoolParallel(t *testing.T) {
	p := newPool(3)
	defer p.Close()
	var all sync.WaitGroup
	for g := range 20 {
		all.Go(func() {
			for i := range 20 {
				if g == 7 && i%10 == 0 {
					_, err := p.Read(t.Context(), "source", actData("panic", ""), Options{})
					wantKind(t, err, taizhang.Malformed)
				}
				want := fmt.Sprintf("%d of %d", i, g)
				doc, err := p.Read(t.Context(), "source", actData("text", want), Options{})
				if err != nil || doc.Text != want {
					t.Errorf("%s: %v", want, err)
				}
			}
		})
	}
	all.Wait()
	if n := len(p.live); n > 3 {
		t.Errorf("%d children, want 3 at most", n)
	}
}

// TestChildIsBare: a child knows no secret of the environment, and what a library
// prints does not disturb it.
func TestChildIsBare(t *testing.T) {
	t.Setenv("TAIZHANG_PASSWORD", "secret")
	p := newPool(1)
	defer p.Close()
	doc, err := p.Read(t.Context(), "source", actData("environ", ""), Options{})
	if err != nil || strings.Contains(doc.Text, "secret") || !strings.Contains(doc.Text, "PATH=") {
		t.Errorf("%v, %v", doc, err)
	}
	if doc, err := p.Read(t.Context(), "source", actData("stray", ""), Options{}); err != nil || doc.Text != "fine" {
		t.Errorf("%v, %v", doc, err)
	}
}

// TestPoolTidies: what a child that is killed has in the temporary folder goes with it.
func TestPoolTidies(t *testing.T) {
	p := newPool(1)
	noted := t.TempDir()
	t.Setenv("TMPDIR", t.TempDir())
	ctx, stop := context.WithCancel(t.Context())
	var end sync.WaitGroup
	end.Go(func() { p.Read(ctx, "source", actData("temp", noted), Options{}) })
	var dirs []os.DirEntry
	for len(dirs) == 0 {
		time.Sleep(time.Millisecond)
		dirs, _ = os.ReadDir(noted)
	}
	stop()
	end.Wait()
	p.Close()
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// TestPoolLate: while a text is read in this process beyond its time, others are read
// where they can be killed.
func TestPoolLate(t *testing.T) {
	p := newPool(1)
	defer p.Close()
	ctx, giveUp := context.WithCancel(t.Context())
	var end sync.WaitGroup
	end.Go(func() { p.Read(ctx, "held", []byte(holdHere), Options{}) })
	children := func() int {
		p.mu.Lock()
		defer p.mu.Unlock()
		return len(p.live)
	}
	read := func(want int) {
		t.Helper()
		if _, err := p.Read(t.Context(), "small", []byte("一、省教育厅"), Options{}); err != nil {
			t.Error(err)
		}
		if n := children(); n != want {
			t.Errorf("%d children, want %d", n, want)
		}
	}
	read(0)
	giveUp()
	for p.late.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	read(1)
	close(held)
	end.Wait()
	if n := p.late.Load(); n != 0 {
		t.Errorf("%d are still late", n)
	}
}
