package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// haskell is an expected value of facebook/duckling: (datetime (2013, 2, 12, 0, 0, 0) Day), or an interval of two.
var (
	haskell = regexp.MustCompile(`^\(datetime(Interval)?(Holiday)? .*\) (\w+)(?: "[^"]*")?\)$`)
	tuple   = regexp.MustCompile(`\((\d+), (\d+), (\d+), (\d+), (\d+), (\d+)\)`)
)

// duckling reads facebook/duckling, Duckling/Time/ZH. Its reference time is 2013-02-12; its intervals end before
// their last value; a missing year is the next to come.
func duckling(dir string) ([]testCase, error) {
	var out []testCase
	for _, name := range []string{"Time_ZH_Corpus", "Time_ZH_CN_Corpus"} {
		data, err := os.ReadFile(filepath.Join(dir, name+".cases.json"))
		if err != nil {
			return nil, err
		}
		var blocks []struct {
			Expected string `json:"expected_haskell"`
			Inputs   []string
		}
		if err := json.Unmarshal(data, &blocks); err != nil {
			return nil, err
		}
		for _, b := range blocks {
			m := haskell.FindStringSubmatch(b.Expected)
			if m == nil {
				continue
			}
			var t []time.Time
			for _, p := range tuple.FindAllStringSubmatch(b.Expected, 2) {
				var n [6]int
				for i := range n {
					n[i], _ = strconv.Atoi(p[i+1])
				}
				t = append(t, time.Date(n[0], time.Month(max(n[1], 1)), max(n[2], 1), n[3], n[4], n[5], 0, time.UTC))
			}
			c := testCase{year: 2013, issued: "2013-02-12", form: "span"}
			var last time.Time
			switch {
			case m[1] != "" && len(t) == 2:
				last = t[1].AddDate(0, 0, -1)
			case m[3] == "Day":
				c.form, last = "day", t[0]
			case m[3] == "Week":
				last = t[0].AddDate(0, 0, 6)
			case m[3] == "Month":
				last = t[0].AddDate(0, 1, -1)
			case m[3] == "Year":
				last = t[0].AddDate(1, 0, -1)
			}
			if c.want = []answer{{start: date(t[0]), end: date(last)}}; m[2] != "" {
				c.form = "holiday"
			}
			if strings.Contains("Hour Minute Second", m[3]) {
				c.form = "clock"
			}
			for _, in := range b.Inputs {
				next := c
				next.phrase = in
				next.nextToCome()
				out = append(out, next)
			}
		}
	}
	return out, nil
}

var printsYear = regexp.MustCompile(`[\d〇零一二三四五六七八九今明去上下]年|/\d{2,4}$|-\d|这一年|這一年`)

// nextToCome gives a phrase that prints no year the year of its answer, as the suite takes the next to come and a
// plan its own year.
func (c *testCase) nextToCome() {
	if len(c.want) == 0 || len(c.want[0].start) < 4 || printsYear.MatchString(c.phrase) {
		return
	}
	if c.form == "day" || c.form == "span" || c.form == "holiday" {
		c.year, _ = strconv.Atoi(string(c.want[0].start[:4]))
	}
}
