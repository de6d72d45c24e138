package handoff_test

import (
	"path/filepath"
	"sync"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/seeds/notices"
	"github.com/taizhang/taizhang/store"
)

var quarter2 = taizhang.Round{Name: "2017Q2", ReplyBy: "2017-07-10", Who: "省知识产权局", At: "2017-06-20T09:00:00+08:00"}

var normalizer = sync.OnceValues(func() (*normalize.Normalizer, error) { return normalize.New(seeds.FS()) })

// members expands classes as the command does.
func members(t testing.TB) func(string) []string {
	t.Helper()
	n, err := normalizer()
	must(t, err)
	return n.Members
}

// shipped is the notice that ships with the program, read and stored as by ingest;
// db is the database.
func shipped(t testing.TB) (in export.Input, db string) {
	t.Helper()
	p, err := ingest.New(seeds.FS())
	must(t, err)
	doc, err := reader.Read("sichuan-2017-ip-plan.txt", []byte(notices.Sichuan2017), reader.Options{})
	must(t, err)
	db = filepath.Join(t.TempDir(), "ledger.db")
	s, err := store.Open(t.Context(), db, store.Options{})
	must(t, err)
	defer s.Close()
	l := p.Document(doc, normalize.Options{})
	if _, err := s.Put(t.Context(), l, ingest.Version); err != nil {
		t.Fatal(err)
	}
	if in.Ledger, in.UIDs, err = s.Load(t.Context(), l.Notice.Key); err != nil {
		t.Fatal(err)
	}
	return in, db
}

// shippedBooks are the books of a first round.
func shippedBooks(t testing.TB) []handoff.Book {
	in, _ := shipped(t)
	return handoff.Books([]export.Input{in}, quarter2, members(t), nil)
}

// full are books in the full form.
func full(books []handoff.Book) []handoff.Book {
	for i := range books {
		books[i].Full = true
	}
	return books
}

// bookOf finds an organ's book.
func bookOf(t testing.TB, books []handoff.Book, organ string) *handoff.Book {
	t.Helper()
	for i := range books {
		if books[i].Organ == organ {
			return &books[i]
		}
	}
	t.Fatalf("%s has no book", organ)
	return nil
}
