package normalize

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// measures are the words around a number that make it a target.
type measures struct {
	units          []string // 个 项 % 万元…, longest first
	atLeast        []string // longest first
	atMost, abouts []string
	verbs          []string // what a target's object does not begin with
	not            []string // 个月, 工作日: lengths of time
}

func readMeasures(fsys fs.FS) (*measures, error) {
	rows, err := tsv.Read(fsys, "measures.tsv", "word", "class")
	if err != nil {
		return nil, err
	}
	m := &measures{}
	for _, r := range rows {
		w := taizhang.FoldString(r.Cells[0])
		switch r.Cells[1] {
		case "measure":
			m.units = append(m.units, w)
		case "at-least":
			m.atLeast = append(m.atLeast, w)
		case "at-most":
			m.atMost = append(m.atMost, w)
		case "about":
			m.abouts = append(m.abouts, w)
		case "verb":
			m.verbs = append(m.verbs, w)
		case "not":
			m.not = append(m.not, w)
		default:
			return nil, r.Errorf("class %q; want measure, at-least, at-most, about, verb or not", r.Cells[1])
		}
	}
	for _, l := range []*[]string{&m.units, &m.atLeast, &m.atMost, &m.abouts, &m.verbs} {
		slices.SortStableFunc(*l, func(a, b string) int { return len(b) - len(a) })
	}
	return m, nil
}

// counts reports whether a measure begins s: 个, 万元; not 个月.
func (m *measures) counts(s string) bool {
	return prefixOf(s, m.units) != "" && prefixOf(s, m.not) == ""
}

// stops end the object of a target.
const stops = "。；;，,、：:《》“”()\n"

// Targets finds the numbers with a measure in a phrase; spans are into it.
func (n *Normalizer) Targets(phrase string) []taizhang.Target {
	return n.measures.targets(phrase, taizhang.Span{End: len(phrase)})
}

// targets finds the numbers with a measure in one span of prose. Chinese
// numerals are left alone: 三大战略 and 十二条措施 are names.
func (m *measures) targets(text string, s taizhang.Span) []taizhang.Target {
	prose := text[s.Start:s.End]
	if !strings.ContainsFunc(prose, func(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }) {
		return nil
	}
	// A full-width ， is no mark between thousands: it must not fold to one.
	f := hanzi.Fold(strings.ReplaceAll(prose, "，", "；"))
	t := f.Text
	var out []taizhang.Target
	quoted := 0 // quotation marks and titles that are open
	for i := 0; i < len(t); {
		if t[i] < '0' || t[i] > '9' {
			switch r, n := utf8.DecodeRuneInString(t[i:]); r {
			case '《', '“':
				quoted++
				i += n
			case '》', '”':
				quoted = max(quoted-1, 0)
				i += n
			default:
				i += n
			}
			continue
		}
		start := i
		low, n, ok := decimal(t[i:])
		i += n
		if !ok {
			continue
		}
		high := low
		ranged := false
		rest := t[i:]
		unit1 := prefixOf(rest, m.units) // 5个—8个
		if d, ok := strings.CutPrefix(rest[len(unit1):], "-"); ok && d != "" && d[0] >= '0' && d[0] <= '9' {
			v, n, ok := decimal(d)
			i = len(t) - len(d) + n
			if !ok {
				continue
			}
			high, ranged = v, true
			rest = t[i:]
		}
		unit := prefixOf(rest, m.units)
		if unit == "" || prefixOf(rest, m.not) != "" || quoted > 0 || start > 0 && (isDigitLike(t[start-1]) || strings.HasSuffix(t[:start], "第")) {
			continue
		}
		i += len(unit)
		end := i
		rest = t[i:]
		before := t[:start]
		comparison := "="
		if ranged {
			comparison = "between"
		}
		lo, hi := &low, &high
		if w := prefixOf(rest, m.atLeast); w != "" {
			comparison, hi, end = "≥", nil, end+len(w)
		} else if w := suffixOf(before, m.atLeast); w != "" {
			comparison, hi, start = "≥", nil, start-len(w)
		} else if w := prefixOf(rest, m.atMost); w != "" {
			comparison, lo, end = "≤", nil, end+len(w)
		} else if w := suffixOf(before, m.atMost); w != "" {
			comparison, lo, start = "≤", nil, start-len(w)
		} else if w := prefixOf(rest, m.abouts); w != "" {
			comparison, end = "≈", end+len(w)
		} else if w := suffixOf(before, m.abouts); w != "" {
			comparison, start = "≈", start-len(w)
		}
		i = end
		of, from, to := m.object(t, start, end)
		a, b := f.Back(from, to)
		spans := taizhang.Of(s.Start+a, s.Start+b)
		out = append(out, taizhang.Target{Raw: taizhang.Squeeze(spans.Cut(text)), Min: lo, Max: hi, Measure: unit, Of: of,
			Comparison: comparison, Spans: spans})
	}
	return out
}

// object returns what the target t[start:end] counts, and the bytes of both: the
// words after it up to a stop, or, where a stop follows, those before it.
func (m *measures) object(t string, start, end int) (of string, from, to int) {
	rest := strings.TrimPrefix(t[end:], "的")
	skipped := len(t[end:]) - len(rest)
	rest = rest[:min(len(rest), mostObject*utf8.UTFMax+utf8.UTFMax)] // all that can be of it
	if k := strings.IndexAny(rest, stops); k != 0 && rest != "" {
		if k < 0 {
			k = len(rest)
		}
		k = objectEnd(rest, k)
		return rest[:k], start, end + skipped + k
	}
	k := 0
	if i := strings.LastIndexAny(t[:start], stops); i >= 0 {
		_, n := utf8.DecodeRuneInString(t[i:])
		k = i + n
	}
	of = t[k:start]
	for again := true; again; {
		again = false
		for _, v := range m.verbs {
			if strings.HasPrefix(of, v) && len(of) > len(v) {
				of, again = of[len(v):], true
				break
			}
		}
	}
	return of, start - len(of), end
}

// mostObject is how many characters what a target counts may have.
const mostObject = 40

// objectEnd shortens an object of k bytes: it ends where the next number begins, and
// is no longer than a name.
func objectEnd(s string, k int) int {
	runes := 0
	for i, r := range s[:k] {
		if runes++; i > 0 && r >= '0' && r <= '9' || runes > mostObject {
			return i
		}
	}
	return k
}

func isDigitLike(c byte) bool {
	return c == '.' || c == '-' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// decimal reads the number at the start of s, with one decimal point or , between
// thousands, and how many bytes it takes; false for what is no one number (3.1.2).
func decimal(s string) (float64, int, bool) {
	n, dots := 0, 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || n+1 < len(s) && s[n] == '.' && s[n+1] >= '0' && s[n+1] <= '9') {
		if s[n] == '.' {
			dots++
		}
		n++
	}
	if n <= 3 && dots == 0 {
		for n+4 <= len(s) && s[n] == ',' && threeDigits(s[n+1:]) {
			n += 4
		}
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s[:n], ",", ""), 64)
	return v, n, err == nil && dots <= 1 && n <= 20
}

func threeDigits(s string) bool {
	for i := range 3 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 3 || s[3] < '0' || s[3] > '9'
}

func prefixOf(s string, words []string) string {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return w
		}
	}
	return ""
}

func suffixOf(s string, words []string) string {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return w
		}
	}
	return ""
}
