package normalize

import (
	"io/fs"
	"strings"
	"unicode/utf8"

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
	byName map[string][]*Region // full and short names
	also   map[string]bool      // names as good as full ones: 湘西州, 湘西自治州
	first  map[rune]int         // the runes of the longest name by its first
}

func readRegions(fsys fs.FS) (*Regions, error) {
	rows, err := taizhang.ReadTable(fsys, "regions.tsv", "code", "name", "short", "parent")
	if err != nil {
		return nil, err
	}
	t := &Regions{byCode: make(map[string]*Region, len(rows)), byName: make(map[string][]*Region, 2*len(rows)),
		also: make(map[string]bool, 512), first: make(map[rune]int, 1024)}
	byCode := t.byCode
	one := make([]*Region, len(rows)) // most names have one region: one backing for all
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
		one[i] = r
		t.name(one[i:i+1:i+1], r.Name, false)
		if r.Short != r.Name {
			t.name(one[i:i+1:i+1], r.Short, false)
			for _, end := range []string{"自治州", "州", "自治县", "自治区"} {
				if !strings.HasSuffix(r.Name, end) || r.Name == r.Short+end {
					continue
				}
				t.name(one[i:i+1:i+1], r.Short+end, true)
				switch end {
				case "自治州":
					t.name(one[i:i+1:i+1], r.Short+"州", true)
				case "自治县":
					t.name(one[i:i+1:i+1], r.Short+"县", true)
				}
				break
			}
		}
	}
	return t, nil
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
// path of them (四川省成都市), and how many bytes its name takes. Of several
// regions of one name it is the one that near decides for.
func (t *Regions) Prefix(s string, near *Region) (*Region, int) {
	var found *Region
	used := 0
	for {
		r, n := t.longest(s[used:], near, func(r *Region, name string) bool {
			return (r.Name == name || t.also[name]) && (found == nil || r != found && r.within(found))
		})
		if r == nil {
			return found, used
		}
		found, used, near = r, used+n, r
	}
}

// shortPrefix is the region that s begins with by any of its names, the longest first.
func (t *Regions) shortPrefix(s string, near *Region) (*Region, int) {
	return t.longest(s, near, func(*Region, string) bool { return true })
}

func (t *Regions) longest(s string, near *Region, fits func(*Region, string) bool) (found *Region, n int) {
	c, _ := utf8.DecodeRuneInString(s)
	most, runes := t.first[c], 0
	for i, c := range s {
		if runes++; runes > most {
			break
		}
		end := i + utf8.RuneLen(c)
		if c == utf8.RuneError {
			break
		}
		if m := t.Named(s[:end], near); m != nil && fits(m, s[:end]) {
			found, n = m, end
		}
	}
	return found, n
}

// Path returns the region that s names as a full name path, a GB/T 2260 code or
// 中央; nil when it names none.
func (t *Regions) Path(s string) *Region {
	if s == country.Name {
		return country
	}
	if r := t.byCode[s]; r != nil {
		return r
	}
	if r, n := t.Prefix(s, nil); n == len(s) {
		return r
	}
	return t.Named(s, nil)
}
