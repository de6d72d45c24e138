package normalize

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang/seeds/tsv"
)

// Step is a row of lineage.tsv, for one region: what became of a unit in a year.
// Kind is renamed, merged-into, split-into or function-moved; in the last the
// old unit may live on.
type Step struct {
	Old, New string
	Year     int
	Kind     string
}

type lineageRow struct {
	old, new, levels string
	year             int
	kind             string
}

// lineage is lineage.tsv by the old name and by the new one, with {R}.
type lineage struct {
	from, to map[string][]lineageRow
}

var stepKinds = []string{"renamed", "merged-into", "split-into", "function-moved"}

func readLineage(fsys fs.FS) (*lineage, error) {
	rows, err := tsv.Read(fsys, "lineage.tsv", "old", "new", "levels", "year", "kind", "note")
	if err != nil {
		return nil, err
	}
	l := &lineage{make(map[string][]lineageRow, len(rows)), make(map[string][]lineageRow, len(rows))}
	for _, r := range rows {
		c := r.Cells
		year, err := strconv.Atoi(c[3])
		if err != nil || c[0] == "" || c[1] == "" || c[2] == "" || strings.Trim(c[2], "cpdmx") != "" || !slices.Contains(stepKinds, c[4]) {
			return nil, r.Errorf("want two names, levels out of c, p, d, m, x, a year, and a kind out of %v", stepKinds)
		}
		row := lineageRow{c[0], c[1], c[2], year, c[4]}
		l.from[row.old] = append(l.from[row.old], row)
		l.to[row.new] = append(l.to[row.new], row)
	}
	return l, nil
}

// Lineage returns the steps that lead on from a unit, given by its full name, in
// the years after from up to to, each before those that follow from it. What was
// only moved to another unit is not followed on.
func (n *Normalizer) Lineage(name string, from, to int) []Step {
	return n.steps(name, func(row lineageRow) bool { return from < row.year && row.year <= to }, n.lineage.from,
		func(row lineageRow) string { return row.new })
}

// Ancestry returns the steps that led to a unit in the years after from up to to,
// the latest first.
func (n *Normalizer) Ancestry(name string, from, to int) []Step {
	return n.steps(name, func(row lineageRow) bool { return from < row.year && row.year <= to }, n.lineage.to,
		func(row lineageRow) string { return row.old })
}

func (n *Normalizer) steps(name string, in func(lineageRow) bool, rows map[string][]lineageRow, next func(lineageRow) string) []Step {
	var out []Step
	seen := map[string]bool{name: true}
	for open := []string{name}; len(open) > 0; open = open[1:] {
		templates, r := n.templates(open[0])
		for _, template := range templates {
			for _, row := range rows[template] {
				if !in(row) || template != open[0] && strings.IndexByte(row.levels, r.kind()) < 0 {
					continue
				}
				out = append(out, Step{full(row.old, r), full(row.new, r), row.year, row.kind})
				if to := full(next(row), r); row.kind != "function-moved" && !seen[to] {
					seen[to] = true
					open = append(open, to)
				}
			}
		}
	}
	return out
}

// templates returns what a full name may be in a table: itself, and with {R} or
// {N} for the first region it names.
func (n *Normalizer) templates(name string) ([]string, *Region) {
	for i := range name {
		if r, used := n.regions.Prefix(name[i:], Place{}); used > 0 {
			return []string{name, name[:i] + "{R}" + name[i+used:]}, r
		}
	}
	for i := range name {
		if r, used := n.regions.shortPrefix(name[i:], Place{}); used > 0 && r.Level != County {
			return []string{name, name[:i] + "{N}" + name[i+used:]}, r
		}
	}
	return []string{name}, country
}

// Names returns what a unit, given by its full name, had become by the year to, or
// had been called then where to is the earlier year. Duties that only moved are not
// followed.
func (n *Normalizer) Names(name string, from, to int) (out []string) {
	if from <= to {
		for _, s := range n.Lineage(name, from, to) {
			if s.Kind != "function-moved" {
				out = append(out, s.New)
			}
		}
		return out
	}
	for _, s := range n.Ancestry(name, to, from) {
		if s.Kind != "function-moved" {
			out = append(out, s.Old)
		}
	}
	return out
}
