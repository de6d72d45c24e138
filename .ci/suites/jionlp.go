package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
)

// jionlp reads dongrixinyu/JioNLP, test/test_time_parser.py. Its spans run to the last second of their last day;
// one that begins or ends at the reference time is open there.
func jionlp(dir string) ([]testCase, error) {
	data, err := os.ReadFile(filepath.Join(dir, "test_time_parser.cases.json"))
	if err != nil {
		return nil, err
	}
	var specs []struct {
		Mode, Input string
		Time_base   struct {
			Kind  string
			Local string `json:"local_asia_shanghai"`
			Value any
		}
		Expected struct {
			Type string
			Time json.RawMessage
		}
	}
	if err := json.Unmarshal(data, &specs); err != nil {
		return nil, err
	}
	var out []testCase
	for _, s := range specs {
		c := testCase{phrase: s.Input}
		now := s.Time_base.Local
		if now == "" {
			now = reference(s.Time_base.Value, &c)
		} else if t, err := time.Parse(time.DateTime, now); err == nil {
			c.year, c.issued = t.Year(), date(t)
		}
		switch s.Expected.Type {
		case "time_delta":
			c.form = "length"
		case "time_period":
			c.form = "repeat"
			c.want = repeated(s.Expected.Time)
		default:
			var bounds []string
			if err := json.Unmarshal(s.Expected.Time, &bounds); err != nil || len(bounds) != 2 {
				c.form = "none"
				break
			}
			a, clock := answer{}, false
			if bounds[0] != now && bounds[0] != "-inf" {
				day, clocked := strings.CutSuffix(bounds[0], " 00:00:00")
				a.start, clock = taizhang.Date(day), !clocked
			}
			if bounds[1] != now && bounds[1] != "inf" {
				day, clocked := strings.CutSuffix(bounds[1], " 23:59:59")
				a.end, clock = taizhang.Date(day), clock || !clocked
			}
			c.want = []answer{a}
			switch {
			case clock:
				c.form = "clock"
			case outside(c.want):
				c.form = "history"
			case a.start == a.end:
				c.form = "day"
			default:
				c.form = "span"
			}
			if strings.HasPrefix(s.Mode, "ret_future") {
				c.nextToCome()
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// reference reads a reference time given as [2008, 3, 13] or {"year": 2020}, and returns it as printed in the answers.
func reference(v any, c *testCase) string {
	var fields [6]float64
	n := 0
	switch v := v.(type) {
	case []any:
		for ; n < len(v) && n < len(fields); n++ {
			fields[n], _ = v[n].(float64)
		}
	case map[string]any:
		for _, name := range []string{"year", "month", "day", "hour", "minute", "second"} {
			if f, ok := v[name].(float64); ok {
				fields[n], _ = f, n
				n++
			}
		}
	}
	if n == 0 {
		return ""
	}
	t := time.Date(int(fields[0]), time.Month(max(fields[1], 1)), int(max(fields[2], 1)), int(fields[3]), int(fields[4]), int(fields[5]), 0, time.UTC)
	c.year = t.Year()
	if n >= 3 {
		c.issued = date(t)
	}
	return t.Format(time.DateTime)
}

// repeated reads {"delta": {"year": 1}, "point": {"time": […]}}; nothing where it has no name, as every three days.
func repeated(data json.RawMessage) []answer {
	var p struct {
		Delta map[string]float64
		Point *struct{ Time []json.RawMessage }
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return nil
	}
	a := answer{}
	for unit, n := range p.Delta {
		switch {
		case n == 1:
			a.every = unit
		case n == 0.5 && unit == "year":
			a.every = "half"
		case n == 7 && unit == "day":
			a.every = "week"
		}
	}
	if p.Point != nil && len(p.Point.Time) > 1 && a.every == "year" {
		var end string
		if err := json.Unmarshal(p.Point.Time[1], &end); err == nil && len(end) > len(time.DateOnly) {
			a.end = taizhang.Date(end[:len(time.DateOnly)])
		}
	}
	return []answer{a}
}
