// Command steps keeps reading linear: whatever rule a text repeats, and in whatever
// clothes, twice as much of it takes about twice as many steps. Steps are counted, not
// timed: how often each block of code is run, as coverage counts it (make steps).
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/coverage"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

const (
	// mostGrowth is how many times the steps a text of twice the size may take: 2 is linear,
	// 4 grows with the square.
	mostGrowth = 2.5
	// mostDoubled is how often a text is doubled until that is so: windows and trials of
	// bounded size are not full in a small one.
	mostDoubled = 4
	// mostAlone is how many rules of a table are tried alone where not all are.
	mostAlone = 10
)

func main() {
	all := flag.Bool("all", false, "larger texts, and each rule alone in all clothes, not some rules in one")
	verbose := flag.Bool("v", false, "say what each takes")
	only := flag.String("only", "", "only texts whose name begins with `NAME`")
	write := flag.String("write", "", "write these texts into the folder `DIR` instead")
	flag.Parse()
	if err := run(options{*all, *verbose, *only, *write}); err != nil {
		fmt.Fprintln(os.Stderr, "steps:", err)
		os.Exit(1)
	}
}

type options struct {
	all, verbose bool
	only, write  string
}

func run(opt options) error {
	read, err := stages()
	if err != nil {
		return err
	}
	tables, err := ruleWords()
	if err != nil {
		return err
	}
	tried, bad, scale := 0, 0, 1
	if opt.all {
		scale = 4
	}
	check := func(size int, adversaries ...adversary) error {
		for i := range adversaries {
			a := &adversaries[i]
			if !strings.HasPrefix(a.name, opt.only) {
				continue
			}
			if opt.write != "" {
				if err := os.WriteFile(filepath.Join(opt.write, strings.ReplaceAll(a.name, "/", "-")+".txt"), []byte(a.text(2*size)), 0o644); err != nil {
					return err
				}
				continue
			}
			tried++
			size := size
			growth, each := 4.0, 0
			last, err := steps(read, a.text(size))
			for n := 0; err == nil && n < mostDoubled && growth > mostGrowth; n++ {
				size *= 2
				var twice int
				if twice, err = steps(read, a.text(size)); err == nil {
					growth, each, last = float64(twice)/float64(last), twice/size, twice
				}
			}
			if err != nil {
				return err
			}
			fails := growth > mostGrowth
			if fails {
				bad++
			}
			if fails || opt.verbose {
				fmt.Printf("%-40q %7d bytes: %5d steps a byte, %.2f times those of half as many bytes\n", a.name, size, each, growth)
			}
		}
		return nil
	}
	if err := errors.Join(check(scale*100_000, plainItems()), check(scale*10_000, adversariesOf("all", interleaved(tables))...)); err != nil {
		return err
	}
	for _, name := range sortedNames(tables) {
		if err := check(scale*5_000, adversariesOf(name, tables[name])...); err != nil {
			return err
		}
		for i, word := range tables[name] {
			if !opt.all && i%(len(tables[name])/mostAlone+1) > 0 {
				continue
			}
			alone := adversariesOf(name+":"+word, []string{word})
			if !opt.all { // each rule in another of the clothes
				k := i % len(alone)
				alone = alone[k : k+1]
			}
			if err := check(scale*2_000, alone...); err != nil {
				return err
			}
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d texts take more than %.1f times the steps for twice the bytes", bad, tried, mostGrowth)
	}
	fmt.Printf("steps: %d texts that repeat a rule, each at two sizes: none takes more than %.1f times the steps for twice the bytes\n", tried, mostGrowth)
	return nil
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

// steps counts what reading a text takes.
func steps(read func(*taizhang.Document), text string) (int, error) {
	doc := document(text)
	if err := coverage.ClearCounters(); err != nil {
		return 0, fmt.Errorf("%w: see make steps", err)
	}
	read(doc)
	var b bytes.Buffer
	if err := coverage.WriteCounters(&b); err != nil {
		return 0, err
	}
	return sum(b.Bytes())
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

var errFormat = errors.New("coverage's counters have another format than that of Go's internal/coverage, version 1")

// sum adds up all counters of coverage.
func sum(data []byte) (total int, err error) {
	const fileHeader, segmentHeader, uleb128 = 32, 16, 2
	if len(data) < fileHeader+segmentHeader || string(data[:4]) != "\x00\x63\x77\x6d" || binary.LittleEndian.Uint32(data[4:]) != 1 || data[24] != uleb128 {
		return 0, errFormat
	}
	segment := data[fileHeader:]
	functions := binary.LittleEndian.Uint64(segment)
	at := fileHeader + segmentHeader + int(binary.LittleEndian.Uint32(segment[8:])) + int(binary.LittleEndian.Uint32(segment[12:]))
	at = (at + 3) / 4 * 4
	next := func() (v uint64) {
		n := 0
		if v, n = binary.Uvarint(data[min(at, len(data)):]); n <= 0 {
			err = errFormat
			return 0
		}
		at += n
		return v
	}
	for ; functions > 0 && err == nil; functions-- {
		counters := next()
		next() // the package
		next() // the function
		for ; counters > 0 && err == nil; counters-- {
			total += int(next())
		}
	}
	if total == 0 {
		err = errFormat
	}
	return total, err
}
