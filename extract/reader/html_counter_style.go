package reader

import (
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/taizhang/taizhang/lazy"
)

// counterStyle is a way to number items that a page defines itself: @counter-style.
type counterStyle struct {
	system, of     string // of: what it extends
	symbols        []string
	prefix, suffix string
	first          int // of the system fixed
}

var (
	counterRule    = lazy.NewPattern(`(?is)@counter-style\s+([\w-]+)\s*\{((?:"[^"]*"|'[^']*'|[^}"'])*)\}`)
	counterSays    = lazy.NewPattern(`(?i)(?:^|;)\s*(system|symbols|prefix|suffix)\s*:\s*((?:"[^"]*"|'[^']*'|[^;"'])*)`)
	cssWord        = lazy.NewPattern(`"[^"]*"|'[^']*'|[^\s"']+`)
	counterSystems = []string{"cyclic", "fixed", "numeric", "alphabetic", "symbolic", "extends"}
)

// counterStyles reads what a page's style sheets define, by lower-case name.
func counterStyles(page *goquery.Document) map[string]*counterStyle {
	out := map[string]*counterStyle{}
	page.Find("style").Each(func(_ int, s *goquery.Selection) {
		sheet := s.Text()
		if !strings.Contains(sheet, "@counter-style") {
			return
		}
		for _, m := range counterRule.FindAllStringSubmatch(cssComment.ReplaceAllString(sheet, " "), cssRules) {
			c := &counterStyle{system: "symbolic", suffix: ". ", first: 1}
			out[strings.ToLower(m[1])] = c
			for _, say := range counterSays.FindAllStringSubmatch(m[2], -1) {
				words := cssWord.FindAllString(say[2], longestDeclared)
				if len(words) == 0 {
					continue
				}
				switch strings.ToLower(say[1]) {
				case "system":
					c.system = strings.ToLower(words[0])
					if len(words) > 1 {
						c.of = strings.ToLower(words[1])
					}
				case "symbols":
					c.symbols = words
				case "prefix":
					c.prefix = cssText(words[0])
				case "suffix":
					c.suffix = cssText(words[0])
				}
			}
			if c.of != "" && c.system == "fixed" {
				c.first, _ = strconv.Atoi(c.of)
			}
		}
	})
	return out
}

// cssText returns what a string of CSS says; a word is itself.
func cssText(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') {
		s = s[1 : len(s)-1]
	}
	return cssEscape.ReplaceAllStringFunc(s, unescapedCSS)
}

// marker returns what a list of a kind — a name of CSS, of UEditor or of the page itself, or a string — prints before
// item n; whether the kind is known.
func (w *walker) marker(kind string, n int) (string, bool) {
	if kind == "" {
		return "", false
	}
	if kind[0] == '"' || kind[0] == '\'' {
		return cssText(kind), true
	}
	if c := w.styles[kind]; c != nil {
		return c.prefix + w.counted(c, n) + c.suffix, true
	}
	mark, known := htmlMarks[kind]
	if !known {
		mark, known = ueditor[kind]
	}
	if !known {
		return "", false
	}
	number := ""
	if mark.format != "" {
		number = formatNumber(n, mark.format)
	}
	return mark.before + number + mark.after, true
}

// counted writes a number as a style says; what it can't write is written in digits.
func (w *walker) counted(c *counterStyle, n int) string {
	k := len(c.symbols)
	symbol := func(i int) string { return cssText(c.symbols[i]) }
	switch {
	case c.system == "extends":
		return formatNumber(n, or(htmlMarks[c.of].format, "decimal"))
	case !slices.Contains(counterSystems, c.system) || k == 0:
	case c.system == "cyclic":
		return symbol(((n-1)%k + k) % k)
	case c.system == "fixed":
		if i := n - c.first; i >= 0 && i < k {
			return symbol(i)
		}
	case n <= 0:
	case c.system == "symbolic":
		if times := (n-1)/k + 1; times <= 9 {
			return strings.Repeat(symbol((n-1)%k), times)
		}
	case k > 1:
		var digits []string
		for rest := n; rest > 0; {
			if c.system == "alphabetic" {
				rest--
			}
			digits = append(digits, symbol(rest%k))
			rest /= k
		}
		slices.Reverse(digits)
		return strings.Join(digits, "")
	}
	return formatNumber(n, "decimal")
}
