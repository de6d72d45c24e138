package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/normalize"
)

// errOverTime ends the work on a notice that went over its budget.
var errOverTime = errors.New("over its budget of time")

// read makes one ledger of a notice within its budget: of all stages together, and as
// many times as it has files.
func (p *Pipeline) read(ctx context.Context, n Notice, opt Options) (*taizhang.Ledger, error) {
	limit := cmp.Or(opt.Reader.Limits.Time, reader.DefaultLimits.Time) * time.Duration(len(n.Items))
	within, cancel := context.WithTimeoutCause(ctx, limit, errOverTime)
	defer cancel()
	l, err := p.readAll(within, n, opt)
	if err != nil && ctx.Err() == nil && context.Cause(within) == errOverTime {
		err = reader.OverTime(n.Name(), limit)
	}
	return l, err
}

// readAll makes one ledger of the items; the cover must be readable, an attachment
// that is not becomes a finding.
func (p *Pipeline) readAll(ctx context.Context, n Notice, opt Options) (*taizhang.Ledger, error) {
	var docs []*taizhang.Document
	var lost []taizhang.Finding
	if n.Guessed {
		lost = append(lost, taizhang.Finding{Code: "grouped-by-name", Severity: taizhang.Info,
			Message: fmt.Sprintf("按文件名将“%s”等 %d 个附件与正文“%s”合并为一份；如不相属，请移到不同的文件夹再读入", path.Base(n.Items[1].Name), len(n.Items)-1, path.Base(n.Name()))})
	}
	for i, it := range n.Items {
		doc, err := unlessDone(ctx, it.Name, func() (*taizhang.Document, error) { return p.source(ctx, it.Name, it.Data, opt.Reader) })
		switch {
		case err != nil && i == 0:
			return nil, err
		case err != nil:
			lost = append(lost, taizhang.Finding{Code: "attachment-unread", Severity: taizhang.Fault, Message: "附件未能读入：" + err.Error()})
		default:
			docs = append(docs, doc)
		}
	}
	for _, d := range docs {
		if len(docs) > 1 && letter.MatchString(d.Source.Name) {
			if err := p.accompanies(ctx, d, opt); err != nil {
				return nil, err
			}
		}
	}
	doc := join(docs)
	if len(n.Items) > 1 {
		doc.Source.SHA256 = n.Sum() // of all its files, read or not
	}
	l, err := p.ledger(ctx, doc, opt)
	if err != nil {
		return nil, err
	}
	if len(n.Items) == 1 && isAnnex(n.Name()) && l.Notice.Issuer == "" && l.Notice.DocNumber == "" {
		lost = append(lost, taizhang.Finding{Code: "annex-alone", Severity: taizhang.Info,
			Message: "按文件名这是附件，旁边没有或不止一份可能的正文，文号、发文机关等从缺；请与正文放在同一文件夹，或一并写明并加 --as-one"})
	}
	l.Findings = append(l.Findings, lost...)
	return l, nil
}

// accompanies takes a mail's letter for what stands around the notice that it brings
// (文件见附件，请查收), unless it is one itself.
func (p *Pipeline) accompanies(ctx context.Context, doc *taizhang.Document, opt Options) error {
	l, err := p.ledger(ctx, doc, opt)
	if err == nil && !isNotice(l) {
		for i := range doc.Blocks {
			doc.Blocks[i].Kind = taizhang.Chrome
		}
	}
	return err
}

// ledger is Document for a source one does not vouch for: a fault of ours is reported
// for that source alone. What is large goes through the stages where they can be
// killed; what is small, here, and is left to itself when its time is over.
func (p *Pipeline) ledger(ctx context.Context, doc *taizhang.Document, opt Options) (*taizhang.Ledger, error) {
	if p.Children != nil && (large(doc) || p.stuck.Load() > 0) {
		return p.Children.ledger(ctx, p.version(), doc, opt)
	}
	l, err := unlessDone(ctx, doc.Source.Name, func() (*taizhang.Ledger, error) {
		return p.Document(doc, normalize.Options{PlanYear: opt.PlanYear}), nil
	})
	if err != nil && context.Cause(ctx) == errOverTime {
		p.stuck.Add(1) // it goes on: no other shall join it
	}
	return l, err
}

// large reports whether a document is too large to go through the stages in the
// program's own process: a text made of labels alone takes some 5 KB of memory a byte.
func large(doc *taizhang.Document) bool {
	const bytes, places = 64 << 10, 20_000
	n := 0
	for i := range doc.Blocks {
		if g := doc.Blocks[i].Grid; g != nil && len(g.Rows) > 0 {
			n += len(g.Rows) * len(g.Rows[0])
		}
	}
	return len(doc.Text) > bytes || n > places
}

// unlessDone calls f, and does not wait for it beyond the end of the context. A panic is
// a fault of ours with that source.
func unlessDone[T any](ctx context.Context, name string, f func() (T, error)) (T, error) {
	type result struct {
		v   T
		err error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if x := recover(); x != nil {
				r.err = &taizhang.Error{Kind: taizhang.Malformed, Path: name, What: fmt.Sprintf("reading it failed: %v", x),
					Remedy: "this is a defect of the program: report it with the file"}
			}
			done <- r
		}()
		r.v, r.err = f()
	}()
	select {
	case r := <-done:
		return r.v, r.err
	case <-ctx.Done():
		var none T
		return none, reader.Stopped(name, ctx.Err())
	}
}

// isNotice reports whether a ledger holds anything of a notice.
func isNotice(l *taizhang.Ledger) bool {
	return l.Notice.Title != "" || l.Notice.DocNumber != "" || len(l.Nodes) > 0 || len(l.Tables) > 0
}
