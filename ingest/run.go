package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/store"
)

// Sink is where a run puts its ledgers: a store, or one transaction of it.
type Sink interface {
	Known(ctx context.Context, sha256, version string) (key string, ok bool, err error)
	Put(ctx context.Context, l *taizhang.Ledger, version string) (store.Outcome, error)
}

// Options are what the user says of a run.
type Options struct {
	PlanYear int  // 0: as each notice says
	Force    bool // read sources again that were stored before
	AsOne    bool // all sources are one notice: a cover page and its attachments
	Reader   reader.Options
}

// Result is what became of one notice: a ledger that was stored, or Unchanged
// with the key it is stored under, or an error, or why a file was left out.
type Result struct {
	Source  string
	Key     string
	Outcome store.Outcome
	Ledger  *taizhang.Ledger // nil when the source was not read again
	Skipped string
	Err     error
}

// Run reads each path — a file, folder, archive, mail, address or - — and puts the
// ledgers into the sink, in the order given. A source that can't be read is
// reported and the rest goes on; an error of the sink ends the run and is returned.
func (p *Pipeline) Run(ctx context.Context, sink Sink, paths []string, stdin io.Reader, opt Options, report func(Result)) error {
	var items []reader.Item
	seen := make(map[string]string) // the source of each notice of this run
	flush := func() error {
		for _, n := range group(items, opt.AsOne) {
			if len(n.items) > 0 {
				if err := p.notice(ctx, sink, n, opt, seen, report); err != nil {
					return err
				}
			}
		}
		items = items[:0]
		return nil
	}
	for _, at := range paths {
		info, err := os.Stat(at)
		folder := err == nil && info.IsDir()
		for it := range reader.Expand(ctx, at, stdin, opt.Reader) {
			switch {
			case it.Err != nil:
				report(Result{Source: it.Name, Err: it.Err})
				continue
			case it.Skipped != "":
				report(Result{Source: it.Name, Skipped: it.Skipped})
				continue
			}
			// Only what lies in one place may be one notice, and a folder of many files is
			// a collection: what is at hand goes on its way.
			stays := (folder || strings.Contains(it.Name, "!/")) && len(items) < together &&
				(len(items) == 0 || container(it.Name) == container(items[0].Name))
			if !stays && !opt.AsOne {
				if err := flush(); err != nil {
					return err
				}
			}
			items = append(items, it)
		}
		if !opt.AsOne {
			if err := flush(); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return flush()
}

// together is how many files of one folder are looked at for a notice of several.
const together = 64

// notice reads the items of one notice and stores its ledger.
func (p *Pipeline) notice(ctx context.Context, sink Sink, n notice, opt Options, seen map[string]string, report func(Result)) error {
	items := n.items
	name := items[0].Name
	if !opt.Force && opt.PlanYear == 0 {
		key, ok, err := sink.Known(ctx, sumOf(items), p.version())
		if err != nil {
			return err
		}
		if ok {
			seen[key] = name
			report(Result{Source: name, Key: key, Outcome: store.Unchanged})
			return nil
		}
	}
	l, err := p.read(ctx, n, opt)
	if err != nil {
		report(Result{Source: name, Err: err})
		return nil
	}
	if !isNotice(l) {
		report(Result{Source: name, Err: &taizhang.Error{Kind: taizhang.Unsupported, Path: name,
			What:   "nothing in it reads as a notice: no title, no 发文字号, no numbered paragraph and no table",
			Remedy: "check that it is the right file; `taizhang extract` shows what was read"}})
		return nil
	}
	if first, ok := seen[l.Notice.Key]; ok {
		report(Result{Source: name, Skipped: "it is the same notice as " + first + " (issuer and number, or title and date), which was read before it"})
		return nil
	}
	seen[l.Notice.Key] = name
	outcome, err := sink.Put(ctx, l, p.version())
	if err != nil {
		return err
	}
	report(Result{Source: name, Key: l.Notice.Key, Outcome: outcome, Ledger: l})
	return nil
}

// sumOf is the key of a notice's bytes: that of its one file, or of the files joined.
func sumOf(items []reader.Item) string {
	if len(items) == 1 {
		return reader.Sum(items[0].Data)
	}
	sum := sha256.New()
	for _, it := range items {
		sum.Write([]byte(reader.Sum(it.Data)))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// read makes one ledger of the items; the cover must be readable, an attachment
// that is not becomes a finding.
func (p *Pipeline) read(ctx context.Context, n notice, opt Options) (*taizhang.Ledger, error) {
	var docs []*taizhang.Document
	var lost []taizhang.Finding
	if n.guessed {
		lost = append(lost, taizhang.Finding{Code: "grouped-by-name", Severity: taizhang.Info,
			Message: fmt.Sprintf("按文件名将“%s”等 %d 个附件与通知正文合并为一份；如不相属，请分别读入", path.Base(n.items[1].Name), len(n.items)-1)})
	}
	for i, it := range n.items {
		doc, err := p.source(ctx, it.Name, it.Data, opt.Reader)
		switch {
		case err != nil && i == 0:
			return nil, err
		case err != nil:
			lost = append(lost, taizhang.Finding{Code: "attachment-unread", Severity: taizhang.Fault, Message: "附件未能读入：" + err.Error()})
		default:
			docs = append(docs, doc)
		}
	}
	doc := join(docs)
	if len(n.items) > 1 {
		doc.Source.SHA256 = sumOf(n.items) // of all its files, read or not
	}
	l, err := p.document(doc, opt)
	if err != nil {
		return nil, err
	}
	l.Findings = append(l.Findings, lost...)
	return l, nil
}

// document is Document for a source one does not vouch for: a fault of ours is
// reported for that source alone.
func (p *Pipeline) document(doc *taizhang.Document, opt Options) (l *taizhang.Ledger, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &taizhang.Error{Kind: taizhang.Malformed, Path: doc.Source.Name, What: fmt.Sprintf("reading it failed: %v", r),
				Remedy: "this is a defect of the program: report it with the file"}
		}
	}()
	return p.Document(doc, normalize.Options{PlanYear: opt.PlanYear}), nil
}

// isNotice reports whether a ledger holds anything of a notice.
func isNotice(l *taizhang.Ledger) bool {
	return l.Notice.Title != "" || l.Notice.DocNumber != "" || len(l.Nodes) > 0 || len(l.Tables) > 0
}
