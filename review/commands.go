package review

import (
	"context"
	"io"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
)

// Commands are what people do from the page, as from the command line: [office.Office]
// does it. Errors are of type *taizhang.Error.
type Commands interface {
	// Read reads sources, and reports each when it is there to stay.
	Read(ctx context.Context, what office.Reading, report func(office.Read)) error
	// Failed lists the sources that could not be read so far.
	Failed(ctx context.Context) ([]office.Failed, error)
	// Export writes the current notices in one of [export.Formats], or one of them.
	Export(ctx context.Context, format, notice string, w io.Writer) error
	// BackupTo writes a whole copy of a database that is a file.
	BackupTo(ctx context.Context, w io.Writer) error
	// Rounds lists the rounds of the hand-off, the oldest first.
	Rounds(ctx context.Context) ([]office.Round, error)
	// HandOut makes the workbooks of a round.
	HandOut(ctx context.Context, order office.Order) (*office.HandOut, error)
	// SetRoundState says how far a round is.
	SetRoundState(ctx context.Context, name string, state taizhang.RoundState) error
	// Letters are the letters of a round as it stands on a day; what is due within so many days is soon due.
	Letters(ctx context.Context, round string, asOf taizhang.Date, within int) ([]office.Letter, error)
	// SetContact enters whom to ask in a unit. An address that is none is [office.ErrMail].
	SetContact(ctx context.Context, c taizhang.Contact) error
	// Collect takes the workbooks in paths, which are named from folder on.
	Collect(ctx context.Context, paths []string, folder, who string, at time.Time) (*office.Collected, error)
	// Conflicts lists what came back and was not taken, decided or not.
	Conflicts(ctx context.Context) ([]office.Conflict, error)
	// Resolve decides open conflicts for "returned" or "present", by their IDs; seen are the
	// digests of the values that were shown as present. It returns how many, and those that
	// are not as they were shown, which stay so: decided by another, or with another value.
	Resolve(ctx context.Context, decided, seen map[int64]string, who string, at time.Time) (n int, before []taizhang.Conflict, err error)
}
