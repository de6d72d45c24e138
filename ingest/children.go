package ingest

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
	"sync"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/normalize"
)

// Children are processes in which the stages of large documents run, under the limits
// of time and memory that readers have: nothing in this process can be stopped. None is
// started before it is needed.
type Children struct {
	command []string
	size    int
	once    sync.Once
	pool    *reader.Pool
}

// NewChildren returns at most size children, each started with command, which must call
// [ServeStages] with the tables of the pipeline.
func NewChildren(command []string, size int) *Children {
	return &Children{command: command, size: size}
}

// Close ends them.
func (c *Children) Close() error {
	c.once.Do(func() {})
	if c.pool == nil {
		return nil
	}
	return c.pool.Close()
}

// stagesTask is what a child is asked, and stagesDone what it answers.
type (
	stagesTask struct {
		Doc      *taizhang.Document
		PlanYear int
		Memory   int64
	}
	stagesDone struct {
		Ledger *taizhang.Ledger // without Docs, which the parent has
		Failed string
	}
)

// A ledger takes, with its rows, some ten times the memory in this process that it has
// bytes on its way here, and no limit holds it here: so it may have a part of the child's.
const partForLedger = 16

// stagesGreeting keeps a parent from talking to another version of the program or its tables.
func stagesGreeting(version string) string { return "taizhang stages 1 " + version }

// ledger has the stages make the ledger of a document.
func (c *Children) ledger(ctx context.Context, version string, doc *taizhang.Document, opt Options) (*taizhang.Ledger, error) {
	c.once.Do(func() { c.pool = reader.NewTaskPool(c.command, stagesGreeting(version), c.size) })
	if c.pool == nil {
		return nil, reader.Stopped(doc.Source.Name, errors.New("the program is about to end"))
	}
	limits := opt.Reader.Limits
	if limits.Memory == 0 {
		limits.Memory = reader.DefaultLimits.Memory
	}
	var asked bytes.Buffer
	if err := gob.NewEncoder(&asked).Encode(stagesTask{doc, opt.PlanYear, limits.Memory}); err != nil {
		return nil, reader.TooMuch(doc.Source.Name, limits.Memory) // a message of gob has a limit
	}
	var done stagesDone
	err := c.pool.Do(ctx, doc.Source.Name, limits, func(answer []byte) error {
		if int64(len(answer)) > limits.Memory/partForLedger {
			return reader.TooMuch(doc.Source.Name, limits.Memory)
		}
		return gob.NewDecoder(bytes.NewReader(answer)).Decode(&done)
	}, asked.Bytes())
	switch {
	case err != nil:
		return nil, err
	case done.Failed != "":
		return nil, &taizhang.Error{Kind: taizhang.Malformed, Path: doc.Source.Name, What: "reading it failed: " + done.Failed,
			Remedy: "this is a defect of the program: report it with the file"}
	}
	done.Ledger.Doc = doc
	return done.Ledger, nil
}

// ServeStages is what such a child does, and all it does.
func ServeStages(in io.Reader, out io.Writer, tables fs.FS) error {
	p, err := New(tables)
	if err != nil {
		return err
	}
	return reader.ServeTasks(in, out, stagesGreeting(p.Version()), func(asked, buf []byte) ([]byte, error) {
		var t stagesTask
		if err := gob.NewDecoder(bytes.NewReader(asked)).Decode(&t); err != nil {
			return nil, err
		}
		debug.SetMemoryLimit(t.Memory / 4 * 3) // collect garbage before the parent takes it for use
		answer := bytes.NewBuffer(buf)
		err := gob.NewEncoder(answer).Encode(p.stages(&t))
		return answer.Bytes(), err
	})
}

func (p *Pipeline) stages(t *stagesTask) (done stagesDone) {
	defer func() {
		if r := recover(); r != nil {
			done = stagesDone{Failed: fmt.Sprint(r)}
		}
	}()
	l := p.Document(t.Doc, normalize.Options{PlanYear: t.PlanYear})
	l.Doc = nil
	return stagesDone{Ledger: l}
}
