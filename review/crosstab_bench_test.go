package review_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/seeds"
)

// manyNotices are 1,500 notices, of which 60 are distinct.
func manyNotices(b *testing.B) *memory {
	p, err := ingest.New(seeds.FS())
	if err != nil {
		b.Fatal(err)
	}
	s := &memory{}
	for i := range 60 {
		_, data := generate.Notice(i, generate.Options{Seed: 3})
		l, err := p.File(b.Context(), "-", strings.NewReader(string(data)), ingest.Options{})
		if err != nil {
			b.Fatal(err)
		}
		for n := range 25 {
			again := *l
			again.Notice.Key = fmt.Sprintf("%s-%d", l.Notice.Key, n)
			s.ledgers = append(s.ledgers, &again)
		}
	}
	return s
}

// BenchmarkPictures draws pictures of all tasks of 1,500 notices.
func BenchmarkPictures(b *testing.B) {
	s := manyNotices(b)
	tasks := 0
	for _, l := range s.ledgers {
		tasks += len(l.Tasks())
	}
	p := open(b, s)
	p.get("/tasks")
	for _, address := range []string{"/tasks", "/matrix", "/matrix/section", "/calendar"} {
		b.Run(strings.ReplaceAll(address[1:], "/", "-"), func(b *testing.B) {
			for b.Loop() {
				p.get(address)
			}
			b.ReportMetric(float64(tasks), "tasks")
		})
	}
}
