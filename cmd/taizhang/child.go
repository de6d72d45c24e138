package main

import (
	"os"
	"runtime"

	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/seeds"
)

// What this program calls itself with to read a source, or to take a document through
// the stages, in a process of its own. They are no commands for people, so no list has them.
const (
	readCommand   = "read-child"
	stagesCommand = "stages-child"
)

// isChild does what a child does, and reports whether the arguments are those of one.
func isChild(e *environ, args []string) (is bool, err error) {
	switch {
	case len(args) == 1 && args[0] == readCommand:
		return true, reader.Serve(e.stdin, e.stdout)
	case len(args) == 2 && args[0] == stagesCommand:
		return true, ingest.ServeStages(e.stdin, e.stdout, seeds.With(args[1]))
	}
	return false, nil
}

// processes are the children of this one. It starts none until a source needs it.
type processes struct {
	self   string
	read   *reader.Pool
	stages []*ingest.Children
}

func newProcesses() *processes {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	return &processes{self: self, read: reader.NewPool([]string{self, readCommand}, runtime.GOMAXPROCS(0))}
}

// isolate has a pipeline read what nobody vouches for in children, which know the same tables.
func (c *processes) isolate(p *ingest.Pipeline, tables string) {
	p.Reader = c.read.Read
	p.Children = ingest.NewChildren([]string{c.self, stagesCommand, tables}, runtime.GOMAXPROCS(0))
	c.stages = append(c.stages, p.Children)
}

func (c *processes) close() {
	c.read.Close()
	for _, s := range c.stages {
		s.Close()
	}
}
