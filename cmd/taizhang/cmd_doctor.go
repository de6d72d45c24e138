package main

import (
	"context"
	"errors"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/cli"
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
		missing := 0
		tw := e.table()
		err := office.Try(ctx, f.setup(), func(t office.Trial) {
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
			return cli.Exit{Code: exitPartial, Err: err}
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
