package office

import (
	"context"
	"io"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/store"
)

// loader is a store, or one transaction or moment of it.
type loader interface {
	Load(ctx context.Context, key string) (*taizhang.Ledger, map[string]string, error)
}

// ledgers brings ledgers back from the database, as everything that leaves does.
type ledgers struct {
	ctx  context.Context
	from loader
	keys []string
}

func (l *ledgers) Len() int { return len(l.keys) }

func (l *ledgers) Load(i int) (export.Input, error) {
	ledger, uids, err := l.from.Load(l.ctx, l.keys[i])
	return export.Input{Ledger: ledger, UIDs: uids}, err
}

// Export writes the current notices, or the one asked for, as they are at one moment.
func (o *Office) Export(ctx context.Context, format, notice string, w io.Writer) error {
	return o.Store.Snapshot(ctx, func(v *store.Snapshot) error {
		keys, err := o.keys(ctx, v, notice)
		if err != nil {
			return err
		}
		return export.Formats[format](w, &ledgers{ctx, v, keys})
	})
}

// Stream writes them to who may take his time to read: each notice is as it is when it
// is written, since in one moment of the database nobody could write meanwhile.
func (o *Office) Stream(ctx context.Context, format, notice string, w io.Writer) error {
	keys, err := o.Keys(ctx, notice)
	if err != nil {
		return err
	}
	return export.Formats[format](w, &ledgers{ctx, o.Store, keys})
}

// Workbook writes some tasks of some notices as they are at one moment, a notice at a time.
func (o *Office) Workbook(ctx context.Context, w io.Writer, keys []string, shown func(key, id string) bool) error {
	return o.Store.Snapshot(ctx, func(v *store.Snapshot) error {
		return export.XLSX(w, &shownLedgers{ledgers{ctx, v, keys}, shown})
	})
}

// shownLedgers are the ledgers of a database with only the tasks that are shown.
type shownLedgers struct {
	ledgers
	shown func(key, id string) bool
}

func (l *shownLedgers) Load(i int) (export.Input, error) {
	in, err := l.ledgers.Load(i)
	if err == nil {
		in.Ledger = export.Only(in.Ledger, func(id string) bool { return l.shown(l.keys[i], id) })
	}
	return in, err
}
