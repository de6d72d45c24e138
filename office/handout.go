package office

import (
	"context"
	"io"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/store"
)

// HandOut is a round about to be handed out.
type HandOut struct {
	Round  taizhang.Round
	Inputs []export.Input // the notices it is of
	Books  []handoff.Book
	Given  []taizhang.Handout

	store *store.Store
}

// TemplateError is the error of a template that can't be filled.
type TemplateError struct{ Err error }

func (t *TemplateError) Error() string { return t.Err.Error() }
func (t *TemplateError) Unwrap() error { return t.Err }

// Order is what is to be handed out.
type Order struct {
	Round taizhang.Round
	Of    Choice
	Full  bool // in the full form
}

// HandOut makes the books of a round. An [UndecidedError] asks of which notices it is.
func (o *Office) HandOut(ctx context.Context, order Order) (*HandOut, error) {
	keys, err := o.choose(ctx, order.Of, order.Round.Name)
	if err != nil {
		return nil, err
	}
	inputs, err := o.load(ctx, keys)
	if err != nil {
		return nil, err
	}
	known, err := o.Store.Progress(ctx, 0)
	if err != nil {
		return nil, err
	}
	h := &HandOut{Round: order.Round, Inputs: inputs, Books: handoff.Books(inputs, order.Round, o.Normalizer.Members, known), store: o.Store}
	for i := range h.Books {
		h.Books[i].Full = order.Full
		h.Given = append(h.Given, h.Books[i].Handouts...)
	}
	return h, nil
}

// Give records what is handed out, before any workbook can come back, and hands each
// workbook to sink. A template that can't be filled is told before, as a *TemplateError.
func (h *HandOut) Give(ctx context.Context, template []byte, sink func(name string, write func(io.Writer) error) error) error {
	if template != nil && len(h.Books) > 0 {
		if err := h.Books[0].Write(io.Discard, template); err != nil {
			return &TemplateError{err}
		}
	}
	if _, err := h.store.SaveRound(ctx, h.Round, h.Given); err != nil {
		return err
	}
	for i := range h.Books {
		b := &h.Books[i]
		if err := sink(b.File, func(w io.Writer) error { return b.Write(w, template) }); err != nil {
			return err
		}
	}
	return nil
}
