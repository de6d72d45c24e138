package normalize

import (
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang/seeds/tsv"
)

// Level is how high a region stands: c central, p province, m prefecture, x county,
// a a new area (新区) that is run by a committee of its province.
type Level byte

// The levels. A municipality (直辖市) is a province, a division of 兵团 a prefecture.
const (
	Central    Level = 'c'
	Province   Level = 'p'
	Prefecture Level = 'm'
	County     Level = 'x'
	Area       Level = 'a'
)

// Region is a division of GB/T 2260, one of areas.tsv, or the whole country (Central).
type Region struct {
	Code   string
	Name   string // 四川省
	Short  string // 四川; the name where it has no short form
	Full   string // as its organs' names begin: 南京市鼓楼区, 重庆两江新区; else the name
	Level  Level
	Parent *Region // nil for provinces and the country

	from, to int // the years of a region that was, both included; 0 is open
}

// country is the region of central organs.
var country = &Region{Name: "中央", Short: "中央", Full: "中央", Level: Central}

// Path is the region's full name path: 四川省, 福建省龙岩市, 江西省石城县 (the
// prefecture of a county is left out), 江苏省南京市鼓楼区 (the city of a district is
// not: districts of several cities have one name), 中央.
func (r *Region) Path() string {
	p := r
	for p.Parent != nil {
		p = p.Parent
	}
	switch {
	case p == r:
		return r.Name
	case r.Level == County && r.Parent != p:
		return p.Name + r.Full
	}
	return p.Name + r.Name
}

// stood reports whether the region stood in a year; those that were stand in none
// where no year is known.
func (r *Region) stood(year int) bool {
	return r.to == 0 || year != 0 && r.from <= year && year <= r.to
}

// up returns r or the region around it at a level that levels names, or nil.
func (r *Region) up(levels string) *Region {
	for ; r != nil; r = r.Parent {
		if strings.IndexByte(levels, byte(r.Level)) >= 0 {
			return r
		}
	}
	return nil
}

// within reports whether r is outer or inside it.
func (r *Region) within(outer *Region) bool {
	for ; r != nil; r = r.Parent {
		if r == outer {
			return true
		}
	}
	return false
}

// kind is the letter that tables of organs have for the region's level: d for a
// municipality, which has organs of its own kind (教委, 公安局 and not 公安厅).
func (r *Region) kind() byte {
	if r.Level == Province && (strings.HasSuffix(r.Name, "市") || strings.HasSuffix(r.Name, "兵团")) {
		return 'd'
	}
	return byte(r.Level)
}

// Regions is GB/T 2260, looked up by name.
type Regions struct {
	byCode map[string]*Region
	list   []*Region            // in order of their codes, those of areas.tsv last
	byName map[string][]*Region // full and short names
	also   map[string]bool      // names as good as full ones: 湘西州, 湘西自治州
	first  map[rune]int         // the runes of the longest name by its first
}

func readRegions(fsys fs.FS) (*Regions, error) {
	rows, err := tsv.Read(fsys, "regions.tsv", "code", "name", "short", "parent")
	if err != nil {
		return nil, err
	}
	more, err := tsv.Read(fsys, "areas.tsv", "code", "name", "short", "parent", "full", "also", "from", "to")
	if err != nil {
		return nil, err
	}
	t := &Regions{byCode: make(map[string]*Region, len(rows)+len(more)), byName: make(map[string][]*Region, 2*len(rows)),
		list: make([]*Region, 0, len(rows)+len(more)), also: make(map[string]bool, 512), first: make(map[rune]int, 1024)}
	backing := make([]Region, len(rows)+len(more))
	for i, row := range append(rows[:len(rows):len(rows)], more...) {
		c := row.Cells
		r := &backing[i]
		*r = Region{Code: c[0], Name: c[1], Short: c[2], Level: County}
		if r.Short == "" {
			r.Short = r.Name
		}
		if c[3] != "" {
			if r.Parent = t.byCode[c[3]]; r.Parent == nil {
				return nil, row.Errorf("parent %s is not above this row", c[3])
			}
		}
		switch {
		case i >= len(rows) && c[0] == "":
			r.Level = Area
		case len(c[0]) != 6 || c[1] == "":
			return nil, row.Errorf("a region needs a code of six digits and a name")
		case strings.HasSuffix(c[0], "0000"):
			r.Level = Province
		case strings.HasSuffix(c[0], "00"):
			r.Level = Prefecture
		}
		if r.Full = r.Name; r.Level == County && r.Parent != nil && strings.HasSuffix(r.Parent.Name, "市") &&
			strings.HasSuffix(r.Name, "区") && !strings.HasSuffix(r.Name, "特区") {
			r.Full = r.Parent.Name + r.Name // 鼓楼区人民政府 is no name of one organ
		}
		if i >= len(rows) {
			r.Full = first(c[4], r.Full)
			if r.from, r.to, err = years(row, c[6], c[7]); err != nil {
				return nil, err
			}
			if c[7] == "" {
				r.to = 0
			}
		}
		if r.Code != "" && t.byCode[r.Code] == nil {
			t.byCode[r.Code] = r
		}
		t.list = append(t.list, r)
		t.names(t.list[i : i+1 : i+1])
		if i >= len(rows) && c[5] != "" {
			for also := range strings.SplitSeq(c[5], "|") {
				t.name(t.list[i:i+1:i+1], also, true)
			}
		}
	}
	return t, nil
}

// names enters the one region in one under its names.
func (t *Regions) names(one []*Region) {
	r := one[0]
	t.name(one, r.Name, false)
	if r.Level == Area && r.Full != r.Name {
		t.name(one, r.Full, true)
	}
	if r.Short == r.Name {
		return
	}
	t.name(one, r.Short, false)
	for _, end := range []string{"自治州", "州", "自治县", "自治区"} {
		if !strings.HasSuffix(r.Name, end) || r.Name == r.Short+end {
			continue
		}
		t.name(one, r.Short+end, true)
		switch end {
		case "自治州":
			t.name(one, r.Short+"州", true)
		case "自治县":
			t.name(one, r.Short+"县", true)
		}
		break
	}
}

// name makes r a region called name, which may be as good as its full one.
func (t *Regions) name(r []*Region, name string, full bool) {
	if old := t.byName[name]; old != nil {
		r = append(old[:len(old):len(old)], r[0])
	}
	t.byName[name] = r
	if full {
		t.also[name] = true
	}
	c, _ := utf8.DecodeRuneInString(name)
	t.first[c] = max(t.first[c], len(name)/3)
}
