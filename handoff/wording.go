package handoff

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/taizhang/taizhang/lazy"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// Wording is how letters and messages are worded: by letter and part, as seeds/letters.tsv has it.
type Wording map[[2]string]string

// places are what a wording may have filled in.
var places = []string{"单位", "轮次", "期限", "今日", "办公室", "任务数", "已完成", "逾期", "临期", "滞后", "单位数", "已反馈"}

var placeholder = lazy.NewPattern(`\{([^{}]*)\}`)

// ReadWording reads letters.tsv. An error names file and line.
func ReadWording(fsys fs.FS) (Wording, error) {
	rows, err := tsv.Read(fsys, "letters.tsv", "letter", "part", "text")
	if err != nil {
		return nil, err
	}
	w := Wording{}
	for _, r := range rows {
		for _, m := range placeholder.FindAllStringSubmatch(r.Cells[2], -1) {
			if !slices.Contains(places, m[1]) {
				return nil, r.Errorf("nothing is called {%s}; there are {%s}", m[1], strings.Join(places, "}, {"))
			}
		}
		w[[2]string{r.Cells[0], r.Cells[1]}] = r.Cells[2]
	}
	return w, nil
}

// say words a part of a letter; empty where the table has none.
func (w Wording) say(letter, part string, facts map[string]string) string {
	return placeholder.ReplaceAllStringFunc(w[[2]string{letter, part}], func(p string) string { return facts[strings.Trim(p, "{}")] })
}
