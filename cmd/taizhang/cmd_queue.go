package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/taizhang/taizhang/queue"
	"github.com/taizhang/taizhang/store"
)

// runQueue says how far the work in a queue is.
func runQueue(ctx context.Context, e *environ, args []string) error {
	f := newFlags("queue")
	db := f.String("db", "", "the database, `postgres://…`")
	asJSON := f.Bool("json", false, "one JSON object")
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 || rest[0] != "status" {
		return usage("queue: say `queue status`, and name --db postgres://…")
	}
	if err := onServer("queue", *db); err != nil {
		return err
	}
	f.db = *db
	o, err := f.look(ctx)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	q, err := queue.Look(o.Store)
	if err != nil {
		return err
	}
	st, err := q.Status(ctx)
	if err != nil {
		return err
	}
	if *asJSON {
		return json.NewEncoder(e.stdout).Encode(st)
	}
	w := newTable(e)
	for _, c := range []struct {
		name string
		n    int64
	}{{"waiting", st.Waiting}, {"running", st.Running}, {"retrying", st.Retrying}, {"done", st.Done}, {"failed", st.Failed}} {
		w.row(term(c.name), c.n)
	}
	w.row(term("rate"), fmt.Sprintf("%.1f/s", st.Rate))
	if st.Left > 0 {
		w.row(term("left"), time.Duration(st.Left*float64(time.Second)).Round(time.Second))
	}
	return w.Flush()
}

// onServer refuses a database that other machines don't reach, before a file of its name is made.
func onServer(command, db string) error {
	if store.IsPostgres(db) {
		return nil
	}
	return usage("%s: name the database that the machines share: --db postgres://…", command)
}
