package office

import (
	"cmp"
	"context"
	"errors"
	"io"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/store"
)

// HandOut is a round about to be handed out. Its workbooks are made one at a time; Close it.
type HandOut struct {
	Round   taizhang.Round
	Notices []PreviewNotice // those it is of
	Rows    int             // of all workbooks, once they were made

	books *handoff.Collation
	full  bool
	store *store.Store
}

// Close removes what was kept on disk meanwhile.
func (h *HandOut) Close() error { return h.books.Discard() }

// Books is how many workbooks there are.
func (h *HandOut) Books() int { return h.books.Len() }

// each gives the books in their order.
func (h *HandOut) each(do func(*handoff.Book) error) error {
	h.Rows = 0
	for i := range h.books.Len() {
		b, err := h.books.Book(i)
		if err != nil {
			return err
		}
		b.Full = h.full
		h.Rows += len(b.Handouts)
		if err := do(b); err != nil {
			return err
		}
	}
	return nil
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

// HandOut makes the books of a round, a notice at a time. An [UndecidedError] asks of which notices it is.
func (o *Office) HandOut(ctx context.Context, order Order) (_ *HandOut, err error) {
	rounds, err := o.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	var before *taizhang.Round
	if i := named(rounds, order.Round.Name); i >= 0 {
		before = &rounds[i]
		order.Round.Name, order.Round.ReplyBy = before.Name, cmp.Or(order.Round.ReplyBy, before.ReplyBy)
	}
	keys, err := o.choose(ctx, order.Of, before)
	if err != nil {
		return nil, err
	}
	known, err := o.Store.Progress(ctx, 0)
	if err != nil {
		return nil, err
	}
	h := &HandOut{Round: order.Round, books: handoff.NewCollation(order.Round, o.normalizer().Members, known), full: order.Full, store: o.Store}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.Close())
		}
	}()
	return h, h.add(&ledgers{ctx, o.Store, keys})
}

// add hands out the tasks of notices.
func (h *HandOut) add(notices *ledgers) error {
	for i := range notices.Len() {
		in, err := notices.Load(i)
		if err != nil {
			return err
		}
		if err := h.books.Add(in); err != nil {
			return err
		}
		n := &in.Ledger.Notice
		h.Notices = append(h.Notices, PreviewNotice{n.Key, in.Ledger.Called(), n.PlanYear, len(in.Ledger.Tasks())})
	}
	return nil
}

// Give records what is handed out, before any workbook can come back, and hands each
// workbook to sink. A template that can't be filled is told before, as a *TemplateError.
func (h *HandOut) Give(ctx context.Context, template []byte, sink func(name string, write func(io.Writer) error) error) error {
	if template != nil && h.books.Len() > 0 {
		b, err := h.books.Book(0)
		if err != nil {
			return err
		}
		if err := b.Write(io.Discard, template); err != nil {
			return &TemplateError{err}
		}
	}
	if _, err := h.store.SaveRound(ctx, h.Round, h.given); err != nil {
		return err
	}
	return h.each(func(b *handoff.Book) error {
		return sink(b.File, func(w io.Writer) error { return b.Write(w, template) })
	})
}

// given is all that is handed out, organ after organ.
func (h *HandOut) given(yield func(taizhang.Handout, error) bool) {
	stop := errors.New("enough")
	err := h.each(func(b *handoff.Book) error {
		for _, x := range b.Handouts {
			if !yield(x, nil) {
				return stop
			}
		}
		return nil
	})
	if err != nil && err != stop {
		yield(taizhang.Handout{}, err)
	}
}
