package store

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

//go:embed postgres/*.sql
var postgresMigrations embed.FS

// postgresDB is one schema of a PostgreSQL database, on as many connections as there
// are transactions at a time.
type postgresDB struct {
	pool *pgxpool.Pool
	opt  Options
}

// IsPostgres reports whether the name of a database is the URL of one in PostgreSQL.
func IsPostgres(db string) bool {
	scheme, _, _ := strings.Cut(db, "://")
	return scheme != db && (strings.EqualFold(scheme, "postgres") || strings.EqualFold(scheme, "postgresql"))
}

// keywords is in what else libpq takes for an address.
var keywords = lazy.NewPattern(`(?i)(^|\s)(host|hostaddr|user|password|sslpassword|dbname|service)\s*=`)

// Shown returns the name of a database, a path or URL, as it may be shown: without its passwords.
func Shown(db string) string {
	switch {
	case IsPostgres(db):
	case keywords.MatchString(db):
		return "…"
	default:
		return db
	}
	u, err := url.Parse(db)
	if err != nil {
		return "postgres://…"
	}
	q, secret := u.Query(), false
	for name := range q {
		if strings.HasSuffix(strings.ToLower(name), "password") {
			q.Set(name, "xxxxx")
			secret = true
		}
	}
	if secret {
		u.RawQuery = q.Encode()
	}
	return u.Redacted()
}

// planning has the server run our statements as SQLite does, from index to index: so they
// are written. Which plan it would choose else depends on statistics that a database that
// is being filled has not, and to choose anew takes as long as most of them do.
const planning = "SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = off; SET jit = off; SET plan_cache_mode = force_generic_plan"

func openPostgres(ctx context.Context, address string, opt Options) (*Store, error) {
	db := &postgresDB{opt: opt}
	s := &Store{db: db, path: Shown(address), opt: opt}
	scheme, rest, _ := strings.Cut(address, "://")
	config, err := pgxpool.ParseConfig(strings.ToLower(scheme) + "://" + rest)
	if err != nil {
		return nil, s.explain(&taizhang.Error{Kind: taizhang.IO, What: "this is no address of a PostgreSQL database", Err: err,
			Remedy: "write postgres://USER@HOST:PORT/DATABASE; signs other than letters and digits in a password as %XX"})
	}
	params := config.ConnConfig.RuntimeParams
	params["client_encoding"] = "UTF8"
	if params["application_name"] == "" {
		params["application_name"] = "taizhang"
	}
	_, timed := params["lock_timeout"]
	config.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		if enc := c.PgConn().ParameterStatus("server_encoding"); enc != "UTF8" {
			return &taizhang.Error{Kind: taizhang.Unsupported, What: "the database keeps text in " + enc + ", which has not all characters of a notice",
				Remedy: "make a database with `createdb --encoding UTF8 --template template0 NAME`"}
		}
		// A client that vanished with its machine lets go in a minute, and not in two hours.
		set := planning + "; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3"
		if !timed {
			set += "; SET lock_timeout = " + strconv.FormatInt(cmp.Or(opt.Wait, patience).Milliseconds(), 10)
		}
		_, err := c.PgConn().Exec(ctx, set).ReadAll()
		return err
	}
	config.MaxConns = max(2, config.MaxConns) // one may hold a lock that what another does needs
	if db.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return nil, s.explain(err)
	}
	if err = db.greet(ctx); err == nil {
		err = migrate(ctx, s)
	}
	if err != nil {
		db.pool.Close()
		return nil, s.explain(err)
	}
	return s, nil
}

// Pool is the connections to a PostgreSQL database; nil for a SQLite file.
func (s *Store) Pool() *pgxpool.Pool {
	if db, ok := s.db.(*postgresDB); ok {
		return db.pool
	}
	return nil
}

// Pgx is the transaction that a batch is in a PostgreSQL database, for what else is
// to be committed with it; nil for a SQLite file.
func (b *Batch) Pgx() pgx.Tx {
	if tx, ok := b.tx.Tx.(*pgTx); ok {
		return tx.tx
	}
	return nil
}

func (db *postgresDB) manyWriters() bool { return true }

// turn takes a lock of the schema that the end of the transaction lets go. It is the last
// thing to be waited for, and who has it waits for nobody: so there is no deadlock.
func (db *postgresDB) turn(ctx context.Context, tx Tx) error {
	if db.opt.Waiting != nil {
		defer time.AfterFunc(time.Second, func() { db.opt.Waiting(whyLocked) }).Stop()
	}
	t := tx.(*pgTx)
	return t.Query(ctx, "SELECT coalesce(pg_current_xact_id_if_assigned()::text, ''), pg_advisory_xact_lock($1, current_schema()::regnamespace::oid::integer)::text",
		func(r Row) error { t.id = r.Text(0); return nil }, int64(0x7a68616e))
}

