package ingest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/store"
)

// BenchmarkFind searches a database of 100,000 tasks (TAIZHANG_FIND_TASKS says
// otherwise), made once by the whole pipeline of generated notices. Each search
// asks for 20 hits; p50-ms is the median.
func BenchmarkFind(b *testing.B) {
	tasks := 100_000
	if n, err := strconv.Atoi(os.Getenv("TAIZHANG_FIND_TASKS")); err == nil {
		tasks = n
	}
	s := findStore(b, tasks)
	defer s.Close()
	for _, c := range []struct {
		name  string
		query store.Query
	}{
		{"frequent", store.Query{Words: "加强"}},
		{"frequent-one-character", store.Query{Words: "的"}},
		{"frequent-two", store.Query{Words: "加强 平台"}},
		{"rare", store.Query{Words: "凉山彝族自治州"}},
		{"never", store.Query{Words: "航天发射场"}},
		{"seldom-together", store.Query{Words: "知识产权 教育 培训 群众"}},
		{"never-together", store.Query{Words: "专利质押融资 家庭医生签约"}},
		{"word-unit-year", store.Query{Words: "平台", Unit: "教育厅", Year: 2019}},
		{"word-before", store.Query{Words: "平台", Before: "2015-01-01"}},
		{"unit", store.Query{Unit: "科技厅"}},
		{"unit-role", store.Query{Unit: "局", Role: taizhang.Separate}},
		{"unit-before", store.Query{Unit: "局", Before: "2014-06-01"}},
		{"year", store.Query{Year: 2016}},
		{"role", store.Query{Role: taizhang.Joint}},
		{"kind", store.Query{Kind: taizhang.Unspecified}},
		{"kind-before", store.Query{Kind: taizhang.By, Before: "2014-06-01"}},
		{"before-few", store.Query{Before: "2014-05-15"}},
		{"before-none", store.Query{Before: "2010-01-01"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			c.query.Limit = 20
			var took []time.Duration
			hits := 0
			for b.Loop() {
				start := time.Now()
				found, _, err := s.Find(b.Context(), c.query)
				if err != nil {
					b.Fatal(err)
				}
				took, hits = append(took, time.Since(start)), len(found)
			}
			slices.Sort(took)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(hits), "hits")
		})
	}
}

// findStore ingests generated notices until there are that many tasks.
func findStore(b *testing.B, tasks int) *store.Store {
	b.Helper()
	dir, ctx := b.TempDir(), b.Context()
	sources := filepath.Join(dir, "notices")
	if err := os.Mkdir(sources, 0o755); err != nil {
		b.Fatal(err)
	}
	written := 0
	for i := 0; written < tasks; i++ {
		c := generate.Contents(i, generate.Options{Seed: 1})
		written += len(c.Tasks())
		if err := os.WriteFile(filepath.Join(sources, c.Name), c.Bytes(), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	s, err := store.Open(ctx, filepath.Join(dir, "find.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	p := pipeline(b)
	err = s.Update(ctx, func(sink *store.Batch) error {
		return p.Run(ctx, sink.Nested(), []string{sources}, nil, ingest.Options{}, func(r ingest.Result) {
			if r.Err != nil {
				b.Error(r.Source, r.Err)
			}
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	return s
}
