package main

import (
	"strings"
)

// language takes --lang, which stands anywhere, out of the arguments.
func language(args []string) (rest []string, asked string) {
	for i := 0; i < len(args); i++ {
		name, value, set := strings.Cut(args[i], "=")
		switch {
		case name != "--lang" && name != "-lang":
			rest = append(rest, args[i])
		case set:
			asked = value
		case i+1 < len(args):
			i++
			asked = args[i]
		}
	}
	return rest, asked
}

// isChinese reports whether a language is Chinese: zh, zh_CN.UTF-8, zh-Hans-CN.
func isChinese(language string) bool {
	return strings.HasPrefix(strings.ToLower(language), "zh")
}
