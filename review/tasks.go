package review

import (
	"context"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang/hanzi"
)

// The list of tasks of all notices, narrowed down by facets and words.
type (
	tasksPage struct {
		narrowed
		Groups []taskGroup
		More   string // the address of the next page; empty for the last
	}
	taskGroup struct {
		Key, Title string
		Tasks      []taskLine
	}
	taskLine struct {
		*task
		Units []unitGroup
		Parts []hitPart // the text with the words found in it
	}
	hitPart struct {
		Text string
		Hit  bool
	}
)

// pageTasks is how many tasks a page lists.
const pageTasks = 300

// tasks lists the tasks of a view.
func (s *Server) tasks(r *http.Request) (answer, error) {
	v, notices, err := s.view(r)
	if err != nil {
		return answer{}, err
	}
	var p tasksPage
	var shown []*task
	p.narrowed, shown = s.narrowed(v, notices, "/tasks")
	shown, p.More = paged(r, shown, pageTasks)
	for _, t := range shown {
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Key != t.In.Key {
			p.Groups = append(p.Groups, taskGroup{Key: t.In.Key, Title: t.In.Head.Title})
		}
		g := &p.Groups[len(p.Groups)-1]
		g.Tasks = append(g.Tasks, taskLine{t, unitGroups(t.Assignments), hits(t.Text, v.Words)})
	}
	return answer{template: "tasks", data: s.frame(r, "tasks", "任务", p)}, nil
}

// tasksWorkbook is what a view shows as a workbook: the notices with only those tasks.
func (s *Server) tasksWorkbook(r *http.Request) (answer, error) {
	v, notices, err := s.view(r)
	if err != nil {
		return answer{}, err
	}
	shown, _ := v.narrow(notices, "/tasks")
	if len(shown) == 0 {
		return answer{}, fault{http.StatusNotFound, "没有可导出的任务。"}
	}
	var keys []string
	keep := make(map[[2]string]bool, len(shown))
	for _, t := range shown {
		if n := len(keys); n == 0 || keys[n-1] != t.In.Key {
			keys = append(keys, t.In.Key)
		}
		keep[[2]string{t.In.Key, t.ID}] = true
	}
	return s.onDisk(r, "任务台账.xlsx", typeXLSX, func(ctx context.Context, w io.Writer) error {
		return s.office.Workbook(ctx, w, keys, func(key, id string) bool { return keep[[2]string{key, id}] })
	})
}

// hits cuts a text where words stand in it, folded.
func hits(s string, words []string) []hitPart {
	if len(words) == 0 {
		return []hitPart{{Text: s}}
	}
	f := hanzi.Fold(s)
	folded := strings.ToLower(f.Text)
	if len(folded) != len(f.Text) { // a letter whose small form is longer: no way back
		folded = f.Text
	}
	found := make([]bool, len(s))
	for _, w := range words {
		for at := 0; ; {
			i := strings.Index(folded[at:], w)
			if i < 0 || w == "" {
				break
			}
			from, to := f.Back(at+i, at+i+len(w))
			for k := from; k < to; k++ {
				found[k] = true
			}
			at += i + len(w)
		}
	}
	var out []hitPart
	for at := 0; at < len(s); {
		_, n := utf8.DecodeRuneInString(s[at:])
		end := at + n
		for end < len(s) && found[end] == found[at] {
			end++
		}
		out = append(out, hitPart{s[at:end], found[at]})
		at = end
	}
	return out
}
