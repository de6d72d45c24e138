package store

import (
	"context"

	"github.com/taizhang/taizhang"
)

// Batch is one transaction of a store; it is good until the function it was
// given to returns.
type Batch struct{ tx Tx }

// Update calls f with a transaction that is committed when f succeeds and undone
// when it does not, so that several notices are stored all or not at all.
func (s *Store) Update(ctx context.Context, f func(*Batch) error) error {
	return s.write(ctx, func(tx Tx) error { return f(&Batch{tx}) })
}

// Put is [Store.Put] within the transaction.
func (b *Batch) Put(ctx context.Context, l *taizhang.Ledger, extractorVersion string) (Outcome, error) {
	return put(ctx, b.tx, l, extractorVersion)
}

// Known is [Store.Known] within the transaction.
func (b *Batch) Known(ctx context.Context, sha256, extractorVersion string) (noticeKey string, ok bool, err error) {
	return known(ctx, b.tx, sha256, extractorVersion)
}

// Load is [Store.Load] within the transaction.
func (b *Batch) Load(ctx context.Context, key string) (*taizhang.Ledger, map[string]string, error) {
	return load(ctx, b.tx, key)
}

// Put stores l in one transaction, in place of what was stored under its key;
// when the content is the same, nothing changes but the extractor's version.
// A ledger whose ids lead nowhere is an error.
func (s *Store) Put(ctx context.Context, l *taizhang.Ledger, extractorVersion string) (outcome Outcome, err error) {
	err = s.write(ctx, func(tx Tx) (err error) {
		outcome, err = put(ctx, tx, l, extractorVersion)
		return err
	})
	if err != nil {
		return "", err
	}
	return outcome, nil
}

// Known returns the notice that was stored from a source with that hash by that
// version of the extractor, so that the source need not be read again.
func (s *Store) Known(ctx context.Context, sha256, extractorVersion string) (noticeKey string, ok bool, err error) {
	err = s.read(ctx, func(tx Tx) (err error) {
		noticeKey, ok, err = known(ctx, tx, sha256, extractorVersion)
		return err
	})
	return noticeKey, ok, err
}

// Load returns the ledger stored under key, its documents included, as it was
// put (lists without elements are nil), and the uid of each entry by its id.
func (s *Store) Load(ctx context.Context, key string) (l *taizhang.Ledger, uids map[string]string, err error) {
	err = s.read(ctx, func(tx Tx) (err error) {
		l, uids, err = load(ctx, tx, key)
		return err
	})
	return l, uids, err
}
