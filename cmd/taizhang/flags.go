package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/desktop"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/store"
)

// flags are those of a command, which may stand before, between and after its
// arguments, and what it needs of the world: it opens databases and compiles tables.
type flags struct {
	*flag.FlagSet
	seeds, db string
	implied   bool // whether db was not named, and is the user's
	needsDB   bool
	who, why  string // who does it, to be recorded, and why
	e         *environ
}

// runFunc does what a command is for, with the arguments that are no flags.
type runFunc func(ctx context.Context, rest []string) error

func newFlags(e *environ, name string) *flags {
	f := &flags{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError), e: e}
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	return f
}

// withSeeds adds the flag that overrides reference tables.
func (f *flags) withSeeds() *flags {
	f.StringVar(&f.seeds, "seeds", "", "`DIR` with reference tables that take the place of the built-in ones of the same name")
	return f
}

// withDB adds the flag that names the database.
func (f *flags) withDB() *flags {
	f.needsDB = true
	f.StringVar(&f.db, "db", "", "the database: a `FILE`, or a postgres:// address")
	return f
}

// asJSON adds the flag that asks for a list as JSON.
func (f *flags) asJSON() *bool { return f.Bool("json", false, "one JSON object a line") }

// asEvents adds the flag that asks for what happens as JSON.
func (f *flags) asEvents() *bool {
	return f.Bool("json", false, "write what happens to standard output, one JSON object a line")
}

// viewing is a command that takes no arguments and shows what a database holds.
func (f *flags) viewing(do func(ctx context.Context, o *office.Office) error) runFunc {
	return func(ctx context.Context, rest []string) error {
		if err := f.alone(rest); err != nil {
			return err
		}
		return f.look(ctx, func(o *office.Office) error { return do(ctx, o) })
	}
}

// alone refuses arguments, and the lack of a database.
func (f *flags) alone(rest []string) error {
	if f.db == "" || len(rest) > 0 {
		return usage("%s: name --db FILE, and no other argument", f.Name())
	}
	return nil
}

// usersDB is the database of who names none: that of TAIZHANG_DB, else the one in the
// documents folder, where there is one.
func usersDB() string {
	if db := os.Getenv("TAIZHANG_DB"); db != "" {
		return db
	}
	dir, err := desktop.Documents()
	if err != nil {
		return ""
	}
	db := filepath.Join(dir, defaultDB)
	if _, err := os.Stat(db); err != nil {
		return ""
	}
	return db
}

// look opens the database for reading, for as long as do takes.
func (f *flags) look(ctx context.Context, do func(*office.Office) error) error {
	o, err := f.open(ctx, nil, f.options(true))
	return lend(o, err, do)
}

// change opens a database that is there, to write into it.
func (f *flags) change(ctx context.Context, do func(*office.Office) error) error {
	o, err := f.open(ctx, nil, f.existing())
	return lend(o, err, do)
}

// desk opens the database to work in it, with what is known of units and times.
func (f *flags) desk(ctx context.Context, opt store.Options, do func(*office.Office) error) error {
	n, err := f.normalizer()
	if err != nil {
		return err
	}
	o, err := f.open(ctx, n, opt)
	return lend(o, err, do)
}

// start compiles all reference data and opens the database, to read notices into it.
func (f *flags) start(ctx context.Context, opt store.Options, do func(*office.Office) error) error {
	o, err := f.begin(ctx, opt)
	return lend(o, err, do)
}

// lend gives do what was opened, and closes it.
func lend(o *office.Office, err error, do func(*office.Office) error) error {
	if err != nil {
		return err
	}
	defer o.Store.Close()
	return do(o)
}

func (f *flags) open(ctx context.Context, n *normalize.Normalizer, opt store.Options) (*office.Office, error) {
	if f.implied {
		f.e.tell("database: %s", store.Shown(f.db))
	}
	s, err := store.Open(ctx, f.db, opt)
	if err != nil {
		return nil, err
	}
	return &office.Office{Store: s, Normalizer: n, Database: f.db, Program: version, Now: f.e.now, Tables: seeds.With(f.seeds)}, nil
}

