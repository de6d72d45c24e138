package ingest

import (
	"context"
	"fmt"
	"path"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/normalize"
)

// read makes one ledger of the items; the cover must be readable, an attachment
// that is not becomes a finding.
func (p *Pipeline) read(ctx context.Context, n Notice, opt Options) (*taizhang.Ledger, error) {
	var docs []*taizhang.Document
	var lost []taizhang.Finding
	if n.Guessed {
		lost = append(lost, taizhang.Finding{Code: "grouped-by-name", Severity: taizhang.Info,
			Message: fmt.Sprintf("按文件名将“%s”等 %d 个附件与通知正文合并为一份；如不相属，请分别读入", path.Base(n.Items[1].Name), len(n.Items)-1)})
	}
	for i, it := range n.Items {
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
	if len(n.Items) > 1 {
		doc.Source.SHA256 = n.Sum() // of all its files, read or not
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
