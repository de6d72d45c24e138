package normalize

import (
	"io/fs"
	"strings"

	"github.com/taizhang/taizhang"
)

// Level is how high a region stands: c central, p province, m prefecture, x county.
type Level byte

// The levels. A municipality (直辖市) is a province.
const (
	Central    Level = 'c'
	Province   Level = 'p'
	Prefecture Level = 'm'
	County     Level = 'x'
)

// Region is a division of GB/T 2260, or the whole country (Central).
type Region struct {
	Code   string
	Name   string // 四川省
	Short  string // 四川; the name where it has no short form
	Level  Level
	Parent *Region // nil for provinces and the country
}

// country is the region of central organs.
var country = &Region{Name: "中央", Short: "中央", Level: Central}

// Path is the region's full name path: 四川省, 福建省龙岩市, 江西省石城县 (the
// prefecture of a county is left out), 中央.
func (r *Region) Path() string {
	p := r
	for p.Parent != nil {
		p = p.Parent
	}
	if p == r {
		return r.Name
	}
	return p.Name + r.Name
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

// Regions is GB/T 2260, looked up by name.
type Regions struct {
	all    []*Region
	byName map[string][]*Region // full and short names
	runes  int                  // of the longest name
}

func readRegions(fsys fs.FS) (*Regions, error) {
	rows, err := taizhang.ReadTable(fsys, "regions.tsv", "code", "name", "short", "parent")
	if err != nil {
		return nil, err
	}
	t := &Regions{byName: make(map[string][]*Region, 2*len(rows))}
	byCode := make(map[string]*Region, len(rows))
	backing := make([]Region, len(rows))
	for i, row := range rows {
		c := row.Cells
		if len(c[0]) != 6 || c[1] == "" {
			return nil, row.Errorf("a region needs a code of six digits and a name")
		}
		r := &backing[i]
		*r = Region{Code: c[0], Name: c[1], Short: c[2], Level: County}
		switch {
		case strings.HasSuffix(c[0], "0000"):
			r.Level = Province
		case strings.HasSuffix(c[0], "00"):
			r.Level = Prefecture
		}
		if r.Short == "" {
			r.Short = r.Name
		}
		if c[3] != "" {
			if r.Parent = byCode[c[3]]; r.Parent == nil {
				return nil, row.Errorf("parent %s is not above this row", c[3])
			}
		}
		byCode[r.Code] = r
		t.all = append(t.all, r)
		t.byName[r.Name] = append(t.byName[r.Name], r)
		if r.Short != r.Name {
			t.byName[r.Short] = append(t.byName[r.Short], r)
		}
		t.runes = max(t.runes, len(r.Name)/3)
	}
	return t, nil
}

// Named returns the region called name, full or short: one inside near before
// any other, a higher one before a lower; nil when there is none, or several
// and none is nearer.
func (t *Regions) Named(name string, near *Region) *Region {
	var best *Region
	rank, tied := -1, false
	for _, r := range t.byName[name] {
		n := 0
		if near != nil && near != country {
			top := near.up("p")
			switch {
			case r.within(near) || near.within(r):
				n = 8
			case top != nil && r.within(top):
				n = 4
			}
		}
		switch r.Level {
		case Province:
			n += 3
		case Prefecture:
			n += 2
		}
		if r.Name == name {
			n++
		}
		switch {
		case n > rank:
			best, rank, tied = r, n, false
		case n == rank:
			tied = true
		}
	}
	if tied {
		return nil
	}
	return best
}

// Prefix returns the region that s begins with, by its longest full name, or a
// path of them (四川省成都市), and how many bytes its name takes.
func (t *Regions) Prefix(s string) (*Region, int) {
	var found *Region
	used := 0
	for {
		var next *Region
		n, runes := 0, 0
		for i, c := range s[used:] {
			if runes++; runes > t.runes {
				break
			}
			end := i + len(string(c))
			for _, r := range t.byName[s[used:used+end]] {
				if r.Name == s[used:used+end] && (found == nil || r != found && r.within(found)) {
					if m := t.Named(r.Name, found); m != nil {
						next, n = m, end
					}
				}
			}
		}
		if next == nil {
			return found, used
		}
		found, used = next, used+n
	}
}

// Path returns the region that s names as a full name path, a GB/T 2260 code or
// 中央; nil when it names none.
func (t *Regions) Path(s string) *Region {
	if s == country.Name {
		return country
	}
	for _, r := range t.all {
		if r.Code == s {
			return r
		}
	}
	if r, n := t.Prefix(s); n == len(s) {
		return r
	}
	return t.Named(s, nil)
}
