package export

import (
	"fmt"
	"io"
	"runtime"
	"testing"
)

// manyNotices makes each ledger anew when it is asked for, and looks at what is in
// memory by then.
type manyNotices struct {
	n    int
	peak uint64
}

func (s *manyNotices) Len() int { return s.n }

func (s *manyNotices) Load(i int) (Input, error) {
	if i%20 == 19 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		s.peak = max(s.peak, m.HeapAlloc)
	}
	l := seedLike()
	l.Notice.Key, l.Notice.DocNumber = fmt.Sprint(i), fmt.Sprintf("某政发〔2018〕%d号", i)
	return Input{Ledger: l}, nil
}

// What an export holds in memory does not grow with the notices: what it keeps of
// each is a few words and 4 bytes an entry.
func TestStreams(t *testing.T) {
	for name, write := range map[string]func(io.Writer, Source) error{"xlsx": XLSX, "csv": CSV, "jsonl": JSONL, "docx": DOCX, "html": HTML} {
		few, many := &manyNotices{n: 20}, &manyNotices{n: 60}
		for _, src := range []*manyNotices{few, many} {
			must(t, write(io.Discard, src))
		}
		const each = 32 << 10 // a ledger of these takes ten times that; parts of the archive may wait, up to 1 MB each
		if many.peak > few.peak+uint64(many.n-few.n)*each {
			t.Errorf("%s: %d KB in memory for %d notices, %d KB for %d", name, few.peak>>10, few.n, many.peak>>10, many.n)
		}
	}
}
