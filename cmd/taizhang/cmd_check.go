package main

import (
	"context"
	"fmt"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/store"
)

// checkCommand proves that a database is whole, or says where it is not.
func checkCommand(f *flags) runFunc {
	f.withDB()
	digest := f.Bool("digest", false, "print a digest of the content: two databases with the same one hold the same")
	return f.viewing(func(ctx context.Context, o *office.Office) error {
		db := taizhang.Visible(store.Shown(f.db))
		faults, err := o.Store.Check(ctx)
		if err != nil {
			return err
		}
		for _, x := range faults {
			f.e.print("%s: %v", db, text(x.String()))
		}
		if len(faults) > 0 {
			return failure(exitPartial, "%s: %s; restore a backup, or ingest the notices into a new database", db, plural(len(faults), "fault"))
		}
		if *digest {
			d, err := o.Store.Digest(ctx)
			if err != nil {
				return err
			}
			fmt.Fprintln(f.e.stdout, d)
			return nil
		}
		f.e.print("%s: whole", db)
		return nil
	})
}
