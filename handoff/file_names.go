package handoff

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/taizhang/taizhang/lazy"
)

const (
	extension = ".xlsx"
	maxName   = 80 // runes of a file's name, extension included
)

// fileNames are the names that are taken, as Windows compares them.
type fileNames map[string]bool

// take names the workbook of an organ: a name that every system can store, and that
// no other book has.
func (f fileNames) take(organ string, isWhole bool) string {
	if isWhole {
		return f.takeAs(organ, whole+extension)
	}
	return f.takeAs(organ, extension)
}

// whole marks the book of the office that has all tasks.
const whole = "（总册）"

// takeAs is a name with an ending, which nothing else has.
func (f fileNames) takeAs(name, after string) string {
	stem := safe(name)
	for n := 1; ; n++ {
		end := after
		if n > 1 {
			end = "（" + strconv.Itoa(n) + "）" + after
		}
		r := []rune(stem)
		name := string(r[:min(len(r), maxName-len([]rune(end)))]) + end
		if key := strings.ToLower(name); !f[key] {
			f[key] = true
			return name
		}
	}
}

// fullWidth stands for what Windows forbids in a name.
var fullWidth = strings.NewReplacer(`\`, "＼", "/", "／", ":", "：", "*", "＊", "?", "？", `"`, "＂", "<", "＜", ">", "＞", "|", "｜")

// devices are names that Windows keeps for itself, with any extension.
var devices = lazy.NewPattern(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$`)

// safe makes a file's name of a text, without an extension.
func safe(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r): // controls, and marks that change the direction of writing
			return -1
		}
		return r
	}, fullWidth.Replace(s))
	s = strings.Trim(strings.Join(strings.Fields(s), " "), ". ")
	switch {
	case s == "":
		return "未命名单位"
	case devices.MatchString(s):
		return "_" + s
	}
	return s
}

var quarterly = lazy.NewPattern(`^(\d{4})[Qq]([1-4])$`)

// roundWords says the name of a round in Chinese: 2017Q2 is 2017年第二季度.
func roundWords(name string) string {
	if m := quarterly.FindStringSubmatch(name); m != nil {
		return m[1] + "年第" + string([]rune("一二三四")[slices.Index([]string{"1", "2", "3", "4"}, m[2])]) + "季度"
	}
	return name
}
