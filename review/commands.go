package review

import (
	"context"
	"io"
	"time"

	"github.com/taizhang/taizhang"
)

// Commands are what the program's commands do, for the page. Errors are of type
// *taizhang.Error.
type Commands interface {
	// Read reads sources as ingest does, and reports each when it is there to stay.
	Read(ctx context.Context, what Reading, report func(Read)) error
	// Failed lists the sources that could not be read so far.
	Failed(ctx context.Context) ([]Failed, error)
	// Export writes the current notices as xlsx, csv, jsonl, docx, html or parquet.
	Export(ctx context.Context, format string, w io.Writer) error
	// Rounds lists the rounds of the hand-off, the oldest first.
	Rounds(ctx context.Context) ([]Round, error)
	// HandOut records a round and hands each unit's workbook to sink, as export --by-unit does.
	// With a template that can't be filled it does neither; the error is a *BadTemplate.
	HandOut(ctx context.Context, what HandOut, sink func(name string, write func(io.Writer) error) error) error
	// Collect takes the workbooks in a folder, which are named from it on, as collect does.
	Collect(ctx context.Context, folder, who string, at time.Time) (*Collection, error)
	// Conflicts lists what came back and was not taken, decided or not.
	Conflicts(ctx context.Context) ([]Conflict, error)
	// Resolve decides open conflicts for "returned" or "present", by their IDs; seen are the
	// digests of the values that were shown as present. It returns how many, and those that
	// are not as they were shown, which stay so: decided by another, or with another value.
	Resolve(ctx context.Context, decided, seen map[int64]string, who string, at time.Time) (n int, before []taizhang.Conflict, err error)
}

// Reading is what is to be read, and how.
type Reading struct {
	Paths    []string
	Folder   string // sources are named from it on; empty: as the paths say
	Who      string
	PlanYear int // 0: as each notice says
	AsOne    bool
	Force    bool
	Retry    bool // what failed before
	OCR      bool
}

// Read is what became of a source.
type Read struct {
	Source        string
	Key           string // of its notice
	Outcome       string // added, revised, duplicate, replaced or unchanged; empty where nothing was stored
	Tasks, Doubts int    // of a notice that was read now
	Skipped       string // why it was left out
	Err           error
	Before        bool // Err is from an earlier run
}

// Failed is a source that could not be read.
type Failed struct {
	Name  string
	Err   error
	There bool // its bytes are still where they were, to be read again
}

// Round is a round of the hand-off with what came back.
type Round struct {
	taizhang.Round
	Organs    []OrganState
	Rows      int
	Conflicts int    // that are open
	Notice    string // the key, where all tasks are of one notice
}

// OrganState is what an organ was given in a round, and whether it replied.
type OrganState struct {
	Organ   string
	Rows    int
	Replied bool
	Who, At string // of the latest reply
	File    string
}

// HandOut is a round to be handed out.
type HandOut struct {
	Round    string
	ReplyBy  taizhang.Date
	Notice   string // the key; empty: all that are current
	Template []byte // nil for none
	Who      string
	At       time.Time
}

// BadTemplate is the error of a template that can't be filled.
type BadTemplate struct{ Err error }

func (b *BadTemplate) Error() string { return b.Err.Error() }
func (b *BadTemplate) Unwrap() error { return b.Err }

// Collection is what a collection came to.
type Collection struct {
	Files   []CollectedFile
	Missing []taizhang.Handout // rows that did not come back
}

// CollectedFile is what became of a file.
type CollectedFile struct {
	Name      string
	Err       error
	Decisions bool // it is a workbook of conflicts
	Decided   int
	Before    []taizhang.Conflict // that were decided otherwise before
	Returns   []CollectedReturn
}

// CollectedReturn is a file's part of one organ in one round.
type CollectedReturn struct {
	Round, Organ, Writer             string
	Rows, Taken, Children, Conflicts int
	Repeated                         bool // it was collected before
	Err                              error
	Unread                           []Unread
}

// Unread is filled cells that are none of the table's.
type Unread struct {
	Column, At string
	Cells      int
}

// Conflict is a returned value that was not taken, with what a person needs to decide.
type Conflict struct {
	taizhang.Conflict
	Notice, Text string // the task's notice and what was handed out of it
	Now          string // what the database holds now
	Problem      string // what is wrong, in Chinese
	Takes        bool   // what came back can be taken
}
