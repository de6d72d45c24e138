package store_test

import (
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/fixtures/postgres"
	"github.com/taizhang/taizhang/store"
)

func TestPostgresRefuses(t *testing.T) {
	c := postgres.Shared(t)
	with := func(db string, change func(*url.URL)) string {
		u, err := url.Parse(db)
		must(t, err)
		change(u)
		return u.String()
	}
	sample := func(statements ...string) string {
		db := c.Database(t)
		s := open(t, db)
		put(t, s, rich("k"), "1", store.Added)
		exec(t, s, statements...)
		s.Close()
		return db
	}
	c.Exec(t, "CREATE ROLE guest LOGIN PASSWORD 'guest'")
	c.Exec(t, "CREATE DATABASE bytes ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'")
	empty := c.Database(t)
	for _, x := range []struct {
		name, db string
		opt      store.Options
		kind     taizhang.ErrorKind
		says     string
	}{
		{"no address", "postgres://[", store.Options{}, taizhang.IO, "no address"},
		{"its TLS key's password", "postgres://h/d?sslpassword=geheim&port=x", store.Options{}, taizhang.IO, "no address"},
		{"a scheme in capitals", strings.Replace(empty, "postgres", "PostgreSQL", 1) + "&search_path=none", store.Options{}, taizhang.IO, "no schema"},
		{"no server", with(empty, func(u *url.URL) { u.Host = "127.0.0.1:1" }), store.Options{}, taizhang.IO, "can't be reached"},
		{"wrong password", with(empty, func(u *url.URL) { u.User = url.UserPassword("taizhang", "geheim") }), store.Options{}, taizhang.IO, "refuses the password"},
		{"no user", with(empty, func(u *url.URL) { u.User = url.UserPassword("nobody", "geheim") }), store.Options{}, taizhang.IO, "password"},
		{"no database", c.URL("none"), store.Options{}, taizhang.IO, "no such database"},
		{"no schema", empty + "&search_path=none", store.Options{}, taizhang.IO, "no schema"},
		{"no right", with(empty, func(u *url.URL) { u.User = url.UserPassword("guest", "guest") }), store.Options{}, taizhang.IO, "no right"},
		{"no UTF-8", c.URL("bytes"), store.Options{}, taizhang.Unsupported, "SQL_ASCII"},
		{"of another program", sample("DROP TABLE taizhang_schema"), store.Options{}, taizhang.Unsupported, "another program"},
		{"newer", sample("INSERT INTO taizhang_schema VALUES (99, 'x')"), store.Options{}, taizhang.Unsupported, "newer"},
		{"empty to read", empty, store.Options{ReadOnly: true}, taizhang.Empty, "empty"},
		{"empty to write into", empty, store.Options{Existing: true}, taizhang.Empty, "empty"},
	} {
		s, err := store.Open(ctx, x.db, x.opt)
		if err == nil {
			s.Close()
			t.Errorf("%s: no error", x.name)
			continue
		}
		var e *taizhang.Error
		if !errors.As(err, &e) || e.Kind != x.kind || e.Path != store.Shown(x.db) || e.Remedy == "" || !strings.Contains(err.Error(), x.says) {
			t.Errorf("%s: %v", x.name, err)
		}
		u, _ := url.Parse(x.db)
		if strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: tells the password: %v", x.name, err)
		}
		if u != nil {
			if secret, _ := u.User.Password(); secret != "" && secret != "guest" && strings.Contains(err.Error(), secret) {
				t.Errorf("%s: tells the password: %v", x.name, err)
			}
		}
	}
	c.Exec(t, "DROP DATABASE bytes")
	c.Exec(t, "DROP ROLE guest")
}

