package store

import (
	"context"
	"database/sql/driver"
)

// Tx is one transaction of either database. Queries use $1, $2, … in order of
// first use. Bulk is how many rows go in fast: each of values holds some flat, row
// after row, each as long as columns.
type Tx interface {
	Exec(ctx context.Context, query string, args ...any) error
	Query(ctx context.Context, query string, each func(Row) error, args ...any) error
	Bulk(ctx context.Context, table string, columns []string, values ...[]any) error
}

// Row is a row of a result: int64, float64, string or nil a column. It is valid
// until the function it was given to returns.
type Row []driver.Value

// Text returns column i, or "" for null.
func (r Row) Text(i int) string { s, _ := r[i].(string); return s }

// Int returns column i, or 0 for null.
func (r Row) Int(i int) int64 { n, _ := r[i].(int64); return n }

// Real returns column i, or nil for null.
func (r Row) Real(i int) *float64 {
	if f, ok := r[i].(float64); ok {
		return &f
	}
	return nil
}
