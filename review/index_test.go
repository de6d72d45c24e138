package review_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/taizhang/taizhang"
)

// slowShelf loads a notice when it is told to, and fails once where it is told to.
type slowShelf struct {
	memory
	loads, fails atomic.Int32
	failAt       int32
	step         chan bool
}

func (s *slowShelf) LoadTasks(ctx context.Context, keys []string, each func(*taizhang.Ledger, map[string]string) error) error {
	for _, key := range keys {
		select {
		case <-s.step:
		case <-ctx.Done():
			return ctx.Err()
		}
		if s.loads.Add(1) == s.failAt && s.fails.Add(1) == 1 {
			return errors.New("locked")
		}
		if err := s.memory.LoadTasks(ctx, []string{key}, each); err != nil {
			return err
		}
	}
	return nil
}

// TestIndexIsLoadedOnce: who leaves while notices are loaded stops nothing, and who comes
// meanwhile waits for the same; what was loaded before a failure is not loaded again.
func TestIndexIsLoadedOnce(t *testing.T) {
	s := &slowShelf{step: make(chan bool), failAt: 3}
	for year := range 4 {
		s.ledgers = append(s.ledgers, read(t, doubtful(2014+year, "财政厅")))
	}
	p := open(t, s)
	ask := func(ctx context.Context) chan int {
		answered := make(chan int, 1)
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1:80/tasks", nil)
		r.AddCookie(&http.Cookie{Name: "taizhang_token_80", Value: "secret"})
		go func() {
			w := httptest.NewRecorder()
			p.h.ServeHTTP(w, r)
			answered <- w.Code
		}()
		return answered
	}
	ctx, leave := context.WithCancel(t.Context())
	first := ask(ctx)
	s.step <- true
	leave()
	<-first
	second, third := ask(t.Context()), ask(ctx)
	<-third // which has left before its turn
	s.step <- true
	s.step <- true // it fails
	s.step <- true // for the second, whose turn it is now
	s.step <- true
	if code := <-second; code != http.StatusOK {
		t.Errorf("the second: %d", code)
	}
	if n := s.loads.Load(); n != 5 {
		t.Errorf("4 notices, of which one failed once, were loaded %d times", n)
	}
}
