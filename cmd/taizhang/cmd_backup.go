package main

import (
	"context"

	"github.com/taizhang/taizhang/office"
)

// backupCommand copies a database.
func backupCommand(f *flags) runFunc {
	f.withDB()
	return func(ctx context.Context, rest []string) error {
		if f.db == "" || len(rest) != 1 {
			return usage("backup: name the FILE to write, and --db DB, the database to copy")
		}
		to := rest[0]
		return f.look(ctx, func(o *office.Office) error {
			if office.OverwritesDatabase(to, f.db) {
				return usage("backup: %s would overwrite the database %s; name another file", to, f.db)
			}
			if err := o.Backup(ctx, to); err != nil {
				return err
			}
			f.e.print("%s: a whole copy of %s", to, f.db)
			return nil
		})
	}
}
