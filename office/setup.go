package office

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"time"

	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/store"
)

// Setup is what an office is opened with: a database, and the reference data.
type Setup struct {
	Database string
	Tables   fs.FS  // the reference data
	Seeds    string // the folder of those that take the place of built-in ones; empty: there are none
	Program  string // its version, for the list of runs
	Now      func() time.Time
	Children *ingest.Processes // that read what nobody vouches for; nil: all is read in this process
	Wait     time.Duration     // as in [store.Options]
	Waiting  func(why string)
}

// Name is the short name of the database: of its file, or on its server.
func (s *Setup) Name() string {
	if u, err := url.Parse(s.Database); err == nil && store.IsPostgres(s.Database) {
		return path.Base(u.Path)
	}
	return filepath.Base(s.Database)
}

// Where says where the database lies: the whole path of a file, an address without its password.
func (s *Setup) Where() string {
	if store.IsPostgres(s.Database) {
		return store.Shown(s.Database)
	}
	if path, err := filepath.Abs(s.Database); err == nil {
		return path
	}
	return s.Database
}

// Access is what a database is opened for.
type Access int

// ToRead never writes, ToWrite writes into a database that is there, ToMake makes one
// that is not.
const (
	ToRead Access = iota
	ToWrite
	ToMake
)

// Look lends do the database, to read.
func (s *Setup) Look(ctx context.Context, do func(*Office) error) error {
	o, err := s.open(ctx, ToRead)
	return lend(o, err, do)
}

// Change lends do a database that is there, to write.
func (s *Setup) Change(ctx context.Context, do func(*Office) error) error {
	o, err := s.open(ctx, ToWrite)
	return lend(o, err, do)
}

// Desk lends do the database with what is known of units and times.
func (s *Setup) Desk(ctx context.Context, a Access, do func(*Office) error) error {
	n, err := s.Normalizer()
	if err != nil {
		return err
	}
	o, err := s.open(ctx, a)
	if err == nil {
		o.Normalizer = n
	}
	return lend(o, err, do)
}

// Start lends do the database with all that reads notices into it.
func (s *Setup) Start(ctx context.Context, a Access, do func(*Office) error) error {
	o, err := s.Open(ctx, a)
	return lend(o, err, do)
}

// lend gives do what was opened, and closes it.
func lend(o *Office, err error, do func(*Office) error) error {
	if err != nil {
		return err
	}
	defer o.Store.Close()
	return do(o)
}

// Open opens the database and compiles the reference data, side by side: each takes milliseconds, and neither
// needs the other. A file to read into that is there already may know all sources: then the data is compiled when
// one is read. Who calls it closes the Store.
func (s *Setup) Open(ctx context.Context, a Access) (o *Office, err error) {
	p, err := s.Pipeline()
	if err != nil {
		return nil, err
	}
	opened := make(chan error, 1)
	go func() {
		var err error
		o, err = s.open(ctx, a)
		opened <- err
	}()
	if _, missing := os.Stat(s.Database); missing != nil || a != ToMake {
		err = ofTables(p.Compile())
	}
	if err = cmp.Or(err, <-opened); err != nil {
		if o != nil {
			o.Store.Close()
		}
		return nil, err
	}
	o.Pipeline = p
	return o, nil
}

func (s *Setup) open(ctx context.Context, a Access) (*Office, error) {
	db, err := store.Open(ctx, s.Database, store.Options{ReadOnly: a == ToRead, Existing: a == ToWrite, Carry: match.Carry, Reread: ingest.Rereader(s.Tables), Wait: s.Wait, Waiting: s.Waiting})
	if err != nil {
		return nil, err
	}
	return &Office{Store: db, Database: s.Database, Program: s.Program, Now: s.Now, Tables: s.Tables}, nil
}

// Pipeline is what reads with the reference data; what a user brings of it is tried at once.
func (s *Setup) Pipeline() (p *ingest.Pipeline, err error) {
	if p = ingest.Later(s.Tables); s.Seeds != "" {
		err = p.Compile()
	}
	if err == nil && s.Children != nil {
		s.Children.Isolate(p, s.Seeds)
	}
	return p, ofTables(err)
}

// Normalizer compiles what is known of units and times alone.
func (s *Setup) Normalizer() (*normalize.Normalizer, error) {
	n, err := normalize.New(s.Tables)
	return n, ofTables(err)
}

func ofTables(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", "reference data", err)
}
