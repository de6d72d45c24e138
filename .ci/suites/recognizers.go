package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
)

// recognizers reads microsoft/Recognizers-Text, Specs/DateTime/Chinese: the results of models and parsers.
//
// A missing year has two answers there, the last and the next; either is right. Its spans end before their last
// value, and 2016年至2018年 at 2018-01-01: between two points the second is included here, as in a notice. X之前 is
// before X begins there, and up to its end here (a house rule): X must be the same.
func recognizers(dir string) ([]testCase, error) {
	files, err := filepath.Glob(filepath.Join(dir, "Specs/DateTime/Chinese/*.json"))
	if err != nil || len(files) == 0 {
		return nil, os.ErrNotExist
	}
	type days = map[string]string
	var out []testCase
	for _, f := range files {
		if strings.HasSuffix(f, "Extractor.json") {
			continue // says where, not when
		}
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		var specs []struct {
			Context struct{ ReferenceDateTime string }
			Results []struct {
				Text           string
				TypeName, Type string
				Resolution     struct{ Values []days }
				Value          struct {
					Timex                            string
					FutureResolution, PastResolution days
				}
			}
			NotSupported, NotSupportedByDesign string
		}
		if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\ufeff")), &specs); err != nil {
			return nil, err
		}
		for _, s := range specs {
			if strings.Contains(strings.ToLower(s.NotSupported+s.NotSupportedByDesign), "dotnet") {
				continue
			}
			for _, r := range s.Results {
				c := testCase{phrase: r.Text}
				if ref := s.Context.ReferenceDateTime; len(ref) >= len(time.DateOnly) {
					c.issued = taizhang.Date(ref[:len(time.DateOnly)])
					c.year, _ = strconv.Atoi(ref[:4])
				}
				values := r.Resolution.Values
				for _, v := range []days{r.Value.FutureResolution, r.Value.PastResolution} {
					if len(v) > 0 {
						values = append(values, days{"timex": r.Value.Timex, "value": v["date"], "start": v["startDate"], "end": v["endDate"]})
					}
				}
				kind := strings.TrimPrefix(r.TypeName+r.Type, "datetimeV2.")
				for _, v := range values {
					if a, ok := recognized(v, kind, r.Text); ok {
						c.want = append(c.want, a)
					}
				}
				c.form = map[string]string{"date": "day", "daterange": "span", "set": "repeat", "duration": "length"}[kind]
				switch {
				case c.form == "":
					c.form = "clock"
				case c.form == "repeat", c.form == "length":
				case len(c.want) == 0:
					c.form = "none"
				case outside(c.want):
					c.form = "history"
				case strings.HasPrefix(filepath.Base(f), "Holiday"):
					c.form = "holiday"
				}
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// recognized is one value of a result as an answer.
func recognized(v map[string]string, kind, phrase string) (answer, bool) {
	timex := v["timex"]
	if kind == "set" {
		every, ok := map[string]string{"P1D": "day", "P1W": "week", "P1M": "month", "P1Y": "year"}[timex]
		return answer{every: every}, ok
	}
	if from, to, ok := point(timex); ok {
		switch v["Mod"] {
		case "before", "until":
			return answer{end: date(to)}, true
		case "after":
			return answer{start: date(to.AddDate(0, 0, 1))}, true
		case "since":
			return answer{start: date(from)}, true
		}
		if v["value"] == "not resolved" || strings.HasPrefix(v["value"], "0001") {
			return answer{}, false
		}
		return answer{start: date(from), end: date(to)}, true
	}
	if _, err := time.Parse(time.DateOnly, v["value"]); err == nil {
		d := taizhang.Date(v["value"])
		return answer{start: d, end: d}, d > "0001-01-01"
	}
	end, err := time.Parse(time.DateOnly, v["end"])
	if err != nil {
		return answer{}, false
	}
	switch two := strings.HasPrefix(timex, "(") && strings.ContainsAny(phrase, "到至间-–—"); {
	case !two:
		end = end.AddDate(0, 0, -1)
	case strings.HasSuffix(timex, "M)"):
		end = end.AddDate(0, 1, -end.Day())
	case strings.HasSuffix(timex, "Y)"):
		end = time.Date(end.Year(), 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return answer{start: taizhang.Date(v["start"]), end: date(end)}, !slices.Contains([]string{"", "not resolved"}, v["start"])
}
