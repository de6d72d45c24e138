package reader

import "time"

// Limits bound what one source may cost. An over-run is too-large or timeout for
// that source alone.
type Limits struct {
	FileBytes int64         // of the source as it is
	Expanded  int64         // bytes of all that is unpacked from it
	Ratio     int64         // unpacked to packed, once 1 MB is unpacked
	Entries   int           // files in an archive
	Depth     int           // archives in archives; nested tables
	Cells     int           // of all tables, merged ones expanded
	Pages     int           // of a PDF or OFD
	Time      time.Duration // to read one source
	Memory    int64         // bytes a child process may take
}

// DefaultLimits are far above any notice, and far below what hurts.
var DefaultLimits = Limits{
	FileBytes: 64 << 20,
	Expanded:  256 << 20,
	Ratio:     200,
	Entries:   10_000,
	Depth:     8,
	Cells:     1 << 19,
	Pages:     5_000,
	Time:      60 * time.Second,
	Memory:    512 << 20,
}

// Small is up to how many bytes a text or page is read in the program's own process, where
// it can't be stopped: whatever is in it, that is soon over.
const Small = 128 << 10

// orDefault fills in the fields that are zero.
func (l Limits) orDefault() Limits {
	d := DefaultLimits
	for _, f := range []struct{ have, def *int64 }{{&l.FileBytes, &d.FileBytes}, {&l.Expanded, &d.Expanded}, {&l.Ratio, &d.Ratio}, {&l.Memory, &d.Memory}} {
		if *f.have == 0 {
			*f.have = *f.def
		}
	}
	for _, f := range []struct{ have, def *int }{{&l.Entries, &d.Entries}, {&l.Depth, &d.Depth}, {&l.Cells, &d.Cells}, {&l.Pages, &d.Pages}} {
		if *f.have == 0 {
			*f.have = *f.def
		}
	}
	if l.Time == 0 {
		l.Time = d.Time
	}
	return l
}
