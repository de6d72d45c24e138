package office

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/normalize"
)

// UnitRows are the decisions on units as rows of seeds/units.tsv: of two about one
// mention the later counts. Year is that of the names, where a decision holds from no
// year on.
func (o *Office) UnitRows(ctx context.Context, year int) (rows [][]string, err error) {
	decisions, err := o.Store.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	about := func(d decide.Decision) string {
		return d.Region + "\t" + taizhang.FoldString(d.Quote.Exact) + fmt.Sprint(d.From, d.To)
	}
	last := make(map[string]int)
	for i, d := range decisions {
		if d.Kind == decide.KindUnit && d.UndoneAt == "" {
			last[about(d)] = i
		}
	}
	for i, d := range decisions {
		if d.Kind != decide.KindUnit || d.UndoneAt != "" || last[about(d)] != i {
			continue
		}
		at := normalize.Place{Region: o.normalizer().Region(d.Region), Year: max(d.From, year)}
		if at.Region == nil && d.Region != "" {
			return nil, &RegionError{d.Region}
		}
		source := fmt.Sprintf("decided by %s on %.10s", d.Who, d.At)
		if d.Why != "" {
			source += ": " + strings.Join(strings.Fields(d.Why), " ")
		}
		rows = append(rows, o.normalizer().SeedRow(d.Quote.Exact, at, d.Set.Unit, d.From, d.To, source))
	}
	return rows, nil
}

// Acceptance is what a mention is said to mean: the unit of that full name, in the plan
// years From…To (0: no limit) of a region; without one, of that in which it is mentioned.
// Year is that of the name; 0: as From.
type Acceptance struct {
	Mention, Name, Region string
	Year, From, To        int
}

// Accepted is what became of an [Acceptance].
type Accepted struct {
	ID                  int64
	State               decide.State
	Region, Unit, Organ string
}

// Accept records what a mention means in a region, in all notices there and to come.
// Errors are *[RegionError] and *[UnclearRegionError], and those of the store.
func (o *Office) Accept(ctx context.Context, a Acceptance, sign func(decide.Decision) decide.Decision) (*Accepted, error) {
	if a.Region == "" {
		regions, err := o.Store.Mentions(ctx, a.Mention)
		if err != nil {
			return nil, err
		}
		if len(regions) != 1 || regions[0] == "" {
			return nil, &UnclearRegionError{regions}
		}
		a.Region = regions[0]
	}
	at := normalize.Place{Region: o.normalizer().Region(a.Region), Year: cmp.Or(a.Year, a.From)}
	if at.Region == nil {
		return nil, &RegionError{a.Region}
	}
	u := o.normalizer().Named(a.Name, at)
	out := &Accepted{Region: at.Region.Path(), Unit: u.Unit, Organ: u.Organ}
	var err error
	out.ID, out.State, err = o.Store.Decide(ctx, sign(decide.Mention(a.Mention, out.Region, a.From, a.To, u.Unit, u.Organ)))
	return out, err
}

// UnclearRegionError is the error of a mention in notices of these regions, which are not one.
type UnclearRegionError struct{ Regions []string }

func (u *UnclearRegionError) Error() string {
	return "it is not clear where the mention has this meaning: " + strings.Join(u.Regions, "、")
}

// RegionError is the error of a region that is in no table.
type RegionError struct{ Name string }

func (r *RegionError) Error() string {
	return fmt.Sprintf("there is no region %q; want a full name path (四川省, 福建省龙岩市), a GB/T 2260 code, or 中央", r.Name)
}
