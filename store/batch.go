package store

import (
	"context"
	"sync"

	"github.com/taizhang/taizhang"
)

// Batch is one transaction of a store; it is good until the function it was
// given to returns.
type Batch struct {
	s  *Store
	tx *writing
}

// Update calls f with a transaction that is committed when f succeeds and undone
// when it does not, so that several notices are stored all or not at all.
func (s *Store) Update(ctx context.Context, f func(*Batch) error) error {
	return s.update(ctx, func(tx *writing) error { return f(&Batch{s, tx}) })
}

// Put stores a notice in place of what was read from the same source, with what was
// decided on it, and links it with its other revisions and publications.
func (b *Batch) Put(ctx context.Context, p *Prepared) (Stored, error) {
	out, err := b.PutAll(ctx, []*Prepared{p})
	if err != nil {
		return Stored{}, err
	}
	return out[0], nil
}

// PutAll puts several notices, in their order. They are written together, which is
// faster, and in PostgreSQL beside what other connections write.
func (b *Batch) PutAll(ctx context.Context, ps []*Prepared) ([]Stored, error) {
	return b.s.put(ctx, b.tx, ps)
}

// Nested lets a run share one transaction with what its caller does in it. Its
// methods may be called from many goroutines and take turns.
type Nested struct {
	mu     sync.Mutex
	b      *Batch
	failed error
}

// Nested returns a sink for a run within the transaction, which then is not begun anew
// after a failure that another might not meet.
func (b *Batch) Nested() *Nested {
	b.tx.once = true
	return &Nested{b: b}
}

// Update calls f with the transaction. When f fails, all of it is to be undone, and
// nothing more is written.
func (n *Nested) Update(_ context.Context, f func(*Batch) error) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.failed == nil {
		n.failed = f(n.b)
	}
	return n.failed
}

// Turn waits until this transaction alone may change what others have stored too, as Put
// and Record do by themselves. Who locks rows that such a transaction needs asks for it
// first, or the two wait for each other. A SQLite file has one writer anyway.
func (b *Batch) Turn(ctx context.Context) error { return b.tx.turn(ctx) }

// Load is [Store.Load] within the transaction.
func (b *Batch) Load(ctx context.Context, key string) (*taizhang.Ledger, map[string]string, error) {
	return load(ctx, b.tx, key)
}

// Put prepares and stores a ledger in a transaction of its own.
func (s *Store) Put(ctx context.Context, l *taizhang.Ledger, extractorVersion string) (out Stored, err error) {
	p, err := Prepare(l, extractorVersion)
	if err != nil {
		return out, err
	}
	err = s.Update(ctx, func(b *Batch) (err error) {
		out, err = b.Put(ctx, p)
		return err
	})
	return out, err
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
