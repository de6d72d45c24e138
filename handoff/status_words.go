package handoff

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// Statuses that are said as a share of the work: 100%, 0.8, 八成, 完成80%.
var (
	allDone  = lazy.NewPattern(`^(?:100%|百分之百)$`)
	partDone = lazy.NewPattern(`^[一二三四五六七八九]成|^0\.\d+$|^[1-9]\d(?:\.\d+)?$|(?:^|完成了?)[1-9]\d?(?:\.\d+)?%$|^百分之[一二三四五六七八九]`)
)

// statusWords is seeds/statuses.tsv: how departments say a status in words of their own.
type statusWords struct {
	said map[string]*regexp.Regexp // by status
	open *regexp.Regexp            // what is for the department to say: 基本完成
	deny string                    // characters that take back what follows
}

// ownWords are the built-in ones, whatever tables a user brings: what is decided in a
// workbook means the same when it comes back.
var ownWords = sync.OnceValue(func() *statusWords {
	w, err := readStatusWords(seeds.FS())
	if err != nil {
		panic(err) // a test reads it
	}
	return w
})

func readStatusWords(tables fs.FS) (*statusWords, error) {
	rows, err := tsv.Read(tables, "statuses.tsv", "match", "status", "word")
	if err != nil {
		return nil, err
	}
	words := map[[2]string][]string{} // by match and status
	for _, r := range rows {
		words[[2]string{r.Cells[0], r.Cells[1]}] = append(words[[2]string{r.Cells[0], r.Cells[1]}], regexp.QuoteMeta(r.Cells[2]))
	}
	for _, need := range [][2]string{{"open", ""}, {"deny", ""}, {"lead", ""}} { // an expression of no words holds of every text
		if words[need] == nil {
			return nil, fmt.Errorf("seeds/statuses.tsv: no row has the match %s: add one", need[0])
		}
	}
	any := func(match, status string) string {
		return "(?:" + strings.Join(words[[2]string{match, status}], "|") + ")"
	}
	w := &statusWords{said: map[string]*regexp.Regexp{}, open: regexp.MustCompile("^" + any("open", "")), deny: strings.Join(words[[2]string{"deny", ""}], "")}
	for _, status := range taizhang.Statuses {
		var ways []string
		if words[[2]string{"whole", status}] != nil {
			ways = append(ways, "^"+any("lead", "")+"*"+any("whole", status)+"了?$")
		}
		if words[[2]string{"holds", status}] != nil {
			ways = append(ways, "(?:^|[^"+w.deny+"])"+any("holds", status))
		}
		if ways == nil {
			return nil, fmt.Errorf("seeds/statuses.tsv: no word says %s: add a row with the match whole or holds", status)
		}
		w.said[status] = regexp.MustCompile(strings.Join(ways, "|"))
	}
	return w, nil
}

// says reports whether a text says a status in other words, or as a share.
func (w *statusWords) says(status, text string) bool {
	return w.said[status].MatchString(text) || status == taizhang.Done && allDone.MatchString(text) || status == taizhang.UnderWay && partDone.MatchString(text)
}

// suggest returns the only status that holds what was typed, or that it holds, if what
// is left over denies nothing (启动 is not 未启动); else the only one that is said so in
// other words; else "".
func suggest(typed string) string {
	w, v := ownWords(), plain(typed)
	if s := theOnly(func(status string) bool { return w.holding(status, v) }); s != "" {
		return s
	}
	if w.open.MatchString(v) {
		return ""
	}
	return theOnly(func(status string) bool { return w.says(status, v) })
}

// theOnly returns the status of which something is true; "" where it is true of more.
func theOnly(is func(status string) bool) (only string) {
	for _, s := range taizhang.Statuses {
		switch {
		case !is(s):
		case only != "":
			return ""
		default:
			only = s
		}
	}
	return only
}

func (w *statusWords) holding(status, v string) bool {
	if len([]rune(v)) < 2 {
		return false
	}
	rest, ok := without(status, v)
	if !ok {
		rest, ok = without(v, status)
	}
	return ok && !strings.ContainsAny(rest, w.deny)
}

// without cuts part out of s.
func without(s, part string) (rest string, ok bool) {
	before, after, ok := strings.Cut(s, part)
	return before + after, ok
}
