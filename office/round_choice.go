package office

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// Choice says of which notices something is: those that are named, of one of the years, and
// with one of the words in their titles; what is empty narrows nothing.
type Choice struct {
	Notices []string // keys
	Years   []int
	Series  []string // words of the title
}

func (c Choice) empty() bool { return len(c.Notices)+len(c.Years)+len(c.Series) == 0 }

// UndecidedError is the error of a round of which nobody said of which notices it is.
type UndecidedError struct{ Lines []Line } // those to choose from

func (u *UndecidedError) Error() string {
	return fmt.Sprintf("the database holds %d notices, and it was not said of which the round is", len(u.Lines))
}

// choose returns the keys of the notices that are chosen for a round, which may have been handed
// out before: it is of what it was then, or of more. A database with one notice leaves nothing to choose.
func (o *Office) choose(ctx context.Context, c Choice, round *taizhang.Round) ([]string, error) {
	notices, err := o.Store.Notices(ctx)
	if err != nil {
		return nil, err
	}
	var before []string
	if round != nil {
		if before, err = o.Store.RoundNotices(ctx, round.ID); err != nil {
			return nil, err
		}
	}
	c.Notices = slices.Clone(c.Notices)
	for i, name := range c.Notices {
		if c.Notices[i], err = o.named(notices, name); err != nil {
			return nil, err
		}
	}
	var keys []string
	for _, n := range notices {
		current := n.Standing == "current"
		switch {
		case c.empty() && len(before) == 0 && current,
			c.empty() && slices.Contains(before, n.Key) && current,
			!c.empty() && c.takes(&n, current):
			keys = append(keys, n.Key)
		}
	}
	switch {
	case len(keys) == 0 && c.empty():
		return o.Keys(ctx, "")
	case len(keys) == 0:
		return nil, &taizhang.Error{Kind: taizhang.NotFound, Path: store.Shown(o.Database), What: "no notice in the database is of what was asked for", Remedy: "see `taizhang notices`"}
	case len(keys) > 1 && c.empty() && len(before) == 0:
		lines, err := o.Lines(ctx)
		if err != nil {
			return nil, err
		}
		return nil, &UndecidedError{lines}
	}
	for _, n := range notices {
		if round != nil && round.State == taizhang.RoundSent && n.Standing == "current" && slices.Contains(before, n.Key) && !slices.Contains(keys, n.Key) {
			return nil, &taizhang.Error{Kind: taizhang.Unsupported, What: fmt.Sprintf("the round %q was handed out with %s, which was not chosen now", round.Name, cmp.Or(n.DocNumber, n.Called())),
				Remedy: "choose that too, or name another round; `taizhang decide away` takes a round back"}
		}
	}
	return keys, nil
}

// takes reports whether a notice is chosen; one that is not current only by its name.
func (c *Choice) takes(n *store.NoticeInfo, current bool) bool {
	title := taizhang.FoldString(n.Called())
	return (len(c.Notices) == 0 && current || slices.Contains(c.Notices, n.Key)) &&
		(len(c.Years) == 0 || slices.Contains(c.Years, n.PlanYear)) &&
		(len(c.Series) == 0 || slices.ContainsFunc(c.Series, func(s string) bool { return strings.Contains(title, taizhang.FoldString(s)) }))
}
