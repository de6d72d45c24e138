package main

import (
	"context"
	"fmt"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// runCheck proves that a database is whole, or says where it is not.
func runCheck(ctx context.Context, e *environ, args []string) error {
	f := newFlags("check").withDB()
	digest := f.Bool("digest", false, "print a digest of the content: two databases with the same one hold the same")
	o, err := f.openDB(ctx, e, args)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	db := taizhang.Visible(store.Shown(f.db))
	faults, err := o.Store.Check(ctx)
	if err != nil {
		return err
	}
	for _, x := range faults {
		e.print("%s: %v", db, text(x.String()))
	}
	if len(faults) > 0 {
		return failure(exitPartial, "%s: %s; restore a backup, or ingest the notices into a new database", db, plural(len(faults), "fault"))
	}
	if *digest {
		d, err := o.Store.Digest(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintln(e.stdout, d)
		return nil
	}
	e.print("%s: whole", db)
	return nil
}
