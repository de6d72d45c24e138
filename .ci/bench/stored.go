package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/store"
)

// storedTogether is how many notices a transaction holds, as in a run.
const storedTogether = 32

// stored is the process of the store alone: `bench stored DIR DB` reads the notices of a folder, stores them in a new database
// as a run does, and prints the nanoseconds of the processor that only the latter took.
func stored(args []string) error {
	files, err := filepath.Glob(filepath.Join(args[0], "*"))
	if err != nil {
		return err
	}
	p, err := ingest.New(seeds.FS())
	if err != nil {
		return err
	}
	var ledgers []*taizhang.Ledger
	for _, path := range files {
		l, err := p.File(context.Background(), path, nil, ingest.Options{})
		if err != nil {
			return err
		}
		ledgers = append(ledgers, l)
	}
	runtime.GC()
	before := own()
	if err := save(args[1], ledgers); err != nil {
		return err
	}
	fmt.Println(int64(own() - before))
	return nil
}

func save(path string, ledgers []*taizhang.Ledger) error {
	ctx := context.Background()
	s, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	for some := range slices.Chunk(ledgers, storedTogether) {
		var ready []*store.Prepared
		for _, l := range some {
			x, err := store.Prepare(l, "bench")
			if err != nil {
				return err
			}
			ready = append(ready, x)
		}
		if err := s.Update(ctx, func(b *store.Batch) error { _, err := b.PutAll(ctx, ready); return err }); err != nil {
			return err
		}
	}
	return s.Close()
}

// own is the processor's time that this process has taken.
func own() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // it is always there
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// storing runs the process of the store alone.
func storing(dir, db string) (c cost, err error) {
	self, err := os.Executable()
	if err != nil {
		return c, err
	}
	defer os.Remove(db)
	cmd := exec.Command(self, "stored", dir, db)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1", "GOGC=400") // as a command collects
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return c, err
	}
	ns := int64(0)
	_, err = fmt.Sscan(strings.TrimSpace(string(out)), &ns)
	return cost{cpu: time.Duration(ns)}, err
}
