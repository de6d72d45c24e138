package office

import (
	"cmp"
	"context"

	"github.com/taizhang/taizhang/decide"
)

// Belongs is the decision that a notice, by its key, is a text of the same notice as another,
// named as [Office.Named] has it; or of none but its own, for an empty name.
func (o *Office) Belongs(ctx context.Context, key, other string) (decide.Decision, error) {
	key, err := o.Named(ctx, key)
	if err != nil {
		return decide.Decision{}, err
	}
	source, title, err := o.Store.SourceOf(ctx, key)
	if err != nil || other == "" {
		return decide.Belongs(source, cmp.Or(title, key), "", ""), err
	}
	if other, err = o.Named(ctx, other); err != nil {
		return decide.Decision{}, err
	}
	with, name, err := o.Store.SourceOf(ctx, other)
	return decide.Belongs(source, cmp.Or(title, key), with, cmp.Or(name, other)), err
}

// Text is one of the texts of a notice: a revision, or the same published elsewhere. Title: see [taizhang.Called].
type Text struct {
	Key, Title, Standing string
	Revision             int
}

// Texts are the texts that are one notice with that of a key, it among them.
func (o *Office) Texts(ctx context.Context, key string) (out []Text, err error) {
	texts, err := o.Store.Texts(ctx, key)
	for _, t := range texts {
		out = append(out, Text{t.Key, t.Called(), t.Standing, t.Revision})
	}
	return out, err
}

// KeyOf is the key under which a source is stored.
func (o *Office) KeyOf(ctx context.Context, source string) (string, error) {
	return o.Store.KeyOf(ctx, source)
}
