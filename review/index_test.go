package review

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
)

// slowShelf loads a notice when it is told to, and fails once where it is told to.
type slowShelf struct {
	countingShelf
	failAt int
	step   chan bool
}

func (s *slowShelf) LoadTasks(ctx context.Context, keys []string, each func(*taizhang.Ledger, map[string]string) error) error {
	for _, key := range keys {
		select {
		case <-s.step:
		case <-ctx.Done():
			return ctx.Err()
		}
		if int(s.loads.Load())+1 == s.failAt {
			s.loads.Add(1)
			s.failAt = 0
			return errors.New("locked")
		}
		if err := s.countingShelf.LoadTasks(ctx, []string{key}, each); err != nil {
			return err
		}
	}
	return nil
}

// TestIndexIsLoadedOnce: who leaves while notices are loaded stops nothing, and who comes
// meanwhile waits for the same; what was loaded before a failure is not loaded again.
func TestIndexIsLoadedOnce(t *testing.T) {
	s := &slowShelf{step: make(chan bool), failAt: 3}
	for i := range 4 {
		s.notices = append(s.notices, office.Edition{Key: fmt.Sprint(i), Digest: "1"})
	}
	x := newIndex(s, newJobs())
	ask := func(ctx context.Context) chan error {
		answered := make(chan error, 1)
		go func() {
			_, err := x.notices(ctx)
			answered <- err
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
	if err := <-second; err != nil {
		t.Errorf("the second: %v", err)
	}
	if s.loads.Load() != 5 {
		t.Errorf("4 notices, of which one failed once, were loaded %d times", s.loads.Load())
	}
}
