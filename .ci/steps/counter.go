package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/coverage"
	"strings"

	"github.com/taizhang/taizhang"
)

// counter counts how often each block of code is run.
type counter struct {
	options
	tally
	read   func(*taizhang.Document)
	places map[function]int // of the first block of each in what count gives
	blocks int
}

// function is one of a package, by their numbers.
type function [2]uint64

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
		before := uint32(1)
		if i < len(once) {
			before = max(before, once[i])
		}
		most = max(most, float64(v)/float64(before))
	}
	return most
}

// count reads a text, and gives how often each block was run.
func (c *counter) count(text string) ([]uint32, error) {
	doc := document(text)
	c.Texts, c.Bytes = c.Texts+1, c.Bytes+len(text)
	if err := coverage.ClearCounters(); err != nil {
		return nil, fmt.Errorf("%w: see make steps", err)
	}
	c.read(doc)
	var b bytes.Buffer
	if err := coverage.WriteCounters(&b); err != nil {
		return nil, err
	}
	return c.decode(b.Bytes())
}

var errFormat = errors.New("coverage's counters have another format than that of Go's internal/coverage, version 1")

// decode gives the counts of all blocks, a function's in the same places every time.
func (c *counter) decode(data []byte) (counts []uint32, err error) {
	const fileHeader, segmentHeader, uleb128 = 32, 16, 2
	if len(data) < fileHeader+segmentHeader || string(data[:4]) != "\x00\x63\x77\x6d" || binary.LittleEndian.Uint32(data[4:]) != 1 || data[24] != uleb128 {
		return nil, errFormat
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
	counts = make([]uint32, c.blocks, c.blocks+1000)
	for ; functions > 0 && err == nil; functions-- {
		blocks := int(next())
		f := function{next(), next()}
		place, known := c.places[f]
		if !known {
			place = c.blocks
			c.places[f] = place
			c.blocks += blocks
			counts = append(counts, make([]uint32, blocks)...)
		}
		for i := range blocks {
			counts[place+i] = uint32(next())
		}
	}
	if len(counts) == 0 {
		err = errFormat
	}
	return counts, err
}
