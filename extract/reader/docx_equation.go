package reader

import (
	"strconv"
	"strings"

	"github.com/taizhang/taizhang/lazy"
)

// equationField is the code of a field that draws what Word has no other means for: circled
// numbers, readings above characters, fractions. It has no result, only its code.
var equationField = lazy.NewPattern(`(?i)^\s*EQ\s`)

var equationSwitch = lazy.NewPattern(`(?i)\\([of])(?:\\a[clrd])?\s*\(`)

// equation returns what such a field shows, as a line: ⑩ of \o\ac(○,10), the text without
// its reading, 1/2; empty for what it can't say.
func equation(code string) string {
	m := equationSwitch.FindStringSubmatchIndex(code)
	if m == nil {
		return ""
	}
	args := equationArgs(code[m[1]:])
	if len(args) < 2 {
		return ""
	}
	if strings.EqualFold(code[m[2]:m[3]], "f") {
		return args[0] + "/" + args[1]
	}
	text := args[len(args)-1]
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= 20 && strings.Contains("○◯〇", args[0]) {
		return string(rune('①' + n - 1))
	}
	if strings.Contains(text, `\`) {
		return ""
	}
	return text
}

// equationArgs splits what follows an open bracket at its commas.
func equationArgs(s string) (args []string) {
	depth, from := 0, 0
	for i, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth == 0:
			return append(args, strings.TrimSpace(s[from:i]))
		case r == ')':
			depth--
		case (r == ',' || r == ';') && depth == 0:
			args, from = append(args, strings.TrimSpace(s[from:i])), i+1
		}
	}
	return nil
}
