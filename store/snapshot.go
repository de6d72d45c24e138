package store

import (
	"context"

	"github.com/taizhang/taizhang"
)

// View is the database at one moment. While it lasts, those who write must wait.
type View struct{ tx Tx }

// View calls f with the database as it is at this moment.
func (s *Store) View(ctx context.Context, f func(*View) error) error {
	return s.read(ctx, func(tx Tx) error { return f(&View{tx}) })
}

// Notices is [Store.Notices] at that moment.
func (v *View) Notices(ctx context.Context) ([]NoticeInfo, error) { return notices(ctx, v.tx) }

// Load is [Store.Load] at that moment.
func (v *View) Load(ctx context.Context, key string) (*taizhang.Ledger, map[string]string, error) {
	return load(ctx, v.tx, key)
}
