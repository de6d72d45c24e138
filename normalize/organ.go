package normalize

import (
	"cmp"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// organType is a row of organs.tsv or units.tsv: what an organ is called, in
// which regions and years.
type organType struct {
	name     string // with {R} and {N}
	levels   string // of c, p, d, m, x, a
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
	forms   map[string][]organType        // by folded form
	loosen  func(form string) string      // writes a form without 和 and as short as it gets: one that is cut in its own way (发展和改革委, 卫计委办公室) meets those of the table
	loose   func() map[string][]organType // by form as loosen writes it, where that is another; made when one is first asked for
	central map[rune]int                  // the runes of the longest form of central organs alone, by its first
	marked  []string                      // what stands before the region in forms that have it inside, longest first
	plates  map[string][]plate            // by name, with {R}
	levels  []levelWord                   // longest first
	ends    []ending                      // of organs' names, longest first
	parts   nameParts
}

// levelWord is a row of levels.tsv; here means the notice's own region only.
type levelWord struct {
	word, levels string
	here         bool
}

func readOrgans(fsys fs.FS) (*organs, error) {
	o := &organs{forms: make(map[string][]organType, 4096), plates: make(map[string][]plate)}
	var err error
	if o.parts, err = readNameParts(fsys); err != nil {
		return nil, err
	}
	rows, err := tsv.Read(fsys, "units.tsv", "region", "form", "name", "kind", "from", "to", "source")
	if err != nil {
		return nil, err
	}
	// Named units come before types, so that they prevail.
	for _, r := range rows {
		c := r.Cells
		if err := o.add(r, c[1], organType{name: c[2], levels: "cpdmxa", region: c[0], kind: c[3]}, c[4], c[5]); err != nil {
			return nil, err
		}
	}
	if rows, err = tsv.Read(fsys, "organs.tsv", "forms", "name", "levels", "kind", "from", "to"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		c := r.Cells
		if err := o.add(r, c[0], organType{name: c[1], levels: c[2], kind: c[3]}, c[4], c[5]); err != nil {
			return nil, err
		}
	}
	if rows, err = tsv.Read(fsys, "plates.tsv", "region", "plate", "organ", "levels", "from", "to", "source"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		c := r.Cells
		p := plate{region: c[0], plate: c[1], organ: c[2], levels: c[3]}
		if p.from, p.to, err = years(r, c[4], c[5]); err != nil {
			return nil, err
		}
		o.plates[p.plate] = append(o.plates[p.plate], p)
	}
	if rows, err = tsv.Read(fsys, "levels.tsv", "word", "levels", "here"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		o.levels = append(o.levels, levelWord{r.Cells[0], r.Cells[1], r.Cells[2] == "1"})
	}
	slices.SortStableFunc(o.levels, func(a, b levelWord) int { return len(b.word) - len(a.word) })
	if rows, err = tsv.Read(fsys, "suffixes.tsv", "suffix", "kind", "weak"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		o.ends = append(o.ends, ending{r.Cells[0], r.Cells[1], r.Cells[2] == "1"})
	}
	slices.SortStableFunc(o.ends, func(a, b ending) int { return len(b.word) - len(a.word) })
	o.central = make(map[rune]int, 256)
	for form := range o.forms {
		if first, _ := utf8.DecodeRuneInString(form); o.onlyCentral(form) {
			o.central[first] = max(o.central[first], utf8.RuneCountInString(form))
		}
		if i := strings.IndexAny(form, regionMark+levelMark); i > 0 && !slices.Contains(o.marked, form[:i]) {
			o.marked = append(o.marked, form[:i])
		}
	}
	slices.SortFunc(o.marked, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return o, o.readShortenings(fsys)
}

var kinds = []string{"government", "party", "court", "procuratorate", "customs", "bank", "local-governments", "leading-group", "enterprise", "other"}

// add enters a row under its forms, and under its name: {R}财政局 is 财政局 after
// a region or a level, 国家税务总局{R}税务局 has the region inside.
func (o *organs) add(r tsv.Row, forms string, t organType, from, to string) error {
	var err error
	if t.from, t.to, err = years(r, from, to); err != nil {
		return err
	}
	if t.name == "" || strings.Trim(t.levels, "cpdmxa") != "" || t.levels == "" || !slices.Contains(kinds, t.kind) {
		return r.Errorf("want a name, levels out of c, p, d, m, x, a, and a kind out of %v", kinds)
	}
	own := taizhang.FoldString(marks(t.name))
	own = strings.TrimPrefix(strings.TrimPrefix(own, party), regionMark)
	o.enter(own, t)
	for form := range strings.SplitSeq(forms, "|") {
		f := taizhang.FoldString(marks(form))
		if f == "" && forms != "" {
			return r.Errorf("a form is empty")
		}
		if f != "" && f != own {
			o.enter(f, t)
		}
	}
	return nil
}

func marks(template string) string {
	if !strings.Contains(template, "{") {
		return template
	}
	template = strings.ReplaceAll(strings.ReplaceAll(template, "{R}", regionMark), "{N}", regionMark)
	return strings.ReplaceAll(template, "{L}", levelMark)
}

func (o *organs) enter(form string, t organType) {
	o.forms[form] = append(o.forms[form], t)
}

// years reads the columns from and to; an empty one is open.
func years(r tsv.Row, from, to string) (int, int, error) {
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

// regionMark stands for the name of a region inside a form ({N}), levelMark for
// the word for a level (团{L}委: 团省委).
const (
	regionMark = "\x01"
	levelMark  = "\x02"
)

// party is what full names of party organs begin with and mentions leave out.
const party = "中共"

// find returns the type that form means in region r and year; a year of 0 is any,
// the name that lasts longest first.
func (o *organs) find(form string, r *Region, year int) (t organType, ok bool) {
	types := o.forms[form]
	if types == nil && strings.ContainsAny(form, "与及") {
		types = o.forms[ands.Replace(form)] // 工业与信息化厅
	}
	kind := r.kind()
	for _, f := range types {
		if strings.IndexByte(f.levels, kind) < 0 || f.region != "" && f.region != r.Path() {
			continue
		}
		if year != 0 && f.from <= year && year <= f.to {
			return f, true
		}
		if year == 0 && (!ok || f.to > t.to) {
			t, ok = f, true
		}
	}
	return t, ok
}

var ands = strings.NewReplacer("与", "和", "及", "和")

// local reports whether form is known of organs of regions, of some level and year.
func (o *organs) local(form string) bool {
	return slices.ContainsFunc(o.forms[form], func(t organType) bool { return t.levels != "c" && t.region == "" })
}

// onlyCentral reports whether a form is one of central organs and of no other, nor of a company.
func (o *organs) onlyCentral(form string) bool {
	types := o.forms[form]
	for _, t := range types {
		if t.levels != "c" || t.kind == "enterprise" || t.kind == "bank" {
			return false
		}
	}
	return len(types) > 0
}

// full writes a name template for a region.
func full(template string, r *Region) string {
	if !strings.Contains(template, "{") {
		return template
	}
	return strings.ReplaceAll(strings.ReplaceAll(template, "{R}", r.Full), "{N}", r.Short)
}

// government is who governs a region: its people's government, the committee of a new
// area, 兵团 and its divisions themselves.
func (o *organs) government(r *Region, year int) string {
	if governed(r) {
		return r.Full + government
	}
	if t, ok := o.find("管理委员会", r, year); ok {
		return full(t.name, r)
	}
	return r.Full
}

// governed reports whether a region has a people's government.
func governed(r *Region) bool {
	return r.Level != Area && !strings.HasSuffix(r.Name, "兵团") && !strings.HasSuffix(r.Name, "师")
}

// organ returns the legal body behind a unit, whose name is given as a template:
// itself, unless it is a plate.
func (o *organs) organ(template string, r *Region, year int) string {
	for _, p := range o.plates[template] {
		if (p.region == "" || p.region == r.Path()) && (year == 0 || p.from <= year && year <= p.to) &&
			strings.IndexByte(p.levels, r.kind()) >= 0 {
			return full(p.organ, r)
		}
	}
	return full(template, r)
}

// ending is the last word of organs' names; a weak one ends ordinary words too.
type ending struct {
	word, kind string
	weak       bool
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
