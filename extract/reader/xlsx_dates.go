package reader

import (
	"strings"

	"github.com/taizhang/taizhang/lazy"
)

// Formats of Excel that show a date with an English month (Jun-23, 30-Jun) or in another order than year, month, day
// (06/30/2023, 30/6/23) are read as what they show in Chinese: nobody could tell which part is which.

// builtinDates are the built-in formats of that kind.
var builtinDates = map[int]string{15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"}

var (
	formatWords = lazy.NewPattern(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)
	dateParts   = lazy.NewPattern(`(?i)y+|m+|d+|h+|s+|am/pm|a/p`)
)

// chineseDate returns the code of a date's format with its parts in Chinese order, or the code itself.
func chineseDate(code string) string {
	first, _, _ := strings.Cut(code, ";") // what follows is for negative numbers and text
	bare := formatWords.ReplaceAllString(first, "")
	if strings.Trim(strings.ToLower(bare), "ymdhs/-. ,:;@ap") != "" {
		return code // words of its own: it says which part is which
	}
	order, named := "", false
	parts := dateParts.FindAllString(strings.ToLower(bare), -1)
	for i, p := range parts {
		switch {
		case p == "am/pm" || p == "a/p" || len(p) > 2 && p[0] == 'd': // the day of the week
		case p[0] == 'm' && (i > 0 && parts[i-1][0] == 'h' || i+1 < len(parts) && parts[i+1][0] == 's'): // minutes
		case strings.ContainsRune("ymd", rune(p[0])):
			named = named || p[0] == 'm' && len(p) > 2
			if strings.Contains(order, p[:1]) {
				return code
			}
			order += p[:1]
		}
	}
	if !strings.Contains(order, "m") || !named && (order == "ymd" || order == "ym" || order == "md" || order == "m") {
		return code
	}
	out := ""
	for _, p := range []struct{ part, code string }{{"y", `yyyy"年"`}, {"m", `m"月"`}, {"d", `d"日"`}} {
		if strings.Contains(order, p.part) {
			out += p.code
		}
	}
	return out
}
