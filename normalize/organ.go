package normalize

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// organType is a row of organs.tsv or units.tsv: what an organ is called, in
// which regions and years.
type organType struct {
	name     string // with {R} and {N}
	levels   string
	region   string // path of the only region, or empty
	kind     string
	from, to int
}

// plate is a row of plates.tsv: a name, and the organ that acts under it.
type plate struct {
	region, plate, organ, levels string
	from, to                     int
}

// organs holds the reference data on organs.
type organs struct {
	forms  map[string][]organType // by folded form
	plates []plate
	levels map[string]string // 省 → p
	ends   []ending          // of organs' names, longest first
}

func readOrgans(fsys fs.FS) (*organs, error) {
	o := &organs{forms: make(map[string][]organType), levels: make(map[string]string)}
	rows, err := taizhang.ReadTable(fsys, "units.tsv", "region", "form", "name", "kind", "from", "to", "source")
	if err != nil {
		return nil, err
	}
	// Named units come before types, so that they prevail.
	for _, r := range rows {
		c := r.Cells
		if err := o.add(r, c[1], organType{name: c[2], levels: "cpmx", region: c[0], kind: c[3]}, c[4], c[5]); err != nil {
			return nil, err
		}
	}
	if rows, err = taizhang.ReadTable(fsys, "organs.tsv", "forms", "name", "levels", "kind", "from", "to"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		c := r.Cells
		if err := o.add(r, c[0], organType{name: c[1], levels: c[2], kind: c[3]}, c[4], c[5]); err != nil {
			return nil, err
		}
	}
	if rows, err = taizhang.ReadTable(fsys, "plates.tsv", "region", "plate", "organ", "levels", "from", "to", "source"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		c := r.Cells
		p := plate{region: c[0], plate: c[1], organ: c[2], levels: c[3]}
		if p.from, p.to, err = years(r, c[4], c[5]); err != nil {
			return nil, err
		}
		o.plates = append(o.plates, p)
	}
	if rows, err = taizhang.ReadTable(fsys, "levels.tsv", "word", "levels"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		o.levels[r.Cells[0]] = r.Cells[1]
	}
	if rows, err = taizhang.ReadTable(fsys, "suffixes.tsv", "suffix", "kind", "weak"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		o.ends = append(o.ends, ending{r.Cells[0], r.Cells[2] == "1"})
	}
	slices.SortStableFunc(o.ends, func(a, b ending) int { return len(b.word) - len(a.word) })
	return o, nil
}

var kinds = []string{"government", "party", "court", "procuratorate", "customs", "bank", "local-governments", "leading-group", "enterprise", "other"}

func (o *organs) add(r taizhang.TableRow, forms string, t organType, from, to string) error {
	var err error
	if t.from, t.to, err = years(r, from, to); err != nil {
		return err
	}
	if t.name == "" || strings.Trim(t.levels, "cpmx") != "" || t.levels == "" || !slices.Contains(kinds, t.kind) {
		return r.Errorf("want a name, levels out of c, p, m, x, and a kind out of %v", kinds)
	}
	for form := range strings.SplitSeq(forms, "|") {
		f := taizhang.FoldString(strings.ReplaceAll(form, "{N}", regionMark))
		if f == "" {
			return r.Errorf("a form is empty")
		}
		o.forms[f] = append(o.forms[f], t)
	}
	return nil
}

// years reads the columns from and to; an empty one is open.
func years(r taizhang.TableRow, from, to string) (int, int, error) {
	a, b := 0, 9999
	var err error
	if from != "" {
		if a, err = strconv.Atoi(from); err != nil {
			return 0, 0, r.Errorf("from %q is no year", from)
		}
	}
	if to != "" {
		if b, err = strconv.Atoi(to); err != nil {
			return 0, 0, r.Errorf("to %q is no year", to)
		}
	}
	if a > b {
		return 0, 0, r.Errorf("from %d is after to %d", a, b)
	}
	return a, b, nil
}

// regionMark stands for the name of a region inside a form ({N}).
const regionMark = "\x01"

// find returns the type that form means in region r and year; a year of 0 is any.
func (o *organs) find(form string, r *Region, year int) (organType, bool) {
	for _, t := range o.forms[form] {
		if t.region != "" && t.region != r.Path() || strings.IndexByte(t.levels, byte(r.Level)) < 0 {
			continue
		}
		if year == 0 || t.from <= year && year <= t.to {
			return t, true
		}
	}
	return organType{}, false
}

// full writes a name template for a region.
func full(template string, r *Region) string {
	if !strings.Contains(template, "{") {
		return template
	}
	return strings.NewReplacer("{R}", r.Name, "{N}", r.Short).Replace(template)
}

// organ returns the legal body behind a unit: itself, unless it is a plate.
func (o *organs) organ(unit string, r *Region, year int) string {
	for _, p := range o.plates {
		if (p.region == "" || p.region == r.Path()) && (year == 0 || p.from <= year && year <= p.to) &&
			strings.IndexByte(p.levels, byte(r.Level)) >= 0 && full(p.plate, r) == unit {
			return full(p.organ, r)
		}
	}
	return unit
}

// ending is the last word of organs' names; a weak one ends ordinary words too.
type ending struct {
	word string
	weak bool
}

// looksLikeOrgan reports whether a folded name ends as organs' names do; weak
// endings count only where weak is set.
func (o *organs) looksLikeOrgan(name string, weak bool) bool {
	if i := strings.LastIndexByte(name, '('); i > 0 && strings.HasSuffix(name, ")") {
		name = name[:i] // …研究院（部遥感应用中心）
	}
	for _, e := range o.ends {
		if strings.HasSuffix(name, e.word) && len(name) > len(e.word) && (weak || !e.weak) {
			return true
		}
	}
	return false
}
