package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// besideSite is what parts a title from the names of its site and its column, as the title of a page does: 某某网_标题_政务公开.
var besideSite = taizhang.NewPattern(`\s*[_|｜]\s*|\s+[-–—]+\s+`)

// siteNames cuts the names of a site off the title that stands between them.
func (w *work) siteNames() {
	for i := 0; i < min(len(w.lines), coverLines) && !w.labelled(i); i++ {
		s := w.str(i)
		if !w.open(i) || len(s) > 400 {
			continue
		}
		at, title, site := 0, taizhang.Span{}, false
		for _, m := range append(besideSite.FindAllStringIndex(s, -1), []int{len(s), len(s)}) {
			if torn := s[at:m[0]]; strings.Count(torn, "《") != strings.Count(torn, "》") || strings.Count(torn, "“") != strings.Count(torn, "”") {
				continue
			}
			switch part := taizhang.FoldString(s[at:m[0]]); {
			case w.words.genre(part) && runes(part) >= leastTitle && title.Len() == 0 && !strings.Contains(part, "。"):
				title = taizhang.Span{Start: at, End: m[0]}
			default:
				site = site || w.words.endsIn(part, "site") && !strings.Contains(part, "关于")
			}
			at = m[1]
		}
		if from := w.lines[i].span.Start; site && title.Len() > 0 {
			w.cutLines([]int{from + title.Start, from + title.End})
			for k := i; k < len(w.lines) && w.lines[k].span.Start < from+len(s); k++ {
				if w.lines[k].span.Start != from+title.Start {
					w.lines[k].use = asChrome
				}
			}
		}
	}
}

// leastTitle is how many characters a title beside a site's name has at least.
const leastTitle = 8
