package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/normalize"
)

// Version is the key of what the stages make of the same bytes.
var Version = strings.Join([]string{reader.Version, extract.Version, normalize.Version}, " ")

// Reader reads one source: reader.Pool.Read, or what stands in for it.
type Reader func(ctx context.Context, name string, data []byte, opt reader.Options) (*taizhang.Document, error)

// Pipeline holds the compiled reference data; it is safe for concurrent use.
type Pipeline struct {
	Reader   Reader    // nil: reader.Read, in this process, for sources one vouches for
	Children *Children // where the stages of what is large run; nil: all run in this process
	stuck    atomic.Int32
	compile  func() (compiled, error)
	version  func() string // the key under which sources are stored: of the program and its tables
}

// compiled are the stages with their reference tables.
type compiled struct {
	extractor  *extract.Extractor
	normalizer *normalize.Normalizer
}

// New compiles the reference tables. Errors name file and line.
func New(tables fs.FS) (*Pipeline, error) {
	p := Later(tables)
	return p, p.Compile()
}

// Later returns a pipeline that compiles its tables when it reads the first source: where none changed, never.
func Later(tables fs.FS) *Pipeline {
	return &Pipeline{
		compile: sync.OnceValues(func() (s compiled, err error) {
			if s.normalizer, err = normalize.New(tables); err == nil {
				s.extractor, err = extract.New(tables, s.normalizer.Times())
			}
			return s, err
		}),
		version: sync.OnceValue(func() string { return Version + " seeds/" + tablesSum(tables) }),
	}
}

// Compile compiles the tables, if they are not.
func (p *Pipeline) Compile() error {
	_, err := p.compile()
	return err
}

// Normalizer is what the pipeline resolves names and times with; its tables compile.
func (p *Pipeline) Normalizer() *normalize.Normalizer { return p.compiled().normalizer }

func (p *Pipeline) compiled() compiled {
	s, err := p.compile()
	if err != nil {
		panic(err) // Compile returned it
	}
	return s
}

// File reads the source at path, - for standard input, and makes its ledger. One
// that holds several notices is an error. Errors are of type *taizhang.Error.
func (p *Pipeline) File(ctx context.Context, path string, stdin io.Reader, opt Options) (*taizhang.Ledger, error) {
	if err := p.Compile(); err != nil {
		return nil, err
	}
	var items []reader.Item
	paths, _ := withCovers([]string{path})
	for _, at := range paths {
		for it := range reader.Expand(ctx, at, untilDone{ctx, stdin}, opt.Reader) {
			if it.Err != nil {
				return nil, it.Err
			}
			if it.Skipped == "" {
				items = append(items, it)
			}
		}
	}
	switch notices := group(items, opt.AsOne); {
	case len(items) == 0:
		return nil, &taizhang.Error{Kind: taizhang.Empty, Path: path, What: "there is no document in it", Remedy: "name another file"}
	case len(notices) > 1:
		return nil, &taizhang.Error{Kind: taizhang.Unsupported, Path: path, What: fmt.Sprintf("it holds %d notices", len(notices)),
			Remedy: "use `taizhang ingest` or `convert`, or unpack it and name one"}
	default:
		return p.read(ctx, notices[0], opt)
	}
}

func (p *Pipeline) source(ctx context.Context, path string, data []byte, opt reader.Options) (*taizhang.Document, error) {
	if p.Reader == nil {
		return reader.Read(path, data, opt)
	}
	return p.Reader(ctx, path, data, opt)
}

// tablesSum names the reference tables by what they say, so that sources are read again
// when one changes.
func tablesSum(tables fs.FS) string {
	sum := sha256.New()
	names, _ := fs.Glob(tables, "*.tsv")
	for _, name := range names {
		b, err := fs.ReadFile(tables, name)
		if err != nil {
			continue // New would have failed on one that is needed
		}
		fmt.Fprintf(sum, "%s\n%d\n", name, len(b))
		sum.Write(b)
	}
	return hex.EncodeToString(sum.Sum(nil)[:4])
}

// Document makes the ledger of a document that was read.
func (p *Pipeline) Document(doc *taizhang.Document, opt normalize.Options) *taizhang.Ledger {
	s := p.compiled()
	l := s.normalizer.Ledger(s.extractor.Extract(doc), opt)
	l.Links = match.Overlaps(l)
	return l
}
