package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/fixtures/postgres"
	"github.com/taizhang/taizhang/store"
)

// end ends the connection of a transaction from outside.
func end(t *testing.T, b *store.Batch) {
	var pid uint32
	must(t, b.Pgx().QueryRow(ctx, "SELECT pg_backend_pid()").Scan(&pid))
	postgres.Shared(t).Exec(t, fmt.Sprintf("SELECT pg_terminate_backend(%d, 10000)", pid))
}

// A transaction whose connection is lost is begun anew, unless what it did was seen.
func TestConnectionLost(t *testing.T) {
	s := engines[1].open(t)
	p, err := store.Prepare(rich("k"), "1")
	must(t, err)
	calls := 0
	var out store.Stored
	if err := s.Update(ctx, func(b *store.Batch) (err error) {
		if out, err = b.Put(ctx, p); err == nil {
			if calls++; calls == 1 {
				end(t, b)
			}
		}
		return err
	}); err != nil || calls != 2 || out.Outcome != store.Added {
		t.Errorf("%v after %d calls: %v", out, calls, err)
	}
	clean(t, s)
	calls = 0
	err = s.Update(ctx, func(b *store.Batch) error {
		calls++
		end(t, b)
		return b.Nested().Update(ctx, func(b *store.Batch) error { _, err := b.Put(ctx, p); return err })
	})
	if calls != 1 || taizhang.KindOf(err) != taizhang.IO || !strings.Contains(err.Error(), "run it again") {
		t.Errorf("%d calls: %v", calls, err)
	}
}

// What became of a transaction whose commit was not answered is asked for.
func TestOutcome(t *testing.T) {
	s := engines[1].open(t)
	lost := errors.New("lost")
	for _, undo := range []bool{false, true} {
		id := ""
		err := s.Update(ctx, func(b *store.Batch) error {
			if err := b.Pgx().QueryRow(ctx, "SELECT pg_current_xact_id()::text").Scan(&id); err != nil {
				return err
			}
			if undo {
				return lost
			}
			return nil
		})
		if got := s.Outcome(ctx, id, lost); undo && got != lost || !undo && (got != nil || err != nil) {
			t.Errorf("undone %v: %v (%v)", undo, got, err)
		}
	}
	if err := s.Outcome(ctx, "99999999999", lost); err == nil || errors.Is(err, lost) && !strings.Contains(err.Error(), "lost") {
		t.Errorf("a transaction that was never: %v", err)
	}
}

// Three writers go on over two crashes of the server.
func TestServerRestarts(t *testing.T) {
	c := postgres.New(t)
	db := c.Database(t)
	open(t, db)
	const each = 30
	ledger := func(i int) *taizhang.Ledger {
		return plan(fmt.Sprintf("计划%d|2017-02-01", i), "省局", "2017-02-01", fmt.Sprint(i, training), fmt.Sprint(i, survey))
	}
	var all sync.WaitGroup
	half := make(chan bool, 3*each)
	for w := range 3 {
		all.Go(func() {
			s, err := store.Open(ctx, db, store.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			for i := range each {
				p, err := store.Prepare(ledger(w*each+i), "1")
				if err == nil {
					p.Seen = int64(w*each + i + 1)
					err = s.Update(ctx, func(b *store.Batch) error { _, err := b.Put(ctx, p); return err })
				}
				if err != nil {
					t.Error(err)
					return
				}
				half <- true
			}
		})
	}
	for range 2 {
		for range each {
			<-half
		}
		c.Stop(t)
		c.Start(t)
	}
	all.Wait()
	s, want := open(t, db), open(t, ":memory:")
	for i := range 3 * each {
		put(t, want, ledger(i), "1", store.Added)
	}
	clean(t, s)
	if digest(t, s) != digest(t, want) {
		t.Error("the digest is another")
	}
}

// A server that says that it shuts down is waited for until it is up again, by who opens it too.
func TestOpenedWhileItRestarts(t *testing.T) {
	c := postgres.New(t)
	db := c.Database(t)
	holder := open(t, db)
	up := make(chan bool)
	go func() {
		defer close(up)
		c.Drain(t)
		c.Start(t)
	}()
	refused := func() bool {
		conn, err := pgx.Connect(ctx, db)
		if err == nil {
			conn.Close(ctx)
		}
		return err != nil
	}
	for !refused() {
	}
	s, err := store.Open(ctx, db, store.Options{Waiting: func(string) { holder.Close() }})
	<-up
	must(t, err)
	defer s.Close()
	put(t, s, rich("k"), "1", store.Added)
}

// Who waits for his turn is told, and need not wait for ever.
func TestTurnEnds(t *testing.T) {
	db := postgres.Shared(t).Database(t)
	waits, cancel := context.WithCancel(ctx)
	holder, s := open(t, db), openWith(t, db, store.Options{Waiting: func(string) { cancel() }})
	brief := openWith(t, db+"&lock_timeout=50", store.Options{})
	if err := holder.Update(ctx, func(b *store.Batch) error {
		p, err := store.Prepare(rich("k"), "1")
		if err != nil {
			return err
		}
		if _, err := b.Put(ctx, p); err != nil {
			return err
		}
		if _, err := s.Put(waits, rich("l"), "1"); !errors.Is(err, context.Canceled) {
			t.Errorf("a context that ended: %v", err)
		}
		if _, err := brief.Put(ctx, rich("l"), "1"); taizhang.KindOf(err) != taizhang.IO || !strings.Contains(err.Error(), "has the database locked (") {
			t.Errorf("a time that is over: %v", err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	put(t, s, rich("l"), "1", store.Added)
	clean(t, s)
}
