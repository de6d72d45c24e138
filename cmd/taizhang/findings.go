package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
)

// runFindings lists what a person should check.
func runFindings(ctx context.Context, e *environ, args []string) error {
	f := newFlags("findings").withDB()
	asJSON := f.Bool("json", false, "one JSON object a line")
	notice := f.String("notice", "", "only of the notice with this `KEY`")
	s, err := f.openDB(ctx, e, args)
	if err != nil {
		return err
	}
	defer s.Close()
	keys, err := noticeKeys(ctx, s, f.db, *notice)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	for _, key := range keys {
		l, _, err := s.Load(ctx, key)
		if err != nil {
			return err
		}
		for i, x := range l.Findings {
			text := ""
			if len(l.Docs) > 0 && x.Spans.Valid(len(l.Docs[0].Text)) {
				text = x.Spans.Cut(l.Docs[0].Text)
			}
			if *asJSON {
				err = enc.Encode(struct {
					Notice string `json:"notice"`
					Number int    `json:"number"`
					taizhang.Finding
					Text string `json:"text"`
				}{key, i + 1, x, text})
			} else {
				_, err = fmt.Fprintf(e.stdout, "%s\t%d\t%s\t%s\t%s\t%s\t%s\n", key, i+1, x.Severity, x.Code, x.Task, x.Message, strings.Join(strings.Fields(text), " "))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
