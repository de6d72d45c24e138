package office

import (
	"context"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
)

// Letter is what a supervising office sends or files in a round.
type Letter = handoff.File

// Letters are the letters of a round as it stands on a day, without drafts of mails: tasks
// that are due within so many days are soon due.
func (o *Office) Letters(ctx context.Context, round string, asOf taizhang.Date, within int) ([]Letter, error) {
	wording, err := handoff.ReadWording(o.Tables)
	if err != nil {
		return nil, err
	}
	r, err := o.RollUp(ctx, round, asOf)
	if err != nil {
		return nil, err
	}
	var out []Letter
	for _, f := range r.Letters(wording, within, nil, func(string) []byte { return nil }) {
		if f.Kind != handoff.MailFile {
			out = append(out, f)
		}
	}
	return out, nil
}
