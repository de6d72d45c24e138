package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

func BenchmarkPut(b *testing.B) {
	ctx := context.Background()
	b.Run("cold", func(b *testing.B) { // create the file, migrate, put, close
		dir, l, i := b.TempDir(), large(b, "k"), 0
		least := time.Hour // of all runs: what the work costs when the machine is idle
		for b.Loop() {
			i++
			start := b.Elapsed()
			s, err := store.Open(ctx, filepath.Join(dir, fmt.Sprint(i, ".db")), store.Options{})
			must(b, err)
			if _, err := s.Put(ctx, l, "1"); err != nil {
				b.Fatal(err)
			}
			s.Close()
			least = min(least, b.Elapsed()-start)
		}
		b.ReportMetric(float64(least.Microseconds())/1000, "least-ms")
	})
	b.Run("create", func(b *testing.B) {
		dir, i := b.TempDir(), 0
		for b.Loop() {
			i++
			open(b, filepath.Join(dir, fmt.Sprint(i, ".db"))).Close()
		}
	})
	b.Run("add", func(b *testing.B) {
		s, i := open(b, filepath.Join(b.TempDir(), "a.db")), 0
		for b.Loop() {
			i++
			b.StopTimer()
			l := large(b, fmt.Sprint(i)) // says something of its own in each entry, or it is a duplicate
			for j := range l.Nodes {
				l.Nodes[j].Text += l.Notice.Key
			}
			for j := range l.Tables[0].Rows {
				l.Tables[0].Rows[j].Cells[0].Text += l.Notice.Key
			}
			b.StartTimer()
			if out, err := s.Put(ctx, l, "1"); err != nil || out.Outcome != store.Added {
				b.Fatal(out, err)
			}
		}
	})
	b.Run("memory", func(b *testing.B) {
		l := large(b, "k")
		for b.Loop() {
			s := open(b, ":memory:")
			if _, err := s.Put(ctx, l, "1"); err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		s, l := open(b, filepath.Join(b.TempDir(), "a.db")), large(b, "k")
		for b.Loop() {
			if _, err := s.Put(ctx, l, "1"); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	ctx := context.Background()
	s := open(b, ":memory:")
	if _, err := s.Put(ctx, large(b, "k"), "1"); err != nil {
		b.Fatal(err)
	}
	for name, load := range map[string]func() error{
		"all": func() error { _, _, err := s.Load(ctx, "k"); return err },
		"tasks": func() error {
			return s.LoadTasks(ctx, []string{"k"}, func(*taizhang.Ledger, map[string]string) error { return nil })
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				must(b, load())
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	ctx := context.Background()
	s, text := open(b, ":memory:"), []rune(large(b, "").Nodes[1].Text)
	for i := range 50 {
		if _, err := s.Put(ctx, large(b, fmt.Sprint(i)), "1"); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if hits, _, err := s.Find(ctx, store.Query{Words: string(text[10:13]), Limit: 50}); err != nil || len(hits) != 50 {
			b.Fatal(len(hits), err)
		}
	}
}
