package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/office"
)

// handoffFlags are the flags of export that are about the hand-off.
type handoffFlags struct {
	byUnit, round, replyBy, template, asOf *string
	full, trial, dryRun                    *bool
	of                                     *office.Choice
}

func newHandoffFlags(f *flags) handoffFlags {
	return handoffFlags{
		byUnit:   f.String("by-unit", "", "write each unit's own workbook for --round into `DIR`"),
		round:    f.String("round", "", "the `NAME` of a round of the hand-off, as 2017Q2; with -o, its roll-up workbook"),
		replyBy:  f.String("reply-by", "", "by-unit: the `DATE` by which units are to reply"),
		template: f.String("template", "", "by-unit: a workbook `FILE` with the unit's letterhead, whose named cells are filled"),
		full:     f.Bool("full", false, "by-unit: workbooks in the full form, with every column, for A3; by default the short one, for A4"),
		trial:    f.Bool("trial", false, "by-unit: the round is only tried out (试发); the same round without it is handed out"),
		dryRun:   f.Bool("dry-run", false, "by-unit: say what would be handed out to whom, and write and record nothing"),
		asOf:     f.String("as-of", "", "roll-up and dry run: the `DATE` that decides what is overdue; by default today"),
		of:       choiceFlags(f),
	}
}

// choiceFlags are the flags that say of which notices a round is.
func choiceFlags(f *flags) *office.Choice {
	c := &office.Choice{}
	f.Func("year", "by-unit: the notices of this plan `YEAR`; may be given several times", func(s string) error {
		y, err := strconv.Atoi(s)
		if err != nil {
			return message("it is no number")
		}
		c.Years = append(c.Years, y)
		return nil
	})
	f.Func("series", "by-unit: the notices with these `WORDS` in their titles; may be given several times", func(s string) error {
		if taizhang.FoldString(s) == "" {
			return message("it says nothing")
		}
		c.Series = append(c.Series, s)
		return nil
	})
	return c
}

// handOut writes each unit's workbook of a round, and records what was given.
func (h handoffFlags) handOut(ctx context.Context, f *flags, notices []string) error {
	dir := *h.byUnit
	if *h.round == "" {
		return usage("export --by-unit: name the round, as in --round 2017Q2")
	}
	name, err := office.RoundName(*h.round)
	if err != nil {
		return usage("export --round %q: %v; name the round as in --round 2017Q2", *h.round, err)
	}
	replyBy, err := dateFlag("--reply-by", *h.replyBy)
	if err != nil {
		return usage("export: %v", err)
	}
	var template []byte
	if *h.template != "" {
		if template, err = reader.Load(*h.template, f.e.stdin); err != nil {
			return err
		}
	}
	day, err := h.day(f.e)
	if err != nil {
		return err
	}
	order := office.Order{Of: *h.of, Full: *h.full,
		Round: taizhang.Round{Name: name, ReplyBy: replyBy, Who: f.name(), At: f.e.stamp(), State: taizhang.RoundSent}}
	order.Of.Notices = notices
	if *h.trial {
		order.Round.State = taizhang.RoundTrial
	}
	return f.desk(ctx, access(*h.dryRun), func(o *office.Office) error {
		round, err := o.HandOut(ctx, order)
		if undecided, ok := errors.AsType[*office.UndecidedError](err); ok {
			return toChoose(f.e, undecided)
		}
		if err != nil {
			return err
		}
		defer round.Close()
		if *h.dryRun {
			p, err := round.Preview(day)
			if err != nil {
				return err
			}
			return printPreview(f.e, p)
		}
		if err := office.MakeFolder(dir); err != nil {
			return err
		}
		if err := round.Give(ctx, template, func(name string, write func(io.Writer) error) error {
			return office.WriteFile(filepath.Join(dir, name), write)
		}); err != nil {
			return err
		}
		f.e.tell("wrote %s with %s to %s", plural(round.Books(), "workbook"), plural(round.Rows, "row"), dir)
		return nil
	})
}

// day is the one that decides what is over.
func (h handoffFlags) day(e *environ) (taizhang.Date, error) {
	day, err := dateFlag("--as-of", *h.asOf)
	if err != nil {
		return "", usage("export: %v", err)
	}
	return cmp.Or(day, e.today()), nil
}

// rollUp writes what a round came to.
func (h handoffFlags) rollUp(ctx context.Context, f *flags, out, format string) error {
	if out == "" {
		return usage("export --round: a roll-up needs a file: -o OUT.xlsx; with --by-unit DIR, units' workbooks are written")
	}
	write := export.OverviewFormats[format]
	if write == nil {
		return usage("export --round: --format %s: a roll-up is written as xlsx, csv or jsonl", format)
	}
	asOf, err := h.day(f.e)
	if err != nil {
		return err
	}
	return f.look(ctx, func(o *office.Office) error {
		return o.RollUpLarge(ctx, *h.round, asOf, func(all *taizhang.Overview) error {
			return writeFile(f.e, out, func(w io.Writer) error { return write(w, all) })
		})
	})
}
