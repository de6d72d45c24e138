package office

import (
	"cmp"
	"context"

	"github.com/taizhang/taizhang/decide"
)

// Away is the decision that takes a notice, by its key, a round or a file that failed, by
// their names, away.
func (o *Office) Away(ctx context.Context, what, name string) (decide.Decision, error) {
	if what != decide.AwayNotice {
		return decide.Away(what, name, name), nil
	}
	source, title, err := o.Store.SourceOf(ctx, name)
	return decide.Away(what, source, cmp.Or(title, name)), err
}
