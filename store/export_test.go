package store

import "context"

// Rows runs any SQL outside of a transaction, to look behind the API and to
// break things.
func (s *Store) Rows(ctx context.Context, query string, each func(Row) error, args ...any) error {
	return s.tx.Query(ctx, query, each, args...)
}

// FileURI is fileURI.
var FileURI = fileURI
