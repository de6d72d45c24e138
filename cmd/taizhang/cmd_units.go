package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/taizhang/taizhang/cli"
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

// unitsCommand resolves mentions of units, and keeps what a person says of them.
func unitsCommand(all *flags) runFunc {
	f := unitsFlags{flags: all.withSeeds().withDB().withRecord()}
	f.in = f.String("in", "", "the `REGION` of the notice: a full name path (四川省, 福建省龙岩市), a GB/T 2260 code, or 中央")
	f.year = f.Int("year", 0, "the `YEAR` of the notice; names hold for a time")
	f.since = f.Int("from", 0, "accept: the first plan `YEAR` in which it holds")
	f.until = f.Int("to", 0, "accept: the last plan `YEAR` in which it holds")
	return func(ctx context.Context, rest []string) (err error) {
		if f.norm, err = f.setup().Normalizer(); err != nil {
			return err
		}
		switch {
		case len(rest) >= 2 && rest[0] == "resolve":
			return f.resolve(rest[1:])
		case len(rest) == 3 && rest[0] == "accept" && f.db != "":
			return f.accept(ctx, rest[1], rest[2])
		case len(rest) == 1 && rest[0] == "export" && f.db != "":
			return f.export(ctx)
		}
		return usage("units: want `units resolve MENTION…` (or - to read lines of mention, region and year, separated by tabs), " +
			"`units accept MENTION NAME --db FILE`, or `units export --db FILE`")
	}
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
func (f *unitsFlags) resolve(mentions []string) error {
	if mentions[0] == "-" {
		return cli.EachLine(f.e.stdin, f.e.stdout, f.resolveLine)
	}
	at, err := f.place(*f.in, *f.year)
	if err != nil {
		return usage("units: --in: %v", err)
	}
	w := f.e.table()
	for _, mention := range mentions {
		u := f.norm.Unit(mention, at)
		w.Row(mention, u.Unit, message("organ %s", u.Organ), message("rule %s", term(u.Rule)), f.norm.Suggest(mention, at, u))
	}
	return w.Flush()
}

// resolveLine says what the mention of a line means in its region and year.
func (f *unitsFlags) resolveLine(cells []string) (any, error) {
	y, err := numberOr(cells[2], *f.year)
	if err != nil {
		return nil, message("year %q is no number", cells[2])
	}
	at, err := f.place(cmp.Or(cells[1], *f.in), y)
	if err != nil {
		return nil, err
	}
	u := f.norm.Unit(cells[0], at)
	return struct {
		Mention     string   `json:"mention"`
		Unit        string   `json:"unit"`
		Organ       string   `json:"organ"`
		Rule        string   `json:"rule"`
		Suggestions []string `json:"suggestions"`
	}{cells[0], u.Unit, u.Organ, u.Rule, append([]string{}, f.norm.Suggest(cells[0], at, u)...)}, nil
}

// accept records what a mention means in a jurisdiction, in all notices there and to come.
func (f *unitsFlags) accept(ctx context.Context, mention, name string) error {
	switch {
	case strings.TrimSpace(mention) == "" || strings.TrimSpace(name) == "":
		return usage("units accept: name the mention as it is printed, and the unit's full name")
	case *f.until != 0 && *f.until < *f.since:
		return usage("units accept: --to %d is before --from %d", *f.until, *f.since)
	}
	return f.change(ctx, func(o *office.Office) error {
		o.Normalizer = f.norm
		a, err := o.Accept(ctx, office.Acceptance{Mention: mention, Name: name, Region: *f.in, Year: *f.year, From: *f.since, To: *f.until}, f.sign)
		unclear, isUnclear := errors.AsType[*office.UnclearRegionError](err)
		_, noRegion := errors.AsType[*office.RegionError](err)
		switch {
		case isUnclear && len(unclear.Regions) == 0:
			return usage("units accept: no notice in %s mentions %q; correct it, or say with --in REGION where it means %s", store.Shown(f.db), mention, name)
		case isUnclear:
			return usage("units accept: %q is mentioned in notices of %s; say with --in REGION where it means %s", mention, strings.Join(unclear.Regions, "、"), name)
		case noRegion:
			return usage("units: --in: %v", err)
		case err != nil:
			return err
		}
		f.e.print("decision %d: in %s, %s is %s (organ %s): %s", a.ID, a.Region, mention, a.Unit, a.Organ, a.State)
		return nil
	})
}

// export writes the decisions on units as rows of seeds/units.tsv.
func (f *unitsFlags) export(ctx context.Context) error {
	return f.look(ctx, func(o *office.Office) error {
		o.Normalizer = f.norm
		rows, err := o.UnitRows(ctx, *f.year)
		if err != nil {
			return err
		}
		for _, row := range append([][]string{{"region", "form", "name", "kind", "from", "to", "source"}}, rows...) {
			io.WriteString(f.e.stdout, strings.Join(row, "\t")+"\n")
		}
		return nil
	})
}
