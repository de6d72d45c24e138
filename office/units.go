package office

import (
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
		at := normalize.Place{Region: o.Normalizer.Region(d.Region), Year: max(d.From, year)}
		if at.Region == nil && d.Region != "" {
			return nil, &RegionError{d.Region}
		}
		source := fmt.Sprintf("decided by %s on %.10s", d.Who, d.At)
		if d.Why != "" {
			source += ": " + strings.Join(strings.Fields(d.Why), " ")
		}
		rows = append(rows, o.Normalizer.SeedRow(d.Quote.Exact, at, d.Set.Unit, d.From, d.To, source))
	}
	return rows, nil
}

// RegionError is the error of a region that is in no table.
type RegionError struct{ Name string }

func (r *RegionError) Error() string {
	return fmt.Sprintf("there is no region %q; want a full name path (四川省, 福建省龙岩市), a GB/T 2260 code, or 中央", r.Name)
}
