package main

import (
	"context"
	"errors"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/office"
)

// runDoctor tries everything, and fails when something is missing that is needed.
func runDoctor(ctx context.Context, e *environ, args []string) error {
	f := newFlags("doctor").withSeeds()
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return usage("doctor: it takes no argument")
	}
	d := &office.Doctor{Program: version, Seeds: f.seeds, Now: e.now,
		Tables: func() error { _, err := f.pipeline(); return err },
		Open: func(ctx context.Context, db string) (*office.Office, error) {
			f.db = db
			return f.start(ctx, f.options(false))
		},
		Read: func(_ context.Context, name string, data []byte, opt reader.Options) (*taizhang.Document, error) {
			return reader.Read(name, data, opt)
		}}
	if e.children != nil {
		d.Read = e.children.read.Read
	}
	missing := 0
	tw := newTable(e.stdout)
	err = d.Try(ctx, func(t office.Trial) {
		state := "ok"
		if t.Err != nil {
			state, t.Found = "missing", remedyOf(t.Err)
			if t.Needed {
				missing++
			} else {
				t.Found = "(not needed by default) " + t.Found
			}
		}
		tw.row(state, t.Name, t.Found)
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
		return exit{exitPartial, errors.New(plural(missing, "thing") + " missing that the program needs")}
	}
	return nil
}

// remedyOf says what is wrong and what to do; the file in the error is one of ours.
func remedyOf(err error) string {
	e, ok := errors.AsType[*taizhang.Error](err)
	if !ok {
		return err.Error()
	}
	own := *e
	own.Path, own.Kind = "", ""
	return strings.ReplaceAll(own.Error(), "\n", ", ")
}
