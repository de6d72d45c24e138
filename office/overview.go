package office

import (
	"context"
	"io"
	"sync"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/handoff"
)

// overviews remember what a round came to, for as long as nothing more is reported: every
// list shows the tasks' statuses.
type overviews struct {
	mu       sync.Mutex
	round    string
	reported string // the digest of it
	whole    *taizhang.Overview
}

// Overview says where the tasks of a round stand on a day: those whose uids only lets
// through, or all when it is nil.
func (o *Office) Overview(ctx context.Context, round string, asOf taizhang.Date, only func(task string) bool) (*taizhang.Overview, error) {
	k := &o.overviews
	reported, err := o.Store.ReportsDigest(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.whole == nil || k.round != round || k.reported != reported || k.whole.AsOf != asOf {
		whole, err := o.roll(ctx, round, asOf, new(taizhang.List[taizhang.TaskStanding]), new(taizhang.List[taizhang.ReportChange]))
		if err != nil {
			return nil, err
		}
		k.round, k.reported, k.whole = round, reported, whole
	}
	if only != nil {
		return handoff.Narrowed(k.whole, only), nil
	}
	return k.whole, nil
}

// OverviewBook writes where a round stands, as a workbook.
func (o *Office) OverviewBook(to io.Writer, x *taizhang.Overview) error {
	return export.OverviewXLSX(to, x)
}

// CompareBook writes one notice beside another, as a workbook.
func (o *Office) CompareBook(to io.Writer, x *taizhang.Comparison) error {
	return export.CompareXLSX(to, x)
}
