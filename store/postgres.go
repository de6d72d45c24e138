package store

import (
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Pool is the connections to a PostgreSQL database; nil for a SQLite file.
func (s *Store) Pool() *pgxpool.Pool { return nil }

// Pgx is the transaction that a batch is in a PostgreSQL database, for what else is
// to be committed with it; nil for a SQLite file.
func (b *Batch) Pgx() pgx.Tx { return nil }
