package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/taizhang/taizhang"
)

//go:embed sqlite/*.sql
var sqliteMigrations embed.FS

// hasFTS5 looks for the full text module, which go-sqlite3 leaves out unless
// told otherwise.
func hasFTS5(ctx context.Context, tx Tx) error {
	has := false
	err := tx.Query(ctx, "SELECT 1 FROM pragma_module_list WHERE name = 'fts5'",
		func(Row) error { has = true; return nil })
	if err != nil || has {
		return err
	}
	return &taizhang.Error{Kind: taizhang.Unsupported, What: "this program was built without full text search",
		Remedy: "build it with make build (go build -tags sqlite_fts5)"}
}

// migrate brings the schema up to date in one transaction. The table
// taizhang_schema has a row a migration done, and marks the database as ours.
func migrate(ctx context.Context, s *Store) (err error) {
	files, err := fs.Glob(sqliteMigrations, "sqlite/*.sql") // sorted; 0001_ is version 1
	if err != nil {
		return err
	}
	version := 0
	if err := s.read(ctx, func(tx Tx) (err error) {
		version, err = schemaVersion(ctx, tx)
		return err
	}); err != nil {
		return err
	}
	if err := knows(version, len(files)); err != nil || version == len(files) {
		return err
	}
	if s.opt.ReadOnly {
		return &taizhang.Error{Kind: taizhang.Unsupported, What: fmt.Sprintf("the database has version %d, and this program needs %d", version, len(files)),
			Remedy: "`taizhang ingest --retry-failed --db FILE` brings it up to date; make a copy first if older programs still use it"}
	}
	if version == 0 {
		// An empty database holds nothing that could be lost: its first commit with
		// content synchronises the whole file. That is a third of a cold run.
		if err := s.tx.Exec(ctx, "PRAGMA synchronous = OFF"); err != nil {
			return err
		}
		defer func() {
			err = errors.Join(err, s.tx.Exec(context.WithoutCancel(ctx), "PRAGMA synchronous = FULL"))
		}()
	}
	return s.write(ctx, func(tx Tx) error {
		version, err := schemaVersion(ctx, tx) // another program may have been faster
		if err != nil {
			return err
		}
		if err := knows(version, len(files)); err != nil {
			return err
		}
		if version == 0 {
			if err := tx.Exec(ctx, "CREATE TABLE taizhang_schema (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"); err != nil {
				return err
			}
		}
		for i := version; i < len(files); i++ {
			ddl, err := sqliteMigrations.ReadFile(files[i])
			if err != nil {
				return err
			}
			if err := tx.(*sqliteTx).script(ctx, string(ddl)); err != nil {
				return fmt.Errorf("%s: %w", files[i], err)
			}
			name := strings.TrimSuffix(strings.TrimPrefix(files[i], "sqlite/"), ".sql")
			if err := tx.Exec(ctx, "INSERT INTO taizhang_schema (version, name) VALUES ($1, $2)", int64(i+1), name); err != nil {
				return err
			}
		}
		return nil
	})
}

func knows(version, newest int) error {
	if version <= newest {
		return nil
	}
	return &taizhang.Error{Kind: taizhang.Unsupported, What: fmt.Sprintf("the database has version %d, and this program knows versions up to %d", version, newest),
		Remedy: "use a newer taizhang; the database is untouched"}
}

// schemaVersion is 0 for an empty database. One with tables of another program
// is refused, so that nothing is ever written into it.
func schemaVersion(ctx context.Context, tx Tx) (int, error) {
	ours, others := false, false
	err := tx.Query(ctx, "SELECT name FROM sqlite_master ORDER BY name", func(r Row) error {
		if r.Text(0) == "taizhang_schema" {
			ours = true
		}
		others = true
		return nil
	})
	switch {
	case err != nil:
		return 0, err
	case !ours && others:
		return 0, &taizhang.Error{Kind: taizhang.Unsupported, What: "this is a database of another program",
			Remedy: "name another file; this one is untouched"}
	case !ours:
		return 0, nil
	}
	version := 0
	err = tx.Query(ctx, "SELECT max(version) FROM taizhang_schema", func(r Row) error {
		version = int(r.Int(0))
		return nil
	})
	return version, err
}
