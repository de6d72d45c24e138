package ingest

import (
	"os"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/store"
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

// BenchmarkStages times each stage on the shipped notice, and on 50 generated ones
// together.
func BenchmarkStages(b *testing.B) {
	p, err := New(seeds.FS())
	must(b, err)
	data, err := os.ReadFile(shipped)
	must(b, err)
	b.Run("shipped", func(b *testing.B) { stages(b, p, []source{{shipped, data}}) })
	var many []source
	for i := range 50 {
		name, data := generate.Notice(i, generate.Options{Seed: 1})
		many = append(many, source{name, data})
	}
	b.Run("generated", func(b *testing.B) { stages(b, p, many) })
}

type source struct {
	name string
	data []byte
}

func stages(b *testing.B, p *Pipeline, sources []source) {
	docs := make([]*taizhang.Document, len(sources))
	drafts := make([]*taizhang.Draft, len(sources))
	ledgers := make([]*taizhang.Ledger, len(sources))
	size := int64(0)
	for i, s := range sources {
		doc, err := reader.Read(s.name, s.data, reader.Options{})
		must(b, err)
		docs[i], drafts[i] = doc, p.compiled().extractor.Extract(doc)
		ledgers[i] = p.compiled().normalizer.Ledger(drafts[i], normalize.Options{})
		ledgers[i].Links = match.Overlaps(ledgers[i])
		size += int64(len(s.data))
	}
	for _, stage := range []struct {
		name string
		run  func(i int)
	}{
		{"read", func(i int) { _, _ = reader.Read(sources[i].name, sources[i].data, reader.Options{}) }},
		{"extract", func(i int) { p.compiled().extractor.Extract(docs[i]) }},
		{"normalize", func(i int) { p.compiled().normalizer.Ledger(drafts[i], normalize.Options{}) }},
		{"match", func(i int) { match.Overlaps(ledgers[i]) }},
		{"prepare", func(i int) {
			if _, err := store.Prepare(ledgers[i], "bench"); err != nil {
				b.Fatal(err)
			}
		}},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(size)
			for b.Loop() {
				for i := range sources {
					stage.run(i)
				}
			}
		})
	}
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
