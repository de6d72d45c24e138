package store

import (
	"context"
	"io/fs"
	"iter"
)

// database is what each of the two databases does in its own way; all else is SQL
// that both understand.
type database interface {
	// transact calls f in a transaction, which is committed when f succeeds and undone
	// when it does not: one that sees one state of the database, or one that writes.
	transact(ctx context.Context, write bool, f func(Tx) error) error

	// manyWriters says whether several transactions may write side by side. Then
	// turn waits until no other transaction looks at what it may change, and changes what
	// this one looks at: from here to its end it is the only one that links notices.
	manyWriters() bool
	turn(ctx context.Context, tx Tx) error

	// nextNotices returns n keys that no notice has, ascending.
	nextNotices(ctx context.Context, tx Tx, n int) ([]int64, error)

	// index writes rows of the search index: bucket, terms, bucket, terms…
	index(ctx context.Context, tx Tx, buckets []any) error

	// findBuckets gives the buckets, ascending, in which each word may stand: all of its terms do.
	findBuckets(ctx context.Context, tx Tx, words [][]rune, each func(bucket int64)) error

	// indexed gives what the search index holds, in any order; terms what it should for the terms of a bucket.
	indexed(ctx context.Context, tx Tx, each func(bucket int64, term string)) error
	terms(terms string) iter.Seq[string]

	// check looks for damage below the level of rows that are read.
	check(ctx context.Context, tx Tx, report reporter) error

	// migrations are the files that make the schema, in order; the first is given a
	// table of the versions. whole makes all of it at once where there is none, empty: they do. names gives what there is in a database, ours or not.
	migrations() fs.FS
	versions() string
	whole() string
	names(ctx context.Context, tx Tx) ([]string, error)
	script(ctx context.Context, tx Tx, sql string) error
	first(ctx context.Context, create func() error) error // calls create, which makes a schema where there is none

	// joined and ordered stand around the end of a query that gives one text: its values in an
	// order, joined by 、.
	joined(value, order string) string
	ordered(order string) string

	backup(ctx context.Context, path string) error
	explain(err error) error
	close() error
}
