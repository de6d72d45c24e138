package main

import (
	"context"

	"github.com/taizhang/taizhang/office"
)

// runBackup copies a database.
func runBackup(ctx context.Context, e *environ, args []string) error {
	f := newFlags("backup").withDB()
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if f.db == "" || len(rest) != 1 {
		return usage("backup: name the FILE to write, and --db DB, the database to copy")
	}
	to := rest[0]
	o, err := f.look(ctx)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	if office.OverwritesDatabase(to, f.db) {
		return usage("backup: %s would overwrite the database %s; name another file", to, f.db)
	}
	if err := o.Backup(ctx, to); err != nil {
		return err
	}
	e.print("%s: a whole copy of %s", to, f.db)
	return nil
}
