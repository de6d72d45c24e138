package main

import (
	"context"
	"io"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/terminal"
)

// findingsCommand lists what a person should check.
func findingsCommand(f *flags) runFunc {
	f.withDB()
	asJSON := f.asJSON()
	notice := f.String("notice", "", "only of the notice with this `KEY`")
	return f.viewing(func(ctx context.Context, o *office.Office) (err error) {
		list := func(object any, cells ...any) error {
			if *asJSON {
				return terminal.JSONLines(f.e.stdout).Encode(object)
			}
			_, err := io.WriteString(f.e.stdout, terminal.Tabbed(cells...))
			return err
		}
		failed := 0
		if *notice == "" {
			if failed, err = failedFindings(ctx, f.e, o, list); err != nil {
				return err
			}
		}
		err = o.Findings(ctx, *notice, func(x office.Finding) error {
			return list(x, x.Notice, x.Number, f.e.say.Term(string(x.Severity)), f.e.say.Term(x.Code), x.Task, x.Message, strings.Join(strings.Fields(x.Text), " "))
		})
		if failed > 0 && taizhang.KindOf(err) == taizhang.NotFound {
			return nil
		}
		return err
	})
}

// failedFindings lists the sources that could not be read, of which there is no notice, and counts them.
func failedFindings(ctx context.Context, e *environ, o *office.Office, list func(object any, cells ...any) error) (int, error) {
	failed, err := o.Store.FailedSources(ctx)
	if err != nil {
		return 0, err
	}
	for _, f := range failed {
		if err := list(struct {
			Source   string             `json:"source"`
			Code     string             `json:"code"`
			Severity taizhang.Severity  `json:"severity"`
			Kind     taizhang.ErrorKind `json:"kind"`
			Message  string             `json:"message"`
		}{f.Name, sourceFailed, taizhang.Fault, taizhang.KindOf(f.Err), f.Err.Error()},
			f.Name, "", e.say.Term(string(taizhang.Fault)), e.say.Term(sourceFailed), "", e.say.Error(f.Err), ""); err != nil {
			return 0, err
		}
	}
	return len(failed), nil
}

// sourceFailed is the code under which findings lists a source that could not be read.
const sourceFailed = "source-failed"