// nextNotices takes keys from a sequence: the largest key is not known while others write.
func (db *postgresDB) nextNotices(ctx context.Context, tx Tx, n int) (ids []int64, err error) {
	err = tx.Query(ctx, "SELECT nextval('notice_ids') FROM generate_series(1, $1)", func(r Row) error { ids = append(ids, r.Int(0)); return nil }, int64(n))
	return ids, err
}

func (db *postgresDB) migrations() fs.FS {
	files, err := fs.Sub(postgresMigrations, "postgres")
	if err != nil {
		panic(err) // it is embedded
	}
	return files
}

func (db *postgresDB) whole() string { return "" }

func (db *postgresDB) versions() string {
	return `CREATE TABLE taizhang_schema (version bigint PRIMARY KEY, name text COLLATE "C" NOT NULL)`
}

// names gives the tables and views of the schema, but for those of extensions.
func (db *postgresDB) names(ctx context.Context, tx Tx) (names []string, err error) {
	there := false
	if err := tx.Query(ctx, "SELECT 1 WHERE current_schema() IS NOT NULL", func(Row) error { there = true; return nil }); err != nil {
		return nil, err
	}
	if !there {
		return nil, &taizhang.Error{Kind: taizhang.IO, What: "there is no schema to work in", Remedy: "create the one that search_path names, or name another in the address: ?search_path=NAME"}
	}
	err = tx.Query(ctx, `SELECT relname FROM pg_class c WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
		AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') ORDER BY relname`, func(r Row) error {
		names = append(names, r.Text(0))
		return nil
	})
	return names, err
}

func (db *postgresDB) script(ctx context.Context, tx Tx, sql string) error {
	_, err := tx.(*pgTx).tx.Conn().PgConn().Exec(ctx, sql).ReadAll()
	return err
}

func (db *postgresDB) first(_ context.Context, create func() error) error { return create() }

func (db *postgresDB) joined(value, order string) string {
	return "SELECT string_agg(" + value + ", '、' ORDER BY " + order + ")"
}

func (db *postgresDB) ordered(string) string { return "" }

// references are the columns that hold keys of other rows, by the table these are in.
var references = [][2]string{
	{"notices", "sources.notice_id parts.notice_id fields.notice_id tables.notice_id entries.notice_id links.notice_id findings.notice_id"},
	{"notices", "unclaimed.notice_id prints.notice_id originals.notice_id notices.same_as notices.uids_from"},
	{"sources", "texts.source_id blocks.source_id"},
	{"parts", "tables.part_id entries.part_id"},
	{"tables", "columns.table_id rows.table_id"},
	{"entries", "nodes.entry_id nodes.parent_id rows.entry_id cells.entry_id assignments.entry_id assignments.from_id"},
	{"entries", "deadlines.entry_id targets.entry_id links.a_id links.b_id findings.entry_id"},
	{"units", "assignments.unit_id"},
}

// checked gives table and table.column of each reference.
func checked(yield func(table, column string) bool) {
	for _, to := range references {
		for column := range strings.FieldsSeq(to[1]) {
			if !yield(to[0], column) {
				return
			}
		}
	}
}

// check looks for keys that lead nowhere, which no constraint keeps out.
func (db *postgresDB) check(ctx context.Context, tx Tx, report reporter) error {
	for target, from := range checked {
		table, column, _ := strings.Cut(from, ".")
		query := fmt.Sprintf("SELECT count(*) FROM %s x WHERE %s IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s t WHERE t.id = x.%[2]s)", table, column, target)
		if err := tx.Query(ctx, query, func(r Row) error {
			if n := r.Int(0); n > 0 {
				report("", "foreign keys", "%d rows of %s point by %s at rows of %s that are not there", n, table, column, target)
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

func (db *postgresDB) backup(context.Context, string) error {
	return &taizhang.Error{Kind: taizhang.Unsupported, What: "backup copies a database that is a file, and this one is PostgreSQL's",
		Remedy: "use `pg_dump --format custom --file FILE ADDRESS`, which copies one moment beside writers too, and pg_restore"}
}

func (db *postgresDB) close() error {
	db.pool.Close()
	return nil
}