// options are how a command opens a database; that it must wait for another
// program, the user is told.
func (f *flags) options(readOnly bool) store.Options {
	return store.Options{ReadOnly: readOnly, Carry: match.Carry, Reread: ingest.Rereader(seeds.With(f.seeds)), Wait: f.e.wait, Waiting: func(why string) {
		f.e.tell("waiting: %s", f.e.say.Text(why))
	}}
}

// dbName is the short name of the database: of its file, or on its server.
func (f *flags) dbName() string {
	u, err := url.Parse(f.db)
	if err == nil && strings.HasPrefix(u.Scheme, "postgres") {
		return path.Base(u.Path)
	}
	return filepath.Base(f.db)
}

// existing are the options of a command that writes into a database that is there.
func (f *flags) existing() store.Options {
	opt := f.options(false)
	opt.Existing = true
	return opt
}

// parse returns the arguments that are no flags. -h prints the help of the command.
func (f *flags) parse(args []string) ([]string, error) {
	var rest []string
	for {
		if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
			f.help(f.e)
			return nil, exit{exitDone, nil}
		} else if err != nil {
			return nil, f.misused(err)
		}
		if f.NArg() == 0 {
			if f.needsDB && f.db == "" {
				f.db = usersDB()
				f.implied = f.db != ""
			}
			return rest, nil
		}
		rest = append(rest, f.Arg(0))
		args = f.Args()[1:]
	}
}

// misused says what is wrong with a flag, and which one may be meant.
func (f *flags) misused(err error) error {
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
		var names []string
		f.VisitAll(func(g *flag.Flag) { names = append(names, "--"+g.Name) })
		return usage("%s: there is no flag --%s; %v", f.Name(), name, didYouMeanFlag(f.Name(), name, names))
	}
	return usage("%s: %v; `taizhang help %s` lists its flags", f.Name(), err, f.Name())
}

// pipeline compiles the reference data.
func (f *flags) pipeline() (*ingest.Pipeline, error) {
	tables, err := f.tables()
	if err != nil {
		return nil, err
	}
	p, err := ingest.New(tables)
	if err != nil {
		return nil, message("reference data: %v", err)
	}
	if f.e.children != nil {
		f.e.children.Isolate(p, f.seeds)
	}
	return p, nil
}

// normalizer compiles the reference data of the normalizers alone.
func (f *flags) normalizer() (*normalize.Normalizer, error) {
	tables, err := f.tables()
	if err != nil {
		return nil, err
	}
	n, err := normalize.New(tables)
	if err != nil {
		return nil, message("reference data: %v", err)
	}
	return n, nil
}

// begin compiles all reference data and opens the database, side by side: each takes
// milliseconds, and neither needs the other.
func (f *flags) begin(ctx context.Context, opt store.Options) (*office.Office, error) {
	type opened struct {
		o   *office.Office
		err error
	}
	ch := make(chan opened, 1)
	go func() {
		o, err := f.open(ctx, nil, opt)
		ch <- opened{o, err}
	}()
	p, err := f.pipeline()
	got := <-ch
	if err = cmp.Or(err, got.err); err != nil {
		if got.o != nil {
			got.o.Store.Close()
		}
		return nil, err
	}
	got.o.Pipeline, got.o.Normalizer = p, p.Normalizer()
	return got.o, nil
}

func (f *flags) tables() (fs.FS, error) {
	if f.seeds != "" {
		if info, err := os.Stat(f.seeds); err != nil || !info.IsDir() {
			return nil, usage("--seeds %s: not a folder", f.seeds)
		}
	}
	return seeds.With(f.seeds), nil
}

// dateFlag checks a date that was given as a flag.
func dateFlag(name, s string) (taizhang.Date, error) {
	if s == "" {
		return "", nil
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", message("%s %s: want a date, as in 2017-07-10", name, s)
	}
	return taizhang.Date(s), nil
}
