package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/store"
)

// unitsFlags are the flags of all that units does.
type unitsFlags struct {
	*flags
	in           *string
	year         *int
	since, until *int
	norm         *normalize.Normalizer
}

// runUnits resolves mentions of units, and keeps what a person says of them.
func runUnits(ctx context.Context, e *environ, args []string) error {
	f := unitsFlags{flags: newFlags("units").withSeeds().withDB().withRecord(e)}
	f.in = f.String("in", "", "the `REGION` of the notice: a full name path (四川省, 福建省龙岩市), a GB/T 2260 code, or 中央")
	f.year = f.Int("year", 0, "the `YEAR` of the notice; names hold for a time")
	f.since = f.Int("from", 0, "accept: the first plan `YEAR` in which it holds")
	f.until = f.Int("to", 0, "accept: the last plan `YEAR` in which it holds")
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if f.norm, err = f.normalizer(); err != nil {
		return err
	}
	switch {
	case len(rest) >= 2 && rest[0] == "resolve":
		return f.resolve(e, rest[1:])
	case len(rest) == 3 && rest[0] == "accept" && f.db != "":
		return f.accept(ctx, e, rest[1], rest[2])
	case len(rest) == 1 && rest[0] == "export" && f.db != "":
		return f.export(ctx, e)
	}
	return usage("units: want `units resolve MENTION…` (or - to read lines of mention, region and year, separated by tabs), " +
		"`units accept MENTION NAME --db FILE`, or `units export --db FILE`")
}

func (f *unitsFlags) place(region string, year int) (normalize.Place, error) {
	at := normalize.Place{Year: year}
	if region != "" {
		if at.Region = f.norm.Region(region); at.Region == nil {
			return at, &office.RegionError{Name: region}
		}
	}
	return at, nil
}

// resolve says what mentions mean.
func (f *unitsFlags) resolve(e *environ, mentions []string) error {
	if mentions[0] != "-" {
		at, err := f.place(*f.in, *f.year)
		if err != nil {
			return usage("units: --in: %v", err)
		}
		w := newTable(e)
		for _, mention := range mentions {
			u := f.norm.Unit(mention, at)
			w.row(mention, u.Unit, message("organ %s", u.Organ), message("rule %s", u.Rule), f.norm.Suggest(mention, at, u))
		}
		return w.Flush()
	}
	return eachLine(e, func(cells []string, enc *lineEncoder) error {
		y, region := *f.year, cells[1]
		if cells[2] != "" {
			var err error
			if y, err = strconv.Atoi(cells[2]); err != nil {
				return message("year %q is no number", cells[2])
			}
		}
		if region == "" {
			region = *f.in
		}
		at, err := f.place(region, y)
		if err != nil {
			return err
		}
		u := f.norm.Unit(cells[0], at)
		return enc.encode(struct {
			Mention     string   `json:"mention"`
			Unit        string   `json:"unit"`
			Organ       string   `json:"organ"`
			Rule        string   `json:"rule"`
			Suggestions []string `json:"suggestions"`
		}{cells[0], u.Unit, u.Organ, u.Rule, append([]string{}, f.norm.Suggest(cells[0], at, u)...)})
	})
}

// accept records what a mention means in a jurisdiction, in all notices there and to come.
func (f *unitsFlags) accept(ctx context.Context, e *environ, mention, name string) error {
	switch {
	case strings.TrimSpace(mention) == "" || strings.TrimSpace(name) == "":
		return usage("units accept: name the mention as it is printed, and the unit's full name")
	case *f.until != 0 && *f.until < *f.since:
		return usage("units accept: --to %d is before --from %d", *f.until, *f.since)
	}
	o, err := f.open(ctx, f.norm, f.existing())
	if err != nil {
		return err
	}
	defer o.Store.Close()
	region := *f.in
	if region == "" {
		regions, err := o.Store.Mentions(ctx, mention)
		switch {
		case err != nil:
			return err
		case len(regions) == 0:
			return usage("units accept: no notice in %s mentions %q; correct it, or say with --in REGION where it means %s", store.Shown(f.db), mention, name)
		case len(regions) > 1 || regions[0] == "":
			return usage("units accept: %q is mentioned in notices of %s; say with --in REGION where it means %s", mention, strings.Join(regions, "、"), name)
		}
		region = regions[0]
	}
	year := *f.year
	if year == 0 {
		year = *f.since
	}
	at, err := f.place(region, year)
	if err != nil {
		return usage("units: --in: %v", err)
	}
	u := f.norm.Named(name, at)
	id, state, err := o.Store.Decide(ctx, f.record.sign(decide.Mention(mention, at.Region.Path(), *f.since, *f.until, u.Unit, u.Organ)))
	if err != nil {
		return err
	}
	e.print("decision %d: in %s, %s is %s (organ %s): %s", id, at.Region.Path(), mention, u.Unit, u.Organ, state)
	return nil
}

// export writes the decisions on units as rows of seeds/units.tsv.
func (f *unitsFlags) export(ctx context.Context, e *environ) error {
	o, err := f.open(ctx, f.norm, f.options(true))
	if err != nil {
		return err
	}
	defer o.Store.Close()
	rows, err := o.UnitRows(ctx, *f.year)
	if err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, "region\tform\tname\tkind\tfrom\tto\tsource")
	for _, row := range rows {
		io.WriteString(e.stdout, strings.Join(row, "\t")+"\n")
	}
	return nil
}
