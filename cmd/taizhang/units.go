package main

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"

	"github.com/taizhang/taizhang/normalize"
)

// runUnits resolves mentions of units, without a notice.
func runUnits(ctx context.Context, e *environ, args []string) error {
	f := newFlags("units").withSeeds()
	in := f.String("in", "", "the `REGION` of the notice: a full name path (四川省, 福建省龙岩市), a GB/T 2260 code, or 中央")
	year := f.Int("year", 0, "the `YEAR` of the notice; names hold for a time")
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if len(rest) < 2 || rest[0] != "resolve" {
		return usage("units: want `units resolve MENTION…`, or - to read lines of mention, region and year, separated by tabs")
	}
	n, err := f.normalizer()
	if err != nil {
		return err
	}
	place := func(region string, year int) (normalize.Place, error) {
		at := normalize.Place{Year: year}
		if region != "" {
			if at.Region = n.Region(region); at.Region == nil {
				return at, fmt.Errorf("there is no region %q; want a full name path (四川省, 福建省龙岩市), a GB/T 2260 code, or 中央", region)
			}
		}
		return at, nil
	}
	if rest[1] != "-" {
		at, err := place(*in, *year)
		if err != nil {
			return usage("units: --in: %v", err)
		}
		w := tabwriter.NewWriter(e.stdout, 0, 4, 2, ' ', 0)
		for _, mention := range rest[1:] {
			u := n.Unit(mention, at)
			fmt.Fprintf(w, "%s\t%s\torgan %s\trule %s\t%v\n", mention, u.Unit, u.Organ, u.Rule, n.Suggest(mention, at, u))
		}
		return w.Flush()
	}
	return eachLine(e, func(cells []string, enc *lineEncoder) error {
		y := *year
		if cells[2] != "" {
			if y, err = strconv.Atoi(cells[2]); err != nil {
				return fmt.Errorf("year %q is no number", cells[2])
			}
		}
		region := cells[1]
		if region == "" {
			region = *in
		}
		at, err := place(region, y)
		if err != nil {
			return err
		}
		u := n.Unit(cells[0], at)
		return enc.encode(struct {
			Mention     string   `json:"mention"`
			Unit        string   `json:"unit"`
			Organ       string   `json:"organ"`
			Rule        string   `json:"rule"`
			Suggestions []string `json:"suggestions"`
		}{cells[0], u.Unit, u.Organ, u.Rule, append([]string{}, n.Suggest(cells[0], at, u)...)})
	})
}
