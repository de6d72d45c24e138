package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// besideSite is what parts a title from the names of its site and its column, as the title of a page does: 某某网_标题_政务公开;
// from the steps of the way to it: 首页 > 政务公开 > 标题; and from the address of the site.
var besideSite = lazy.NewPattern(`\s*[_|｜]\s*|\s+[-–—/／]+\s+|\s*(?:[>＞›»→]+\s*)+|\s*(?:https?://|www\.)[!-~]+\s*`)

const (
	leastTitle  = 8  // characters of a title beside a site's name, at least
	longestStep = 20 // and of a site's name, or of a step on the way to a page, at most
	leastSteps  = 3
)

// siteNames cuts the names of a site off the title that stands between them, and takes the lines that are the way to a page.
func (w *work) siteNames() {
	for i := 0; i < min(len(w.lines), coverLines) && !w.labelled(i); i++ {
		s := w.str(i)
		if !w.open(i) || len(s) > 400 {
			continue
		}
		p := w.besideSite(s)
		from := w.lines[i].span.Start
		switch {
		case p.site && p.title.Len() > 0:
			w.cutLines([]int{from + p.title.Start, from + p.title.End})
			for k := i; k < len(w.lines) && w.lines[k].span.Start < from+len(s); k++ {
				if w.lines[k].span.Start != from+p.title.Start {
					w.lines[k].use = asChrome
				}
			}
		case p.short && p.title.Len() == 0 && (p.address && p.site || p.steps >= leastSteps && p.way) && len(w.pageKeys(s)) == 0, w.menu(s):
			w.lines[i].use = asChrome
		}
	}
}

// menu reports whether a line is a site's menu, names with blanks between, the first or last of which leads home: 首页 政务公开 互动交流.
func (w *work) menu(s string) bool {
	names := strings.Fields(s)
	for _, name := range names {
		if runes(name) > longestStep || strings.ContainsAny(name, "。；;：:，,") {
			return false
		}
	}
	n := len(names)
	return n >= leastSteps && (w.words.endsWith(names[0], "home") || w.words.endsWith(names[n-1], "home")) && !w.words.genre(taizhang.FoldString(s))
}

// sitePath is what a line of names of a site holds.
type sitePath struct {
	title         taizhang.Span // of the line; empty where none of its parts is one
	steps         int           // parts that are none
	short         bool          // all of them are
	way           bool          // they are the way to a page: 首页 stands there, or marks that point
	site, address bool          // its name stands there, or its address
}

func (w *work) besideSite(s string) (p sitePath) {
	p.short = true
	at, points := 0, 0
	for _, m := range append(besideSite.FindAllStringIndex(s, -1), []int{len(s), len(s)}) {
		if torn := s[at:m[0]]; strings.Count(torn, "《") != strings.Count(torn, "》") || strings.Count(torn, "“") != strings.Count(torn, "”") {
			continue
		}
		mark := taizhang.FoldString(s[m[0]:m[1]])
		if strings.ContainsAny(mark, ">›»→") {
			points++
		} else if runes(mark) > 3 {
			p.address = true
		}
		switch part := taizhang.FoldString(s[at:m[0]]); {
		case w.words.genre(part) && runes(part) >= leastTitle && p.title.Len() == 0 && !strings.Contains(part, "。"):
			p.title = taizhang.Span{Start: at, End: m[0]}
		case part != "":
			home := w.words.endsIn(part, "home")
			p.steps++
			p.short = p.short && runes(part) <= longestStep && !holds(part, "。", ";")
			p.way = p.way || home
			p.site = p.site || home || runes(part) <= longestStep && (w.words.endsIn(part, "site") && !w.words.beginsWith(part, "no-site") || p.address && w.words.organ(part, false))
		}
		at = m[1]
	}
	p.way = p.way || points >= leastSteps-1
	p.site = p.site || p.way || p.address && p.title.Len() > 0
	return p
}
