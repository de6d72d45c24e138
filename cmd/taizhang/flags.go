package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/store"
)

// flags parses a command's flags, which may stand before, between and after its
// arguments.
type flags struct {
	*flag.FlagSet
	seeds, db string
	record    record
	e         *environ
}

func newFlags(name string) *flags {
	f := &flags{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError)}
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
	f.StringVar(&f.db, "db", "", "the database: a `FILE`, or a postgres:// address")
	return f
}

// openDB parses the flags of a command that takes no arguments and opens the
// database they name for reading.
func (f *flags) openDB(ctx context.Context, e *environ, args []string) (*store.Store, error) {
	rest, err := f.parse(e, args)
	if err != nil {
		return nil, err
	}
	if f.db == "" || len(rest) > 0 {
		return nil, usage("%s: name --db FILE, and no other argument", f.Name())
	}
	return store.Open(ctx, f.db, f.options(true))
}

// options are how a command opens a database; that it must wait for another
// program, the user is told.
func (f *flags) options(readOnly bool) store.Options {
	return store.Options{ReadOnly: readOnly, Carry: match.Carry, Wait: f.e.wait, Waiting: func(why string) {
		fmt.Fprintln(f.e.stderr, "waiting: "+why)
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
func (f *flags) parse(e *environ, args []string) ([]string, error) {
	f.e = e
	var rest []string
	for {
		if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
			f.help(e.stdout)
			return nil, exit{exitDone, nil}
		} else if err != nil {
			return nil, usage("%s: %v; `taizhang help %s` lists its flags", f.Name(), err, f.Name())
		}
		if f.NArg() == 0 {
			return rest, nil
		}
		rest = append(rest, f.Arg(0))
		args = f.Args()[1:]
	}
}

func (f *flags) help(w io.Writer) {
	for _, c := range commands() {
		if c.name == f.Name() {
			fmt.Fprintf(w, "usage: taizhang %s %s\n\n%s\n", c.name, c.args, strings.ToUpper(c.does[:1])+c.does[1:]+".")
		}
	}
	fmt.Fprintln(w, "\nFlags:")
	f.VisitAll(func(g *flag.Flag) {
		arg, does := flag.UnquoteUsage(g)
		dash := "--"
		if len(g.Name) == 1 {
			dash = "-"
		}
		fmt.Fprintf(w, "  %s\n      %s\n", strings.TrimSpace(dash+g.Name+" "+arg), does)
	})
}

// pipeline compiles the reference data.
func (f *flags) pipeline() (*ingest.Pipeline, error) {
	tables, err := f.tables()
	if err != nil {
		return nil, err
	}
	p, err := ingest.New(tables)
	if err != nil {
		return nil, fmt.Errorf("reference data: %w", err)
	}
	if f.e.children != nil {
		f.e.children.isolate(p, f.seeds)
	}
	return p, nil
}

// start compiles the reference data and opens the database, side by side: each
// takes milliseconds, and neither needs the other.
func (f *flags) start(ctx context.Context, db string) (*ingest.Pipeline, *store.Store, error) {
	type opened struct {
		s   *store.Store
		err error
	}
	ch := make(chan opened, 1)
	go func() {
		s, err := store.Open(ctx, db, f.options(false))
		ch <- opened{s, err}
	}()
	p, err := f.pipeline()
	o := <-ch
	if err = cmp.Or(err, o.err); err != nil {
		if o.s != nil {
			o.s.Close()
		}
		return nil, nil, err
	}
	return p, o.s, nil
}

// records are the flags that say which fields of a collection's records hold a notice.
func (f *flags) records() func() (*reader.Records, error) {
	r := &reader.Records{SQLite: store.Collection}
	f.StringVar(&r.Text, "text-field", "", "sources are JSON lines, CSV or SQLite of a crawl, and the text or page is in this `FIELD`")
	f.StringVar(&r.Title, "title-field", "", "… the title in this `FIELD`")
	f.StringVar(&r.URL, "url-field", "", "… the address in this `FIELD`")
	f.StringVar(&r.ID, "id-field", "", "… what to name a record by in this `FIELD`; else its address, else its number")
	return func() (*reader.Records, error) {
		switch {
		case r.Text != "":
			return r, nil
		case r.Title+r.URL+r.ID != "":
			return nil, usage("name the field that holds the text as well: --text-field FIELD")
		}
		return nil, nil
	}
}

// reading is how sources are read: pictures take seconds a page, and are given more time.
func reading(ocr bool, dpi int) reader.Options {
	if ocr {
		return reader.Options{OCR: true, OCRDPI: min(max(dpi, 0), 1200), Limits: reader.Limits{Time: 20 * time.Minute}}
	}
	return reader.Options{}
}

func (f *flags) tables() (fs.FS, error) {
	if f.seeds != "" {
		if info, err := os.Stat(f.seeds); err != nil || !info.IsDir() {
			return nil, usage("--seeds %s: not a folder", f.seeds)
		}
	}
	return seeds.With(f.seeds), nil
}
