package store

import (
	"context"
	"slices"

	"github.com/taizhang/taizhang"
)

// Source is a source as a run finds it: its name, and the hash of its bytes.
type Source struct{ Name, Sum string }

// Known is what a database knows of a source, so that it need not be read again.
type Known struct {
	Key    string // of the notice that was stored from its bytes by the same version of the extractor
	Failed error  // with which it failed before that version, under its name
	Away   int64  // the decision that took it, or its notice, away
}

// Known looks sources up, many at once as each look takes a transaction, and says of each what is known.
func (s *Store) Known(ctx context.Context, extractorVersion string, sources ...Source) (known []Known, err error) {
	err = s.read(ctx, func(tx Tx) (err error) {
		known, err = s.known(ctx, tx, extractorVersion, sources)
		return err
	})
	return known, err
}

// Known is [Store.Known] within the transaction.
func (n *Nested) Known(ctx context.Context, extractorVersion string, sources ...Source) ([]Known, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.b.s.known(ctx, n.b.tx, extractorVersion, sources)
}

func (s *Store) known(ctx context.Context, tx Tx, version string, sources []Source) ([]Known, error) {
	out := make([]Known, len(sources))
	for from := 0; from < len(sources); from += together {
		to := min(from+together, len(sources))
		if err := s.look(ctx, tx, version, sources[from:to], out[from:to]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Store) look(ctx context.Context, tx Tx, version string, sources []Source, out []Known) error {
	sources = slices.Clone(sources)
	sums, names := make([]any, 0, 2*len(sources)), make([]any, 0, len(sources)+1)
	for i := range sources {
		sources[i].Name = storable(sources[i].Name)
		sums, names = append(sums, sources[i].Sum), append(names, sources[i].Name)
	}
	each := func(f func(x Source, k *Known)) {
		for i, x := range sources {
			f(x, &out[i])
		}
	}
	places := placesFrom(1, len(sums))
	repeats := map[string]int64{} // the notice that only repeats another
	if err := tx.Query(ctx, `SELECT n.source, n.id, n.work, n.standing FROM notices n JOIN sources s ON s.notice_id = n.id
		WHERE n.source IN (`+places+`) AND s.extractor = `+placesFrom(len(sums)+1, 1)+" ORDER BY n.id DESC", func(r Row) error {
		delete(repeats, r.Text(0))
		if r.Text(3) == duplicate {
			repeats[r.Text(0)] = r.Int(1)
		}
		each(func(x Source, k *Known) {
			if x.Sum == r.Text(0) {
				k.Key = r.Text(2)
			}
		})
		return nil
	}, append(sums, version)...); err != nil {
		return err
	}
	if err := tx.Query(ctx, "SELECT name, source, error, message FROM failed_sources WHERE name IN ("+places+") AND extractor = "+placesFrom(len(names)+1, 1), func(r Row) error {
		each(func(x Source, k *Known) {
			if x == (Source{r.Text(0), r.Text(1)}) {
				k.Failed = pastError{taizhang.ErrorKind(r.Text(2)), r.Text(3)}
			}
		})
		return nil
	}, append(names, version)...); err != nil {
		return err
	}
	if err := tx.Query(ctx, `SELECT id, code, exact, digest FROM decisions WHERE kind = 'away' AND undone_at IS NULL
		AND (code = 'notice' AND exact IN (`+places+`) OR code = 'file' AND exact IN (`+placesFrom(len(sums)+1, len(names))+")) ORDER BY id DESC", func(r Row) error {
		each(func(x Source, k *Known) {
			if r.Text(1) == "notice" && r.Text(2) == x.Sum || r.Text(1) == "file" && x == (Source{r.Text(2), r.Text(3)}) {
				k.Away = r.Int(0)
			}
		})
		return nil
	}, append(sums, names...)...); err != nil {
		return err
	}
	for sum, id := range repeats {
		is, err := s.named(ctx, tx, Stored{}, id)
		if err != nil {
			return err
		}
		each(func(x Source, k *Known) {
			if x.Sum == sum {
				k.Key = is.Key
			}
		})
	}
	return nil
}
