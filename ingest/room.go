package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
)

// Room bounds the memory that notices take at a time, from when they wait to be read until
// they are stored. Who takes waits until there is enough, or nothing is held: so what is
// larger goes by itself.
type Room struct {
	change chan struct{} // holds the right to look at held
	free   chan struct{} // something was given back
	most   int
	held   int
}

// NewRoom gives so many bytes to each of cores that read at a time.
func NewRoom(cores int) *Room { return newRoom(underWay * cores) }

// underWay is how many bytes of memory, for each core, notices may take that wait, are
// read or wait to be written.
const underWay = 48 << 20

func newRoom(most int) *Room {
	r := &Room{change: make(chan struct{}, 1), free: make(chan struct{}, 1), most: most}
	r.change <- struct{}{}
	return r
}

// Take waits for n bytes.
func (r *Room) Take(ctx context.Context, n int) error {
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

// Give gives n bytes back.
func (r *Room) Give(n int) { r.Weighs(n, 0) }

// Weighs says that what took so many bytes takes other ones, now that it is read. It
// waits for nothing: who waits for room waits longer.
func (r *Room) Weighs(was, is int) int {
	<-r.change
	r.held += is - was
	r.change <- struct{}{}
	select {
	case r.free <- struct{}{}:
	default:
	}
	return is
}

// What text and XML say is kept many times over on its way, in blocks, tasks and rows: a
// text made of tasks alone is 80 times as large as a ledger with its rows.
const (
	keptOfText = 64
	keptOfXML  = 8
)

// Weight is how many bytes of memory a notice takes on its way, at a guess by what its
// files are.
func (n Notice) Weight() (sum int) {
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
				n += keptOfXML * int(min(f.UncompressedSize64, 1<<30)) // beyond that it goes by itself
			}
		}
		return n
	case bytes.HasPrefix(data, []byte("%PDF")), bytes.IndexByte(data[:min(len(data), 512)], 0) >= 0:
		return len(data)
	}
	return keptOfText * len(data)
}
