package main

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"github.com/taizhang/taizhang"
)

// counter counts how often each block of code is run.
type counter struct {
	options
	tally
	read func(*taizhang.Document)
}

// double reads a text and twice as much of it, until no block's count grows with the
// square. Of a text of several rules that goes on to, it looks for the one.
func (c *counter) double(a *adversary, n int) error {
	once, err := c.count(a.text(n))
	growth, size := 0.0, n
	for range mostDoubled {
		text := a.text(2 * size)
		if err != nil || len(text) > mostBytes {
			break
		}
		size *= 2
		var twice []uint32
		twice, err = c.count(text)
		growth = grown(once, twice, size)
		if c.verbose {
			fmt.Printf("%-40q %6d words: %.2f times those of half as many\n", a, size, growth)
		}
		if growth <= mostGrowth {
			break
		}
		once = twice
	}
	switch {
	case err != nil:
		return err
	case size == n:
		return fmt.Errorf("%s: %d words of it are too large to be doubled", a, n)
	case growth <= mostGrowth:
		return nil
	}
	if len(a.groups) > 1 {
		return errors.Join(c.double(a.some(0, len(a.groups)/2), n), c.double(a.some(len(a.groups)/2, len(a.groups)), n))
	}
	c.Bad++
	fmt.Printf("%-40q a block of code runs %.2f times as often for %d words as for half as many\n", a, growth, size)
	if c.write == "" {
		return nil
	}
	return os.WriteFile(filepath.Join(c.write, strings.ReplaceAll(a.String(), "/", "-")+".txt"), []byte(a.text(size)), 0o644)
}

// grown is the most by which the count of a block that weighs grew from once to twice n
// repetitions.
func grown(once, twice []uint32, n int) (most float64) {
	for i, v := range twice {
		if int(v) < n*min(pairWeighs*n, wordWeighs) {
			continue
		}
		most = max(most, float64(v)/float64(max(1, once[i])))
	}
	return most
}

// count reads a text, and gives how often each block was run.
func (c *counter) count(text string) ([]uint32, error) {
	doc := document(text)
	c.Texts, c.Bytes = c.Texts+1, c.Bytes+len(text)
	all := counters()
	if len(all) != 1 {
		return nil, errors.New("no block of code is counted: see make steps")
	}
	section := unsafe.Slice(all[0].counters, all[0].n)
	for _, blocks := range ofFunctions(section) {
		clear(blocks)
	}
	c.read(doc)
	counts := make([]uint32, len(section))
	for at, blocks := range ofFunctions(section) {
		copy(counts[at:], blocks)
	}
	return counts, nil
}

// ofFunctions are the counters of each function that has run, and where they stand. Before them stand their number, the package's and
// the function's; of one that has not run all are zero.
func ofFunctions(section []uint32) iter.Seq2[int, []uint32] {
	return func(yield func(int, []uint32) bool) {
		for at := 0; at < len(section); at++ {
			if n := int(section[at]); n > 0 {
				if at += 3; !yield(at, section[at:at+n]) {
					return
				}
				at += n - 1
			}
		}
	}
}

// counters are where coverage counts, internal/coverage/rtcov's CovCounterBlob. What it gives by its API has to be counted
// atomically, which takes longer than all else here; this is one goroutine.
//
//go:linkname counters internal/coverage/cfile.getCovCounterList
func counters() []struct {
	counters *uint32
	n        uint64
}
