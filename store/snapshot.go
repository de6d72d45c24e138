package store

import (
	"context"

	"github.com/taizhang/taizhang"
)

// Snapshot is the database at one moment. While it lasts, those who write must wait.
type Snapshot struct{ tx Tx }

// Snapshot calls f with the database as it is at this moment.
func (s *Store) Snapshot(ctx context.Context, f func(*Snapshot) error) error {
	return s.read(ctx, func(tx Tx) error { return f(&Snapshot{tx}) })
}

// Notices is [Store.Notices] at that moment.
func (s *Snapshot) Notices(ctx context.Context) ([]NoticeInfo, error) { return notices(ctx, s.tx) }

// Load is [Store.Load] at that moment.
func (s *Snapshot) Load(ctx context.Context, key string) (*taizhang.Ledger, map[string]string, error) {
	return load(ctx, s.tx, key)
}
