package main

import (
	"context"
	"encoding/json"
	"fmt"

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
			if *asJSON {
				err = enc.Encode(struct {
					Notice string `json:"notice"`
					Number int    `json:"number"`
					taizhang.Finding
				}{key, i + 1, x})
			} else {
				_, err = fmt.Fprintf(e.stdout, "%s\t%d\t%s\t%s\t%s\t%s\n", key, i+1, x.Severity, x.Code, x.Task, x.Message)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
