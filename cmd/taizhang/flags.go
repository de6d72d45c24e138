package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/cli"
	"github.com/taizhang/taizhang/desktop"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/store"
)

// flags are those of a command, and what it needs of the world.
type flags struct {
	*cli.Flags
	seeds, db string
	implied   bool // whether db was not named, and is the user's
	needsDB   bool
	who, why  string // who does it, to be recorded, and why
	e         *environ
}

// runFunc does what a command is for, with the arguments that are no flags.
type runFunc = cli.Run

// begin adds the flags of a command. Once they are given, the database of who names none is the user's.
func (f *flags) begin(begin func(*flags) runFunc) runFunc {
	do := begin(f)
	return func(ctx context.Context, rest []string) error {
		if f.needsDB && f.db == "" {
			f.db = usersDB()
			f.implied = f.db != ""
		}
		if err := f.ownTables(); err != nil {
			return err
		}
		return do(ctx, rest)
	}
}

// withSeeds adds the flag that overrides reference tables.
func (f *flags) withSeeds() *flags {
	f.StringVar(&f.seeds, "seeds", "", "`DIR` with reference tables that take the place of the built-in ones of the same name, but for fillers.tsv and statuses.tsv")
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

// setup is what a command opens a database with; that it must wait for another program,
// the user is told.
func (f *flags) setup() *office.Setup {
	return &office.Setup{Database: f.db, Tables: seeds.With(f.seeds), Seeds: f.seeds, Program: version, Now: f.e.now, Children: f.e.children, Wait: f.e.wait,
		Waiting: func(why string) { f.e.tell("waiting: %s", f.e.say.Text(why)) }}
}

// opening is setup for who opens it now, and is told which it is where none was named.
func (f *flags) opening() *office.Setup {
	if f.implied {
		f.e.tell("database: %s", store.Shown(f.db))
	}
	return f.setup()
}

// access is what a command that may only look opens it for.
func access(readOnly bool) office.Access {
	if readOnly {
		return office.ToRead
	}
	return office.ToMake
}

func (f *flags) look(ctx context.Context, do func(*office.Office) error) error {
	return f.opening().Look(ctx, do)
}

func (f *flags) change(ctx context.Context, do func(*office.Office) error) error {
	return f.opening().Change(ctx, do)
}

func (f *flags) desk(ctx context.Context, a office.Access, do func(*office.Office) error) error {
	return f.opening().Desk(ctx, a, do)
}

func (f *flags) start(ctx context.Context, a office.Access, do func(*office.Office) error) error {
	return f.opening().Start(ctx, a, do)
}

// ownTables looks at the folder of --seeds, and says which tables there take the place of none.
func (f *flags) ownTables() error {
	if f.seeds == "" {
		return nil
	}
	if info, err := os.Stat(f.seeds); err != nil || !info.IsDir() {
		return usage("--seeds %s: not a folder", f.seeds)
	}
	unknown, known, err := seeds.Unknown(f.seeds)
	for _, name := range unknown {
		f.e.tell("--seeds %s: %s is none of the tables that can be replaced, so it is not read; they are %s", f.seeds, name, strings.Join(known, ", "))
	}
	return err
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
