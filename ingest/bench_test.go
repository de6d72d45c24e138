package ingest

import (
	"os"
	"testing"

	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

const shipped = "../seeds/notices/sichuan-2017-ip-plan.txt"

// BenchmarkNew is the start-up: all reference tables compiled, jieba's lexicon written and loaded.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(seeds.FS()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStages times each stage on the shipped notice.
func BenchmarkStages(b *testing.B) {
	data, err := os.ReadFile(shipped)
	if err != nil {
		b.Fatal(err)
	}
	p, err := New(seeds.FS())
	if err != nil {
		b.Fatal(err)
	}
	doc, err := reader.Read(shipped, data, reader.Options{})
	if err != nil {
		b.Fatal(err)
	}
	draft := p.extractor.Extract(doc)
	ledger := p.normalizer.Ledger(draft, normalize.Options{})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			_, _ = reader.Read(shipped, data, reader.Options{})
		}
	})
	b.Run("extract", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			p.extractor.Extract(doc)
		}
	})
	b.Run("normalize", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			p.normalizer.Ledger(draft, normalize.Options{})
		}
	})
	b.Run("match", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			match.Overlaps(ledger)
		}
	})
}
