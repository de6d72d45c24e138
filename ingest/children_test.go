package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/seeds"
)

// stagesChild makes the test binary a child of the pipelines under test.
const stagesChild = "stages-child"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == stagesChild {
		if err := ingest.ServeStages(os.Stdin, os.Stdout, seeds.FS()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	reader.DefaultLimits.Time = time.Hour // on a busy machine a sound file may take long
	os.Exit(m.Run())
}

// isolated is a pipeline with children.
func isolated(t testing.TB) *ingest.Pipeline {
	p := ownPipeline(t)
	p.Children = ingest.NewChildren([]string{os.Args[0], stagesChild}, 2)
	t.Cleanup(func() { p.Children.Close() })
	return p
}

// TestStagesInAChild: what the stages say of a document does not depend on where they run.
func TestStagesInAChild(t *testing.T) {
	here, there := pipeline(t), isolated(t)
	there.Stuck() // what follows runs in children, however small
	paths, err := filepath.Glob("../fixtures/*/*.html")
	if err != nil || len(paths) < 3 {
		t.Fatal(paths, err)
	}
	texts, _ := filepath.Glob("../fixtures/*/*.txt")
	for _, path := range append(append(paths, texts...), "../seeds/notices/sichuan-2017-ip-plan.txt") {
		a, err := here.File(t.Context(), path, nil, ingest.Options{})
		b, bad := there.File(t.Context(), path, nil, ingest.Options{})
		if fmt.Sprint(err) != fmt.Sprint(bad) {
			t.Errorf("%s: %v, %v", path, err, bad)
		}
		if err != nil || bad != nil {
			continue
		}
		var x, y strings.Builder
		if err := errors.Join(export.LedgerJSON(&x, a), export.LedgerJSON(&y, b)); err != nil || x.String() != y.String() {
			t.Errorf("%s: another ledger: %v, %s", path, err, firstDifference(x.String(), y.String()))
		}
		if b.Doc.Text != a.Doc.Text {
			t.Errorf("%s: another text", path)
		}
	}
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, min(i, len(s))-60):min(len(s), i+60)] }
	return fmt.Sprintf("%q is %q", cut(a), cut(b))
}

// TestOverBudget: a source that goes over its time or memory is timeout or too-large, by
// itself, wherever it is read; the next is read.
func TestOverBudget(t *testing.T) {
	dir := t.TempDir()
	small, large := filepath.Join(dir, "small.txt"), filepath.Join(dir, "large.txt")
	_, data := generate.Notice(0, generate.Options{Seed: 1})
	for path, text := range map[string]string{small: "关于印发计划的通知\n\n一、开展培训。（省教育厅负责）\n", large: string(data) + strings.Repeat("这是一行文字。\n", 40_000)} {
		must(t, os.WriteFile(path, []byte(text), 0o600))
	}
	for _, c := range []struct {
		path   string
		limits reader.Limits
		want   taizhang.ErrorKind
	}{
		{small, reader.Limits{Time: 1}, taizhang.Timeout},
		{large, reader.Limits{Time: 1}, taizhang.Timeout},
		{large, reader.Limits{Memory: 1 << 20}, taizhang.TooLarge},
	} {
		p := isolated(t)
		_, err := p.File(t.Context(), c.path, nil, ingest.Options{Reader: reader.Options{Limits: c.limits}})
		if taizhang.KindOf(err) != c.want || !strings.Contains(err.Error(), c.path) {
			t.Errorf("%s with %+v: %v", c.path, c.limits, err)
		}
		for _, path := range []string{small, large} {
			if _, err := p.File(t.Context(), path, nil, ingest.Options{}); err != nil {
				t.Errorf("after it: %v", err)
			}
		}
	}
}

// TestStuckSource: a reader that hears nothing and never ends holds up neither the end
// of its own time, nor a run that is told to stop.
func TestStuckSource(t *testing.T) {
	dir := t.TempDir()
	for i := range 5 {
		_, data := generate.Notice(i, generate.Options{Seed: 1})
		must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.html", i)), data, 0o600))
	}
	never := make(chan struct{})
	stuckIn := func(name string, told chan<- struct{}) *ingest.Pipeline {
		p := ownPipeline(t)
		p.Reader = func(ctx context.Context, path string, data []byte, opt reader.Options) (*taizhang.Document, error) {
			if strings.HasSuffix(path, name) {
				told <- struct{}{}
				<-never
			}
			return reader.Read(path, data, opt)
		}
		return p
	}
	kinds := map[taizhang.ErrorKind]int{}
	run := func(ctx context.Context, p *ingest.Pipeline, limit time.Duration) error {
		return p.Run(ctx, openStore(t, ":memory:"), []string{dir}, nil, ingest.Options{Reader: reader.Options{Limits: reader.Limits{Time: limit}}}, func(r ingest.Result) {
			if r.Err != nil {
				kinds[taizhang.KindOf(r.Err)]++
			} else {
				kinds["stored"]++
			}
		})
	}
	// What is stuck is stuck for ever; the limit is made longer until the others are within it.
	for limit := time.Second; kinds["stored"] < 4; limit *= 2 {
		clear(kinds)
		if err := run(t.Context(), stuckIn("0.html", make(chan struct{}, 1)), limit); err != nil || kinds[taizhang.Timeout] != 5-kinds["stored"] {
			t.Fatalf("%v: %v", err, kinds)
		}
	}
	if kinds[taizhang.Timeout] != 1 {
		t.Errorf("none is over its time: %v", kinds)
	}
	told := make(chan struct{}, 1)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-told
		cancel()
	}()
	if err := run(ctx, stuckIn("3.html", told), time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that was told to stop: %v", err)
	}
}

// TestRunAfterLarge: a source that goes by itself, and takes longer than what is done waits
// to be written, leaves room for those after it.
func TestRunAfterLarge(t *testing.T) {
	dir := t.TempDir()
	for i, n := range []int{8 << 20, 9 << 20, 100} {
		must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.txt", i)), []byte(strings.Repeat("x", n)), 0o600))
	}
	p := ownPipeline(t)
	p.Reader = func(ctx context.Context, path string, data []byte, opt reader.Options) (*taizhang.Document, error) {
		time.Sleep(300 * time.Millisecond)
		return nil, &taizhang.Error{Kind: taizhang.Malformed, Path: path, What: "x", Remedy: "x"}
	}
	n := 0
	err := p.Run(t.Context(), openStore(t, ":memory:"), []string{dir}, nil, ingest.Options{}, func(ingest.Result) { n++ })
	if err != nil || n != 3 {
		t.Errorf("%d of 3 ended: %v", n, err)
	}
}
