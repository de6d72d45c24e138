package review

import (
	"os"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

var pipeline = sync.OnceValues(func() (*ingest.Pipeline, error) { return ingest.New(seeds.FS()) })

// read makes the ledger of a source, as ingest does.
func read(t testing.TB, path string) *taizhang.Ledger {
	t.Helper()
	p, err := pipeline()
	must(t, err)
	data, err := os.ReadFile(path)
	must(t, err)
	doc, err := reader.Read(path, data, reader.Options{})
	must(t, err)
	return p.Document(doc, normalize.Options{})
}

// TestSourceIsWhole: painted, the source says what it says, and each entry that stands
// in it is found there once as its first.
func TestSourceIsWhole(t *testing.T) {
	for _, path := range []string{"../seeds/notices/sichuan-2017-ip-plan.txt", "../fixtures/review/left-over.txt", "../fixtures/review/hostile.txt",
		"../fixtures/table-forms/input.html", "../fixtures/html-table/input.html"} {
		if _, err := os.Stat(path); err != nil {
			t.Fatal(err)
		}
		l := read(t, path)
		var painted, printed strings.Builder
		first := map[int]int{}
		write := func(runs []run) {
			for _, r := range runs {
				if r.First {
					first[r.Entry]++
				}
				if (r.Entry > 0) != (r.Kind != "") {
					t.Errorf("%s: entry %d of kind %q", path, r.Entry, r.Kind)
				}
				for _, x := range r.Pieces {
					painted.WriteString(x.Text)
				}
			}
		}
		doc := l.Doc
		for _, c := range newPaint(l, knownOf(l)).chunks(doc) {
			for _, b := range c.Blocks {
				write(b.Runs)
				for _, row := range b.Rows {
					for _, cell := range row {
						write(cell.Runs)
					}
				}
			}
		}
		for _, b := range doc.Blocks {
			if b.Grid == nil {
				printed.WriteString(b.Spans.Cut(doc.Text))
				continue
			}
			for _, row := range b.Grid.Rows {
				for _, c := range row {
					if !c.Covered {
						printed.WriteString(c.Spans.Cut(doc.Text))
					}
				}
			}
		}
		if taizhang.Plain(painted.String()) != taizhang.Plain(printed.String()) {
			t.Errorf("%s: the page does not say what the source says", path)
		}
		for e, n := range first {
			if n != 1 {
				t.Errorf("%s: entry %d begins %d times", path, e, n)
			}
		}
		want := len(l.Nodes)
		for _, tb := range l.Tables {
			for _, r := range tb.Rows {
				if r.Kind == taizhang.TaskRow {
					want++
				}
			}
		}
		if len(first) != want {
			t.Errorf("%s: %d entries of %d stand in the source", path, len(first), want)
		}
	}
}

// FuzzUTF16Range: what a browser counts is a range of whole runes, or none.
func FuzzUTF16Range(f *testing.F) {
	f.Add("制定公共数据管理办法", 2, 4)
	f.Add("a𠮷b", 1, 3)
	f.Add("a𠮷b", 2, 3)
	f.Add("", 0, 0)
	f.Add("é\n", -1, 99)
	f.Fuzz(func(t *testing.T, s string, from, to int) {
		if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
			return // no document's text
		}
		start, end, ok := utf16Range(s, from, to)
		if !ok {
			return
		}
		units := utf16.Encode([]rune(s))
		if got, want := s[start:end], string(utf16.Decode(units[from:to])); got != want {
			t.Errorf("%q [%d, %d) is %q, want %q", s, from, to, got, want)
		}
	})
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
