// Command steps keeps reading linear: whatever rule a text repeats, and in whatever
// clothes, twice as much of it takes about twice as many steps. Steps are counted, not
// timed: how often each block of code is run, as coverage counts it (make steps).
package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

const (
	// mostGrowth is how many times as often a block of code may run for a text of twice the
	// size: 2 is linear, 4 grows with the square.
	mostGrowth = 2.5
	// A block weighs that runs pairWeighs times for each pair of repetitions, or wordWeighs
	// times for each: what grows with the square comes to that, whatever else is in the text.
	pairWeighs, wordWeighs = 2, 256
	// mostDoubled is how often a text is doubled until none grows so: windows and trials of
	// bounded size are not full in a small one, and a larger one may be read in another way.
	mostDoubled, mostBytes = 7, 2 << 20
	// repeated is how often each word is said at first.
	repeated = 12
	// packed is how many rows of a table stand in one text, each in a stretch of its own.
	packed = 8
	// mostAlone is how many rows of a table are tried by themselves where not all are.
	mostAlone = 10
)

func main() {
	var opt options
	flag.BoolVar(&opt.all, "all", false, "every row of every table by itself in all clothes, not some in one; larger mixtures")
	flag.BoolVar(&opt.verbose, "v", false, "say what each takes")
	flag.StringVar(&opt.only, "only", "", "only texts whose name begins with `NAME`")
	flag.StringVar(&opt.share, "share", "", "try the texts of share `K/N` alone")
	flag.StringVar(&opt.result, "result", "", "write what was tried into `FILE`")
	flag.StringVar(&opt.write, "write", "", "write the texts that fail into the folder `DIR`")
	flag.Parse()
	if err := run(opt); err != nil {
		fmt.Fprintln(os.Stderr, "steps:", err)
		os.Exit(1)
	}
}

type options struct {
	all, verbose  bool
	only, write   string
	share, result string
}

// trial is a text to double, from n words in a stretch on.
type trial struct {
	text adversary
	n    int
}

func run(opt options) error {
	tables, err := ruleWords()
	if err != nil {
		return err
	}
	rules, trials := trials(opt, tables)
	if opt.share != "" {
		return try(opt, trials)
	}
	sum, err := shared(runtime.NumCPU())
	if err != nil {
		return err
	}
	if sum.Bad > 0 {
		return fmt.Errorf("%d texts take more than %.1f times the steps for twice the bytes", sum.Bad, mostGrowth)
	}
	fmt.Printf("steps: %d rules of %d tables, alone and mixed, in %d texts of %d kB: nowhere more than %.1f times the steps for twice the text\n", rules, len(tables), sum.Texts, sum.Bytes/1000, mostGrowth)
	return nil
}

// trials are all texts that are tried, and of how many rules they are.
func trials(opt options, tables map[string][][]string) (rules int, out []trial) {
	add := func(n int, texts ...adversary) {
		for _, a := range texts {
			if strings.HasPrefix(a.name, opt.only) {
				out = append(out, trial{a, n})
			}
		}
	}
	scale := 1
	if opt.all {
		scale = 4
	}
	add(scale*1000, plainItems)
	add(scale*500, mixed("all", interleaved(tables))...)
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		rows := tables[name]
		if !opt.all || slices.Contains(oneRule, name) {
			rows = some(rows, mostAlone)
		}
		rules += len(rows)
		add(scale*125, mixed(name, slices.Concat(tables[name]...))...)
		add(repeated, alone(name, rows, opt.all)...)
	}
	return rules, out
}

// some are about n of the rows, from all over a table.
func some(rows [][]string, n int) (out [][]string) {
	for i := 0; i < len(rows); i += len(rows)/n + 1 {
		out = append(out, rows[i])
	}
	return out
}

// stages are all that is done with a document before it is stored.
func stages() (func(*taizhang.Document), error) {
	n, err := normalize.New(seeds.FS())
	if err != nil {
		return nil, err
	}
	e, err := extract.New(seeds.FS(), n.Times())
	if err != nil {
		return nil, err
	}
	return func(doc *taizhang.Document) { match.Overlaps(n.Ledger(e.Extract(doc), normalize.Options{})) }, nil
}

// document is a text as the reader of plain text makes it: a paragraph a line.
func document(text string) *taizhang.Document {
	doc := &taizhang.Document{Source: taizhang.Source{Name: "a.txt"}, Text: text}
	at, n := 0, 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		if size := len(strings.TrimSuffix(line, "\n")); size > 0 {
			n++
			doc.Blocks = append(doc.Blocks, taizhang.Block{Kind: taizhang.Paragraph, Spans: taizhang.Of(at, at+size), At: fmt.Sprintf("p[%d]", n)})
		}
		at += len(line)
	}
	return doc
}