func TestShown(t *testing.T) {
	for db, want := range map[string]string{
		"a b.db":                         "a b.db",
		"postgres://h/d":                 "postgres://h/d",
		"postgres://u:p%40ss@h:5/d?a=b":  "postgres://u:xxxxx@h:5/d?a=b",
		"postgresql://h/d?password=pass": "postgresql://h/d?password=xxxxx",
		"postgres://u:p[ss@h:x/d":        "postgres://…",
		"Postgres://u:geheim@h/d":        "postgres://u:xxxxx@h/d",
		"postgres://h/d?sslPassword=a":   "postgres://h/d?sslPassword=xxxxx",
		"host=h password=geheim":         "…",
		"password.db":                    "password.db",
	} {
		if got := store.Shown(db); got != want {
			t.Errorf("%s is shown as %s, want %s", db, got, want)
		}
	}
}

// An address in keywords is no file, and what it says is not repeated.
func TestKeywords(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, db := range []string{"host=localhost password=geheim", "connect_timeout=5 Password = geheim"} {
		_, err := store.Open(ctx, db, store.Options{})
		if taizhang.KindOf(err) != taizhang.IO || !strings.Contains(err.Error(), "postgres://USER@HOST") || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: %v", db, err)
		}
	}
	if made, err := os.ReadDir("."); err != nil || len(made) > 0 {
		t.Errorf("%v, %v", made, err)
	}
}

// Two schemas of one database are two ledgers; what belongs to an extension is in nobody's way.
func TestSchemasOfOneDatabase(t *testing.T) {
	db := postgres.Shared(t).Database(t)
	a := open(t, db)
	exec(t, a, "CREATE SCHEMA other", "CREATE EXTENSION pg_stat_statements SCHEMA other")
	b := open(t, db+"&search_path=other")
	put(t, a, rich("k"), "1", store.Added)
	put(t, b, rich("l"), "1", store.Added)
	for _, s := range []*store.Store{a, b} {
		clean(t, s)
		if n, err := s.Notices(ctx); err != nil || len(n) != 1 {
			t.Errorf("%v, %v", n, err)
		}
	}
}

// TestStatementBounded: a statement that doesn't end, as a COPY whose program was stopped, is ended by the server, and begun anew.
func TestStatementBounded(t *testing.T) {
	s := open(t, postgres.Shared(t).Database(t)+"&idle_in_transaction_session_timeout=1000") // so five seconds a statement
	exec(t, s, "CREATE SEQUENCE tries", `CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		IF nextval('tries') = 1 THEN PERFORM pg_sleep(1e6); END IF; RETURN NEW; END $$`,
		"CREATE TRIGGER stuck BEFORE INSERT ON notices FOR EACH ROW EXECUTE FUNCTION stuck()")
	put(t, s, rich("k"), "1", store.Added)
	clean(t, s)
}

func TestPostgresFailuresChangeNothing(t *testing.T) {
	s := engines[1].fresh(t)
	put(t, s, rich("k"), "1", store.Added)
	before := digest(t, s)
	exec(t, s, `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no space' USING ERRCODE = 'disk_full'; END $$`,
		"CREATE TRIGGER full_disk BEFORE INSERT ON unclaimed EXECUTE FUNCTION full_disk()")
	for _, key := range []string{"l", "k"} {
		l := large(t, key)
		l.Coverage.Unclaimed = rich("").Coverage.Unclaimed
		if _, err := s.Put(ctx, l, "1"); taizhang.KindOf(err) != taizhang.IO || !strings.Contains(err.Error(), "disk is full") {
			t.Errorf("%s: %v", key, err)
		}
	}
	exec(t, s, "DROP TRIGGER full_disk ON unclaimed")
	nul := rich("nul")
	nul.Nodes[0].Title += "\x00"
	if _, err := s.Put(ctx, nul, "1"); err == nil || !strings.Contains(err.Error(), "NUL") {
		t.Errorf("a NUL: %v", err)
	}
	if digest(t, s) != before {
		t.Error("a failure changed the content")
	}
	clean(t, s)
	put(t, s, large(t, "k"), "1", store.Revised)
}
