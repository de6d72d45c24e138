package ingest

import "context"

// room bounds the bytes that are held at a time. Who takes waits until there is enough,
// or nothing is held.
type room struct {
	change chan struct{} // holds the right to look at held
	free   chan struct{} // something was given back
	most   int
	held   int
}

func newRoom(most int) *room {
	r := &room{change: make(chan struct{}, 1), free: make(chan struct{}, 1), most: most}
	r.change <- struct{}{}
	return r
}

// take waits for n bytes; one goroutine takes.
func (r *room) take(ctx context.Context, n int) error {
	for {
		<-r.change
		ok := r.held == 0 || r.held+n <= r.most
		if ok {
			r.held += n
		}
		r.change <- struct{}{}
		if ok {
			return nil
		}
		select {
		case <-r.free:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (r *room) give(n int) {
	<-r.change
	r.held -= n
	r.change <- struct{}{}
	select {
	case r.free <- struct{}{}:
	default:
	}
}

// bytes is how much of files a notice holds in memory.
func (n Notice) bytes() (sum int) {
	for _, it := range n.Items {
		sum += len(it.Data)
	}
	return sum
}
