package main

import (
	"archive/zip"
	"bytes"
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
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/store"
)

// trial is one thing that the program needs, or can make use of. try does what a run
// would do with it, and says what was found.
type trial struct {
	name   string
	needed bool // by the default path
	try    func(ctx context.Context) (found string, err error)
}

// runDoctor tries everything, and fails when something is missing that is needed.
func runDoctor(ctx context.Context, e *environ, args []string) error {
	f := newFlags("doctor").withSeeds()
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return usage("doctor: it takes no argument")
	}
	dir, err := os.MkdirTemp("", "taizhang-doctor-")
	if err != nil {
		return exit{exitPartial, &taizhang.Error{Kind: taizhang.IO, Path: os.TempDir(), What: "the temporary folder can't be written", Err: err,
			Remedy: "name another one in TMPDIR (on Windows TEMP)"}}
	}
	defer os.RemoveAll(dir)
	d := &doctor{f: f, dir: dir}
	missing := 0
	tw := newTable(e.stdout)
	for _, t := range d.trials() {
		state := "ok"
		found, err := t.try(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			state, found = "missing", remedyOf(err)
			if t.needed {
				missing++
			} else {
				found = "(not needed by default) " + found
			}
		}
		tw.row(state, t.name, found)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	if missing > 0 {
		return exit{exitPartial, errors.New(plural(missing, "thing") + " missing that the program needs")}
	}
	return nil
}

// remedyOf says what is wrong and what to do; the file in the error is one of ours.
func remedyOf(err error) string {
	e, ok := errors.AsType[*taizhang.Error](err)
	if !ok {
		return err.Error()
	}
	own := *e
	own.Path, own.Kind = "", ""
	return strings.ReplaceAll(own.Error(), "\n", ", ")
}

// doctor is one examination, with a folder for what it writes.
type doctor struct {
	f   *flags
	dir string
}

func (d *doctor) trials() []trial {
	return []trial{
		{"program", true, func(context.Context) (string, error) {
			return fmt.Sprintf("taizhang %s (%s), %s, %s/%s", version, ingest.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH), nil
		}},
		{"temporary folder", true, d.room},
		{"reference tables", true, d.tables},
		{"database", true, d.database},
		{"child process, Word", true, d.reads("Word", "notice.docx", wordFile, nil)},
		{"PDF engine", true, d.reads("PDF", "notice.pdf", pdfFile, pdfCache)},
		{"LibreOffice", false, d.reads(".doc, .wps, .xls, .et, .rtf", "notice.rtf", rtfFile, func(context.Context) (string, error) { return reader.Office() })},
		{"tesseract", false, reader.Tesseract},
	}
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
	_, err := d.f.pipeline()
	if err != nil || d.f.seeds == "" {
		return "built in, all compile", err
	}
	return "with those in " + d.f.seeds + ", all compile", nil
}

// database takes a notice all the way, from a file to a database that check finds whole.
func (d *doctor) database(ctx context.Context) (string, error) {
	notice := filepath.Join(d.dir, "notice.txt")
	if err := os.WriteFile(notice, []byte(tryNotice), 0o600); err != nil {
		return "", err
	}
	f := *d.f
	f.db = filepath.Join(d.dir, "try.db")
	o, err := f.start(ctx, f.options(false))
	if err != nil {
		return "", err
	}
	defer o.Store.Close()
	tasks := 0
	err = o.Read(ctx, office.Reading{Paths: []string{notice}}, func(r office.Read) {
		tasks += r.Tasks()
		err = errors.Join(err, r.Err)
	})
	if err != nil {
		return "", err
	}
	faults, err := o.Store.Check(ctx)
	if err == nil && (tasks != 1 || len(faults) > 0) {
		err = &taizhang.Error{What: fmt.Sprintf("a notice of one task was stored as %d, with %s", tasks, plural(len(faults), "fault")),
			Remedy: "install the program anew"}
	}
	return store.Engine() + " with full text search; a notice was stored and found whole", err
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
		read := func(_ context.Context, name string, data []byte, opt reader.Options) (*taizhang.Document, error) {
			return reader.Read(name, data, opt)
		}
		if d.f.e.children != nil {
			read = d.f.e.children.read.Read
		}
		start := time.Now()
		doc, err := read(ctx, name, b, reader.Options{})
		if e, ok := errors.AsType[*taizhang.Error](err); ok && e.Kind != taizhang.NeedsConverter && e.Kind != taizhang.IO {
			e.Remedy = "install it anew" // the fault is not the file's
		}
		if err != nil {
			return "", err
		}
		if !strings.Contains(doc.Text, tryText) {
			return "", &taizhang.Error{What: fmt.Sprintf("a file that says %q was read as %.80q", tryText, doc.Text), Remedy: "install it anew"}
		}
		found := fmt.Sprintf("%s read in %v", what, time.Since(start).Round(10*time.Millisecond))
		if where != nil {
			at, err := where(ctx)
			if err != nil {
				return "", err
			}
			found += ", " + at
		}
		return found, nil
	}
}

// tryText is what the small files say.
const tryText = "taizhang"

func pdfCache(ctx context.Context) (string, error) {
	dir, err := reader.PDFCache(ctx)
	if err != nil {
		return "no folder to keep it compiled in: each start takes 3 s", nil
	}
	return "kept compiled in " + dir, nil
}

func rtfFile() ([]byte, error) { return []byte(`{\rtf1\ansi ` + tryText + `\par}`), nil }

func wordFile() ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` +
			tryText + `</w:t></w:r></w:p></w:body></w:document>`},
	} {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = w.Write([]byte(f[1]))
		}
		if err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

// pdfFile has one page of one line.
func pdfFile() ([]byte, error) {
	page := "BT /F 12 Tf 72 720 Td (" + tryText + ") Tj ET"
	var b bytes.Buffer
	var at []int
	b.WriteString("%PDF-1.4\n")
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(page), page),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj%s\nendobj\n", i+1, object)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return b.Bytes(), nil
}
