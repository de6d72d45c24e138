package main

import (
	"context"
	"encoding/json"
	"io"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
)

// runFindings lists what a person should check.
func runFindings(ctx context.Context, e *environ, args []string) error {
	f := newFlags("findings").withDB()
	asJSON := f.Bool("json", false, "one JSON object a line")
	notice := f.String("notice", "", "only of the notice with this `KEY`")
	o, err := f.openDB(ctx, e, args)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	failed := 0
	if *notice == "" {
		if failed, err = failedFindings(ctx, e, o, enc, *asJSON); err != nil {
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
			if *asJSON {
				err = enc.Encode(struct {
					Notice string `json:"notice"`
					Number int    `json:"number"`
					taizhang.Finding
					Text string `json:"text"`
				}{key, i + 1, x, text})
			} else {
				_, err = io.WriteString(e.stdout, tabbed(key, i+1, x.Severity, x.Code, x.Task, x.Message, strings.Join(strings.Fields(text), " ")))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// failedFindings lists the sources that could not be read, of which there is no notice, and counts them.
func failedFindings(ctx context.Context, e *environ, o *office.Office, enc *json.Encoder, asJSON bool) (int, error) {
	failed, err := o.Store.FailedSources(ctx)
	if err != nil {
		return 0, err
	}
	for _, f := range failed {
		if asJSON {
			err = enc.Encode(struct {
				Source   string             `json:"source"`
				Code     string             `json:"code"`
				Severity taizhang.Severity  `json:"severity"`
				Kind     taizhang.ErrorKind `json:"kind"`
				Message  string             `json:"message"`
			}{f.Name, sourceFailed, taizhang.Fault, taizhang.KindOf(f.Err), f.Err.Error()})
		} else {
			_, err = io.WriteString(e.stdout, tabbed(f.Name, "", taizhang.Fault, sourceFailed, "", e.say.Error(f.Err), ""))
		}
		if err != nil {
			return 0, err
		}
	}
	return len(failed), nil
}

// sourceFailed is the code under which findings lists a source that could not be read.
const sourceFailed = "source-failed"
