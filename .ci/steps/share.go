package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// tally is what was tried: texts, their bytes, and how many failed.
type tally struct{ Texts, Bytes, Bad int }

// shared has the trials made by n processes at once, as the counters are those of a process.
func shared(n int) (sum tally, err error) {
	dir, err := os.MkdirTemp("", "steps-")
	if err != nil {
		return tally{}, err
	}
	defer os.RemoveAll(dir)
	ended := make(chan error)
	for k := range n {
		cmd := exec.Command(os.Args[0], append(os.Args[1:], "-share", fmt.Sprintf("%d/%d", k, n), "-result", filepath.Join(dir, fmt.Sprint(k)))...)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		go func() { ended <- cmd.Run() }()
	}
	for range n {
		err = errors.Join(err, <-ended)
	}
	for k := 0; k < n && err == nil; k++ {
		var t tally
		var data []byte
		if data, err = os.ReadFile(filepath.Join(dir, fmt.Sprint(k))); err == nil {
			err = json.Unmarshal(data, &t)
		}
		sum = tally{sum.Texts + t.Texts, sum.Bytes + t.Bytes, sum.Bad + t.Bad}
	}
	return sum, err
}

// try makes the trials of one share, K/N: every Nth from the Kth on.
func try(opt options, trials []trial) error {
	var k, n int
	if _, err := fmt.Sscanf(opt.share, "%d/%d", &k, &n); err != nil || n < 1 {
		return fmt.Errorf("-share %q: want K/N", opt.share)
	}
	read, err := stages()
	if err != nil {
		return err
	}
	c := counter{options: opt, read: read}
	for ; k < len(trials); k += n {
		if err := c.double(&trials[k].text, trials[k].n); err != nil {
			return err
		}
	}
	data, err := json.Marshal(c.tally)
	if err != nil {
		return err
	}
	return os.WriteFile(opt.result, data, 0o644)
}
