package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/review"
	"github.com/taizhang/taizhang/store"
)

// handoffFlags are the flags of export that are about the hand-off.
type handoffFlags struct {
	byUnit, round, replyBy, template, asOf *string
}

func newHandoffFlags(f *flags) handoffFlags {
	return handoffFlags{
		byUnit:   f.String("by-unit", "", "write each unit's own workbook for --round into `DIR`"),
		round:    f.String("round", "", "the `NAME` of a round of the hand-off, as 2017Q2; with -o, its roll-up workbook"),
		replyBy:  f.String("reply-by", "", "by-unit: the `DATE` by which units are to reply"),
		template: f.String("template", "", "by-unit: a workbook `FILE` with the unit's letterhead, whose named cells are filled"),
		asOf:     f.String("as-of", "", "roll-up: the `DATE` that decides what is overdue; by default today"),
	}
}

// handOut writes each unit's workbook of a round, and records what was given.
func (h handoffFlags) handOut(ctx context.Context, e *environ, f *flags, notice string) error {
	dir := *h.byUnit
	if utf8.RuneCountInString(*h.round) > 60 {
		return usage("export --round: a round's name has 60 characters at most")
	}
	if *h.round == "" {
		return usage("export --by-unit: name the round, as in --round 2017Q2")
	}
	replyBy, err := dateFlag("--reply-by", *h.replyBy)
	if err != nil {
		return usage("export: %v", err)
	}
	var template []byte
	if *h.template != "" {
		if template, err = os.ReadFile(*h.template); err != nil {
			return &taizhang.Error{Kind: taizhang.IO, Path: *h.template, What: "the template can't be read", Remedy: "correct --template", Err: err}
		}
	}
	n, err := f.normalizer()
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, f.db, f.options(false))
	if err != nil {
		return err
	}
	defer s.Close()
	round, err := newHandOut(ctx, s, n, f.db, notice, taizhang.Round{Name: *h.round, ReplyBy: replyBy, Who: f.record.name(), At: e.now().Format(time.RFC3339)})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return &taizhang.Error{Kind: taizhang.IO, Path: dir, What: "the folder can't be made", Remedy: "name another, or check your rights", Err: err}
	}
	if err := round.give(ctx, s, template, func(name string, write func(io.Writer) error) error {
		file, err := newAtomicFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		defer file.discard()
		if err := file.write(write); err != nil {
			return err
		}
		return file.commit()
	}); err != nil {
		return err
	}
	fmt.Fprintf(e.stderr, "wrote %s with %s to %s\n", plural(len(round.books), "workbook"), plural(len(round.given), "row"), dir)
	return nil
}

// handOut is a round about to be handed out, for the command and the page.
type handOut struct {
	round taizhang.Round
	books []handoff.Book
	given []taizhang.Handout
}

// newHandOut makes the books of a round of the current notices, or of one.
func newHandOut(ctx context.Context, s *store.Store, n *normalize.Normalizer, db, notice string, round taizhang.Round) (*handOut, error) {
	inputs, err := currentInputs(ctx, s, db, notice)
	if err != nil {
		return nil, err
	}
	known, err := s.Progress(ctx, 0)
	if err != nil {
		return nil, err
	}
	h := &handOut{round: round, books: handoff.Books(inputs, round, n.Members, known)}
	for i := range h.books {
		h.given = append(h.given, h.books[i].Handouts...)
	}
	return h, nil
}

// give records what is handed out, before any workbook can come back, and hands each
// workbook to sink. A template that can't be filled is told before, as a *review.BadTemplate.
func (h *handOut) give(ctx context.Context, s *store.Store, template []byte, sink func(name string, write func(io.Writer) error) error) error {
	if template != nil && len(h.books) > 0 {
		if err := h.books[0].Write(io.Discard, template); err != nil {
			return &review.BadTemplate{Err: err}
		}
	}
	if _, err := s.SaveRound(ctx, h.round, h.given); err != nil {
		return err
	}
	for i := range h.books {
		b := &h.books[i]
		if err := sink(b.File, func(w io.Writer) error { return b.Write(w, template) }); err != nil {
			return err
		}
	}
	return nil
}

// currentInputs loads the notices that are current, or the one asked for.
func currentInputs(ctx context.Context, s *store.Store, db, notice string) ([]export.Input, error) {
	keys, err := noticeKeys(ctx, s, db, notice)
	if err != nil {
		return nil, err
	}
	inputs := make([]export.Input, len(keys))
	for i, key := range keys {
		if inputs[i].Ledger, inputs[i].UIDs, err = s.Load(ctx, key); err != nil {
			return nil, err
		}
	}
	return inputs, nil
}

// findRound returns the round of that name and those before it.
func findRound(ctx context.Context, s *store.Store, name string) ([]taizhang.Round, error) {
	rounds, err := s.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	for i, r := range rounds {
		if r.Name == name {
			return rounds[:i+1], nil
		}
	}
	return nil, &taizhang.Error{Kind: taizhang.Empty, What: fmt.Sprintf("there is no round %q in the database", name),
		Remedy: "hand tasks out with `taizhang export --by-unit` first"}
}

// rollUp gathers what a round came to by a day.
func rollUp(ctx context.Context, s *store.Store, name string, asOf taizhang.Date) (*handoff.RollUp, error) {
	r := &handoff.RollUp{AsOf: asOf, Returned: make(map[string]taizhang.Receipt)}
	var err error
	if r.Rounds, err = findRound(ctx, s, name); err != nil {
		return nil, err
	}
	round := r.Rounds[len(r.Rounds)-1]
	if r.Handouts, err = s.Handouts(ctx, round.ID); err != nil {
		return nil, err
	}
	if r.Progress, err = s.Progress(ctx, round.ID); err != nil {
		return nil, err
	}
	returns, err := s.Returns(ctx, round.ID)
	if err != nil {
		return nil, err
	}
	for _, x := range returns {
		r.Returned[x.Organ] = taizhang.Receipt{Who: x.Who, At: x.At, File: x.File}
	}
	return r, nil
}

// rollUp writes what a round came to.
func (h handoffFlags) rollUp(ctx context.Context, e *environ, f *flags, out string) error {
	if out == "" {
		return usage("export --round: a roll-up needs a file: -o OUT.xlsx; with --by-unit DIR, units' workbooks are written")
	}
	asOf, err := dateFlag("--as-of", *h.asOf)
	if err != nil {
		return usage("export: %v", err)
	}
	if asOf == "" {
		asOf = taizhang.Date(e.now().Format(time.DateOnly))
	}
	s, err := store.Open(ctx, f.db, f.options(true))
	if err != nil {
		return err
	}
	defer s.Close()
	r, err := rollUp(ctx, s, *h.round, asOf)
	if err != nil {
		return err
	}
	file, err := newAtomicFile(out)
	if err != nil {
		return err
	}
	defer file.discard()
	if err := file.write(r.Write); err != nil {
		return err
	}
	return file.done(e)
}
