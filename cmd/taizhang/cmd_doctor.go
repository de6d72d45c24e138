package main

import (
	"context"
	"errors"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/office"
)

// doctorCommand tries everything, and fails when something is missing that is needed.
func doctorCommand(f *flags) runFunc {
	f.withSeeds()
	return func(ctx context.Context, rest []string) error {
		if len(rest) > 0 {
			return usage("doctor: it takes no argument")
		}
		e := f.e
		d := &office.Doctor{Program: version, Seeds: f.seeds, Now: e.now,
			Tables: func() error { _, err := f.pipeline(); return err },
			Open: func(ctx context.Context, db string) (*office.Office, error) {
				f.db = db
				return f.begin(ctx, f.options(false))
			},
			Read: func(_ context.Context, name string, data []byte, opt reader.Options) (*taizhang.Document, error) {
				return reader.Read(name, data, opt)
			}}
		if e.children != nil {
			d.Read = e.children.Read()
		}
		missing := 0
		tw := e.table()
		err := d.Try(ctx, func(t office.Trial) {
			state, found := term("ok"), text(t.Found)
			if t.Err != nil {
				state, found = "missing", text(remedyOf(e, t.Err))
				if t.Needed {
					missing++
				} else {
					found = text(e.say.Sprintf("(not needed by default) %s", found))
				}
			}
			tw.Row(state, term(t.Name), found)
		})
		if _, ok := errors.AsType[*taizhang.Error](err); ok {
			return exit{exitPartial, err}
		}
		if err != nil {
			return err
		}
		if err := tw.Flush(); err != nil {
			return err
		}
		if missing > 0 {
			return failure(exitPartial, "%s missing that the program needs", plural(missing, "thing"))
		}
		return nil
	}
}

// remedyOf says what is wrong and what to do; the file in the error is one of ours.
func remedyOf(e *environ, err error) string {
	x, ok := errors.AsType[*taizhang.Error](err)
	if !ok {
		return e.say.Error(err)
	}
	own := *x
	own.Path, own.Kind = "", ""
	return strings.ReplaceAll(e.say.Error(&own), "\n", ", ")
}
