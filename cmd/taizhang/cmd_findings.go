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
		keys, err := o.Keys(ctx, *notice)
		if err != nil && (failed == 0 || taizhang.KindOf(err) != taizhang.NotFound) {
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
				if err := list(struct {
					Notice string `json:"notice"`
					Number int    `json:"number"`
					taizhang.Finding
					Text string `json:"text"`
				}{key, i + 1, x, text}, key, i+1, f.e.say.Term(string(x.Severity)), f.e.say.Term(x.Code), x.Task, x.Message, strings.Join(strings.Fields(text), " ")); err != nil {
					return err
				}
			}
		}
		return nil
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
