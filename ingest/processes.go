package ingest

import (
	"io"
	"io/fs"
	"os"

	"github.com/taizhang/taizhang/extract/reader"
)

// What a program calls itself with to read a source, or to take a document through the
// stages, in a process of its own. They are no commands for people, so no list has them.
const (
	readCommand   = "read-child"
	stagesCommand = "stages-child"
)

// ServeChild does what a child does, and reports whether the arguments are those of one.
// tables are the reference tables with those of a folder in their place.
func ServeChild(args []string, in io.Reader, out io.Writer, tables func(dir string) fs.FS) (is bool, err error) {
	switch {
	case len(args) == 1 && args[0] == readCommand:
		return true, reader.Serve(in, out)
	case len(args) == 2 && args[0] == stagesCommand:
		return true, ServeStages(in, out, tables(args[1]))
	}
	return false, nil
}

// Processes are the children of a program that calls [ServeChild]. It starts none until
// a source needs it.
type Processes struct {
	self   string
	read   *reader.Pool
	stages []*Children
}

// NewProcesses are those of this program.
func NewProcesses() *Processes {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	return &Processes{self: self, read: reader.NewPool([]string{self, readCommand}, reader.Children())}
}

// Isolate has a pipeline read what nobody vouches for in children, which know the same tables.
func (c *Processes) Isolate(p *Pipeline, tables string) {
	p.Reader = c.read.Read
	p.Children = NewChildren([]string{c.self, stagesCommand, tables}, reader.Children())
	c.stages = append(c.stages, p.Children)
}

// Read reads a source in a child.
func (c *Processes) Read() Reader { return c.read.Read }

// Close ends them.
func (c *Processes) Close() {
	c.read.Close()
	for _, s := range c.stages {
		s.Close()
	}
}
