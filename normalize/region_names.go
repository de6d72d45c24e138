package normalize

import "unicode/utf8"

// Named returns the region called name, full or short, in a year: one inside at's
// region before any other, a higher one before a lower; nil when there is none, or
// several and none is nearer.
func (t *Regions) Named(name string, at Place) *Region {
	var best *Region
	rank, tied := -1, false
	near := at.Region
	for _, r := range t.byName[name] {
		if !r.stood(at.Year) {
			continue
		}
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
// regions of one name it is the one that at decides for.
func (t *Regions) Prefix(s string, at Place) (*Region, int) {
	var found *Region
	used := 0
	for {
		r, n := t.longest(s[used:], at, func(r *Region, name string) bool {
			near := len(name) > 2*3 || at.Region.within(r.Parent) // 八师
			return (r.Name == name || t.also[name] && near) && (found == nil || r != found && r.within(found))
		})
		if r == nil {
			return found, used
		}
		found, used, at.Region = r, used+n, r
	}
}

// shortPrefix is the region that s begins with by any of its names, the longest first.
func (t *Regions) shortPrefix(s string, at Place) (*Region, int) {
	return t.longest(s, at, func(*Region, string) bool { return true })
}

func (t *Regions) longest(s string, at Place, fits func(*Region, string) bool) (found *Region, n int) {
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
		if m := t.Named(s[:end], at); m != nil && fits(m, s[:end]) {
			found, n = m, end
		}
	}
	return found, n
}

// alike returns the regions that may be meant by the longest name that s begins with,
// in at's province, where Named can't tell: several of one name, or those whose short
// name one that was had; and how many bytes the name takes.
func (t *Regions) alike(s string, at Place) (out []*Region, used int) {
	top := at.Region.up("p")
	near := func(r *Region) bool { return top == nil || r.within(top) }
	end := len(s)
	for i, runes := 0, 0; i < len(s) && runes <= 12; runes++ {
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
		var found []*Region
		for _, r := range t.byName[s[:i]] {
			switch {
			case !near(r) || r.Name != s[:i]:
			case r.stood(at.Year):
				found = append(found, r)
			default:
				for _, x := range t.byName[r.Short] {
					if x.stood(at.Year) && x.up("p") == r.up("p") {
						found = append(found, x)
					}
				}
			}
		}
		if len(found) > 0 {
			out, end = found, i
		}
	}
	return out, end
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
	if r, n := t.Prefix(s, Place{}); n == len(s) {
		return r
	}
	if r := t.Named(s, Place{}); r != nil {
		return r
	}
	for _, r := range t.list { // one that was
		if r.to != 0 && (r.Path() == s || r.Name == s) {
			return r
		}
	}
	return nil
}
