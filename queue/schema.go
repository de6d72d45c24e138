package queue

import (
	"context"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/taizhang/taizhang"
)

//go:embed schema/*.sql
var schema embed.FS

// migrating is the advisory lock of whoever makes the queue's tables: processes that start
// at the same time take turns.
const migrating = 0x7461697a68616e67

// migrate makes River's tables and ours, or brings them up to date.
func (q *Queue) migrate(ctx context.Context) error {
	conn, err := q.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(migrating)); err != nil {
		return err
	}
	defer conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(migrating))
	m, err := rivermigrate.New(riverpgxv5.New(q.pool), &rivermigrate.Config{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		return err
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return err
	}
	files, err := fs.Glob(schema, "schema/*.sql") // sorted; 0001_ is version 1
	if err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, conn.Conn(), func(tx pgx.Tx) error {
		// Who may only write the tables makes none: not even one that is there already.
		there, version := false, 0
		if err := tx.QueryRow(ctx, "SELECT to_regclass('queue_schema') IS NOT NULL").Scan(&there); err != nil {
			return err
		}
		if !there {
			if _, err := tx.Exec(ctx, "CREATE TABLE queue_schema (version integer PRIMARY KEY)"); err != nil {
				return err
			}
		}
		if err := tx.QueryRow(ctx, "SELECT coalesce(max(version), 0) FROM queue_schema").Scan(&version); err != nil {
			return err
		}
		if version > len(files) {
			return &taizhang.Error{Kind: taizhang.Unsupported, Path: q.name(), What: fmt.Sprintf("its queue has version %d, and this program knows versions up to %d",
				version, len(files)), Remedy: "use a newer taizhang"}
		}
		for i := version; i < len(files); i++ {
			ddl, err := schema.ReadFile(files[i])
			if err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, string(ddl)); err != nil {
				return fmt.Errorf("%s: %w", files[i], err)
			}
			if _, err := tx.Exec(ctx, "INSERT INTO queue_schema (version) VALUES ($1)", i+1); err != nil {
				return err
			}
		}
		return nil
	})
}
