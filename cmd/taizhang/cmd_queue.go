package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/queue"
	"github.com/taizhang/taizhang/store"
)

// queueCommand says how far the work in a queue is.
func queueCommand(f *flags) runFunc {
	f.onServer()
	asJSON := f.Bool("json", false, "one JSON object")
	return func(ctx context.Context, rest []string) error {
		if len(rest) != 1 || rest[0] != "status" {
			return usage("queue: say `queue status`, and name --db postgres://…")
		}
		if err := f.served(); err != nil {
			return err
		}
		return f.look(ctx, func(o *office.Office) error {
			q, err := queue.Look(o.Store)
			if err != nil {
				return err
			}
			st, err := q.Status(ctx)
			if err != nil {
				return err
			}
			if *asJSON {
				return json.NewEncoder(f.e.stdout).Encode(st)
			}
			w := f.e.table()
			for _, c := range []struct {
				name string
				n    int64
			}{{"waiting", st.Waiting}, {"running", st.Running}, {"retrying", st.Retrying}, {"done", st.Done}, {"failed", st.Failed}} {
				w.Row(term(c.name), c.n)
			}
			w.Row(term("rate"), fmt.Sprintf("%.1f/s", st.Rate))
			if st.Left > 0 {
				w.Row(term("left"), time.Duration(st.Left*float64(time.Second)).Round(time.Second))
			}
			return w.Flush()
		})
	}
}

// onServer adds the flag that names a database that several machines share.
func (f *flags) onServer() { f.StringVar(&f.db, "db", "", "the database, `postgres://…`") }

// served refuses a database that other machines don't reach, before a file of its name is made.
func (f *flags) served() error {
	if store.IsPostgres(f.db) {
		return nil
	}
	return usage("%s: name the database that the machines share: --db postgres://…", f.Name())
}
