package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// Signals returns a context that ends with the first signal to stop, of which told is told, and
// a channel that is closed at the second.
func Signals(ctx context.Context, told func(os.Signal)) (stop context.Context, now <-chan struct{}, release func()) {
	stop, cancel := context.WithCancel(ctx)
	second := make(chan struct{})
	got := make(chan os.Signal, 2)
	signal.Notify(got, os.Interrupt, syscall.SIGTERM)
	go func() {
		if s, ok := <-got; ok {
			told(s)
			cancel()
		}
		if _, ok := <-got; ok {
			close(second)
		}
	}()
	return stop, second, func() {
		signal.Stop(got)
		close(got)
		cancel()
	}
}
