package store

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// migrate brings the schema up to date in one transaction. The table
// taizhang_schema has a row a migration done, and marks the database as ours.
func migrate(ctx context.Context, s *Store) error {
	files, err := fs.Glob(s.db.migrations(), "*.sql") // sorted; 0001_ is version 1
	if err != nil {
		return err
	}
	version := 0
	if err := s.read(ctx, func(tx Tx) (err error) {
		version, err = s.version(ctx, tx)
		return err
	}); err != nil {
		return err
	}
	if err := knows(version, len(files)); err != nil || version == len(files) {
		return err
	}
	if version == 0 && (s.opt.ReadOnly || s.opt.Existing) {
		return &taizhang.Error{Kind: taizhang.Empty, What: "the database is empty", Remedy: "ingest a notice into it first"}
	}
	if s.opt.ReadOnly {
		return &taizhang.Error{Kind: taizhang.Unsupported, What: fmt.Sprintf("the database has version %d, and this program needs %d", version, len(files)),
			Remedy: "`taizhang ingest --retry-failed --db FILE` brings it up to date; make a copy first if older programs still use it"}
	}
	bring := func() error { return s.bring(ctx, files) }
	if version == 0 {
		return s.db.first(ctx, bring)
	}
	return bring()
}

// bring applies the migrations that are missing, in one transaction.
func (s *Store) bring(ctx context.Context, files []string) error {
	return s.write(ctx, func(w *writing) error {
		version, err := s.version(ctx, w) // another program may have been faster
		if err != nil {
			return err
		}
		if err := knows(version, len(files)); err != nil {
			return err
		}
		if version == 0 {
			if err := w.Exec(ctx, s.db.versions()); err != nil {
				return err
			}
		}
		made := version == 0 && s.db.whole() != ""
		if made {
			if err := s.db.script(ctx, w.Tx, s.db.whole()); err != nil {
				return err
			}
		}
		for i := version; i < len(files); i++ {
			if !made {
				ddl, err := fs.ReadFile(s.db.migrations(), files[i])
				if err != nil {
					return err
				}
				if err := s.db.script(ctx, w.Tx, string(ddl)); err != nil {
					return fmt.Errorf("%s: %w", files[i], err)
				}
			}
			name := strings.TrimSuffix(files[i], ".sql")
			if err := w.Exec(ctx, "INSERT INTO taizhang_schema (version, name) VALUES ($1, $2)", int64(i+1), name); err != nil {
				return err
			}
		}
		if made {
			return nil
		}
		ddl, err := views(s.db)
		if err != nil {
			return err
		}
		if err := s.db.script(ctx, w.Tx, ddl); err != nil {
			return fmt.Errorf("views.sql: %w", err)
		}
		return s.reindex(ctx, w)
	})
}

func knows(version, newest int) error {
	if version <= newest {
		return nil
	}
	return &taizhang.Error{Kind: taizhang.Unsupported, What: fmt.Sprintf("the database has version %d, and this program knows versions up to %d", version, newest),
		Remedy: "use a newer taizhang; the database is untouched"}
}

// version is 0 for an empty database. One with tables of another program is
// refused, so that nothing is ever written into it.
func (s *Store) version(ctx context.Context, tx Tx) (int, error) {
	names, err := s.db.names(ctx, tx)
	ours, others := slices.Contains(names, "taizhang_schema"), len(names) > 0
	switch {
	case err != nil:
		return 0, err
	case !ours && others:
		return 0, &taizhang.Error{Kind: taizhang.Unsupported, What: "this is a database of another program",
			Remedy: "name another; this one is untouched"}
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
