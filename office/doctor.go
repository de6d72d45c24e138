package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/store"
	"github.com/taizhang/taizhang/temp"
)

// doctor tries what the program needs on this computer.
type doctor struct {
	*Setup
	dir string // for what it writes
}

// Trial is one thing that the program needs, or can make use of, and what a run would
// find of it.
type Trial struct {
	Name   string
	Needed bool // by the default path
	Found  string
	Err    error // nil: it is there
}

// Try tries everything that an office needs, in order, and calls each with what it found.
func Try(ctx context.Context, s *Setup, each func(Trial)) error {
	dir, err := os.MkdirTemp("", temp.Name(""))
	if err != nil {
		return &taizhang.Error{Kind: taizhang.IO, Path: os.TempDir(), What: "the temporary folder can't be written", Err: err,
			Remedy: "name another one in TMPDIR (on Windows TEMP)"}
	}
	defer os.RemoveAll(dir)
	temp.Sweep(dir)
	d := &doctor{s, dir}
	for _, t := range []struct {
		name   string
		needed bool
		try    func(ctx context.Context) (found string, err error)
	}{
		{"program", true, func(context.Context) (string, error) {
			return fmt.Sprintf("taizhang %s (%s), %s, %s/%s", d.Program, ingest.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH), nil
		}},
		{"temporary folder", true, d.room},
		{"reference tables", true, d.tables},
		{"database", true, d.database},
		{"child process, Word", true, d.reads("Word", "notice.docx", wordFile, nil)},
		{"PDF engine", true, d.reads("PDF", "notice.pdf", pdfFile, pdfCache)},
		{"LibreOffice", false, d.reads(".doc, .wps, .xls, .et, .rtf", "notice.rtf", rtfFile, func(context.Context) (string, error) { return reader.Office() })},
		{"tesseract", false, reader.Tesseract},
	} {
		found, err := t.try(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		each(Trial{t.name, t.needed, found, err})
	}
	return nil
}

// spaceWanted is what a source may have at most.
var spaceWanted = reader.DefaultLimits.FileBytes

// room writes as much as the largest source has.
func (d *doctor) room(context.Context) (string, error) {
	path := filepath.Join(d.dir, "room")
	defer os.Remove(path)
	if err := os.WriteFile(path, make([]byte, spaceWanted), 0o600); err != nil {
		return "", &taizhang.Error{What: fmt.Sprintf("no room for %d MB in %s", spaceWanted>>20, os.TempDir()), Err: err,
			Remedy: "free some space there, or name another folder in TMPDIR (on Windows TEMP)"}
	}
	return fmt.Sprintf("%s, room for %d MB", os.TempDir(), spaceWanted>>20), nil
}

func (d *doctor) tables(context.Context) (string, error) {
	p, err := d.Pipeline()
	if err == nil {
		err = ofTables(p.Compile())
	}
	if err != nil || d.Seeds == "" {
		return "built in, all compile", err
	}
	return fmt.Sprintf("with those in %s, all compile", d.Seeds), nil
}

// database takes a notice all the way, from a file to a database that check finds whole.
func (d *doctor) database(ctx context.Context) (string, error) {
	notice := filepath.Join(d.dir, "notice.txt")
	if err := os.WriteFile(notice, []byte(tryNotice), 0o600); err != nil {
		return "", err
	}
	s := *d.Setup
	s.Database = filepath.Join(d.dir, "try.db")
	o, err := s.Open(ctx, ToMake)
	if err != nil {
		return "", err
	}
	defer o.Store.Close()
	tasks := 0
	err = o.Read(ctx, Reading{Paths: []string{notice}}, func(r Read) {
		tasks += r.Tasks()
		err = errors.Join(err, r.Err)
	})
	if err != nil {
		return "", err
	}
	faults, err := o.Store.Check(ctx)
	if err == nil && (tasks != 1 || len(faults) > 0) {
		err = &taizhang.Error{What: fmt.Sprintf("a notice of one task was stored as %d, and %d faults were found", tasks, len(faults)),
			Remedy: "install the program anew"}
	}
	return fmt.Sprintf("%s with full text search; a notice was stored and found whole", store.Engine()), err
}

const tryNotice = "四川省人民政府办公厅关于印发2017年工作计划的通知\n\n川办发〔2017〕1号\n\n一、教育工作\n\n1.开展培训。（省教育厅负责）\n"

// reads has a small file read as ingest would, in a child process, and says where what
// reads it was found.
func (d *doctor) reads(what, name string, data func() ([]byte, error), where func(context.Context) (string, error)) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		b, err := data()
		if err != nil {
			return "", err
		}
		start := d.Now()
		doc, err := d.read(ctx, name, b)
		if e, ok := errors.AsType[*taizhang.Error](err); ok && e.Kind != taizhang.NeedsConverter && e.Kind != taizhang.IO {
			e.Remedy = "install it anew" // the fault is not the file's
		}
		if err != nil {
			return "", err
		}
		if !strings.Contains(doc.Text, tryText) {
			return "", &taizhang.Error{What: fmt.Sprintf("a file that says %q was read as %.80q", tryText, doc.Text), Remedy: "install it anew"}
		}
		took := d.Now().Sub(start).Round(10 * time.Millisecond)
		if where == nil {
			return fmt.Sprintf("%s read in %v", what, took), nil
		}
		at, err := where(ctx)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s read in %v, %s", what, took, at), nil
	}
}

// read reads as ingest does: in a child process.
func (d *doctor) read(ctx context.Context, name string, data []byte) (*taizhang.Document, error) {
	if d.Children != nil {
		return d.Children.Read()(ctx, name, data, reader.Options{})
	}
	return reader.Read(name, data, reader.Options{})
}

func pdfCache(ctx context.Context) (string, error) {
	dir, err := reader.PDFCache(ctx)
	if err != nil {
		return "no folder to keep it compiled in: each start takes 3 s", nil
	}
	return fmt.Sprintf("kept compiled in %s", dir), nil
}
