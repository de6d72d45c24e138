package office

import (
	"context"

	"github.com/taizhang/taizhang"
)

// Finding is a finding of a notice, with its number there and the text it is about.
type Finding struct {
	Notice string `json:"notice"`
	Number int    `json:"number"`
	taizhang.Finding
	Text string `json:"text"`
}

// Findings calls each with the findings of all current notices, or of the one asked for.
func (o *Office) Findings(ctx context.Context, notice string, each func(Finding) error) error {
	keys, err := o.Keys(ctx, notice)
	if err != nil {
		return err
	}
	for _, key := range keys {
		l, _, err := o.Load(ctx, key)
		if err != nil {
			return err
		}
		for i, x := range l.Findings {
			text := ""
			if x.Spans.Valid(len(l.Text())) {
				text = x.Spans.Cut(l.Text())
			}
			if err := each(Finding{key, i + 1, x, text}); err != nil {
				return err
			}
		}
	}
	return nil
}
