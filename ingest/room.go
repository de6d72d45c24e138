package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
)

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

// What text and XML say is kept several times over on its way, in blocks, tasks and rows.
const (
	keptOfText = 16
	keptOfXML  = 8
)

// weight is how many bytes of memory a notice takes on its way, at a guess by what its
// files are.
func (n Notice) weight() (sum int) {
	for _, it := range n.Items {
		sum += weigh(it.Data)
	}
	return sum
}

func weigh(data []byte) int {
	switch {
	case bytes.HasPrefix(data, []byte("PK")):
		n := len(data)
		z, err := zip.NewReader(bytes.NewReader(data), int64(n))
		if err != nil {
			return n // its reader will say what is wrong
		}
		for _, f := range z.File {
			if strings.HasSuffix(strings.ToLower(f.Name), ".xml") {
				n += keptOfXML * int(min(f.UncompressedSize64, underWay)) // beyond that it goes by itself
			}
		}
		return n
	case bytes.HasPrefix(data, []byte("%PDF")), bytes.IndexByte(data[:min(len(data), 512)], 0) >= 0:
		return len(data)
	}
	return keptOfText * len(data)
}
