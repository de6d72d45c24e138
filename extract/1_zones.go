package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

// A text copied from a page stands on one line: title, number, addressees, signature, date and the page's tail have run
// together with the body. zones cuts such lines where one of these begins or ends, so that later stages see the lines
// that the printed notice had. A line of ordinary length is left as it is.

// longLine is how many bytes a line has that may have lost its line ends.
const longLine = 600

var (
	gluedDate    = lazy.NewPattern(`(?:\d{4}|[〇零○oO一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日`)
	gluedPage    = lazy.NewPattern(`-\d{1,3}-`)
	gluedNumber  = lazy.NewPattern(`^\(?[^\P{Han}的]{1,12}?\((?:19|20)\d{2}\)第?\d{1,5}号\)?`)
	gluedHead    = lazy.NewPattern(`^[\p{Han}()、,]{2,80}?(?:文件|公文稿纸|便函|签报)`)
	gluedAbout   = lazy.NewPattern(`关于.{4,}的\p{Han}{1,4}$`)
	gluedStamp   = lazy.NewPattern(`^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|(?:\d{4}|[〇零○一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)(?:\d{1,2}:\d{2}(?::\d{2})?)?`)
	numberAtEnd  = lazy.NewPattern(`\(\p{Han}{1,12}\((?:19|20)\d{2}\)第?\d{1,5}号\)$`)
	remark       = lazy.NewPattern(`\([^()]{2,30}\)$`)
	innerNumber  = lazy.NewPattern(`\((?:19|20)\d{2}\)第?\d{1,5}号`)
	gluedAnnex   = lazy.NewPattern(`附件(\d{1,2}|[一二三四五六七八九十])?[:.]?`)
	inForce      = lazy.NewPattern(`^(?:《[^《》]{2,60}》|(?:本|此|该|以上|上述)[^。，,;:]{0,36})?[自从](?:\d{4}年\d{1,2}月\d{1,2}日|(?:印发|发布|公布|颁布|下发|发文|签发)之日)起(?:\d{1,3}日(?:以|之)?后)?(?:正式)?(?:施行|实施|执行|生效)[^。]{0,90}(?:。[^。]{2,160}废止)?。?$`)
	comesInForce = lazy.NewPattern(`^本\p{Han}{2,4}自\d{4}年\d{1,2}月\d{1,2}日起(?:施行|实施|执行),?(?:有效期|试行期)`)
	afterTitle   = lazy.NewPattern(`^\((?:\p{Han}{2,8}|\d{4}(?:-\d{4})?年?\p{Han}{0,4})\)`)
)

// pageMarks cuts the page numbers out of lines: — 3 —; those between hyphens (- 3 -) out of long ones, and behind sentences.
func (w *work) pageMarks() {
	var cuts []int
	for i := range w.lines {
		if w.open(i) {
			cuts = append(cuts, w.marksOf(w.lines[i].span)...)
		}
	}
	w.cutLines(cuts)
	for i := range w.lines {
		if l := &w.lines[i]; l.piece && pageNumber.MatchString(l.folded) {
			l.use = asRun
		}
	}
	w.gluedHeads()
}

// marksOf returns where page numbers begin and end in a line.
func (w *work) marksOf(line taizhang.Span) []int {
	var cuts []int
	f := hanzi.FoldSpans(w.text, taizhang.Spans{line})
	for _, m := range gluedPage.FindAllStringIndex(f.Text, -1) {
		before, next := lastRune(f.Text[:m[0]]), f.Text[m[1]:]
		from, to := f.Back(m[0], m[1])
		if before >= '0' && before <= '9' || utf8.RuneCountInString(w.text[from:to]) <= m[1]-m[0] || line.Len() < longLine && w.text[from] == '-' && !ends(before) {
			continue // 1-3-5, and no blanks around the number
		}
		if _, ok := labelAt(next); !ok && next != "" && next[0] >= '0' && next[0] <= '9' {
			continue
		}
		cuts = append(cuts, from, to)
	}
	return cuts
}

// zones cuts the lines that lost their line ends.
func (w *work) zones() {
	var cuts []int
	first := w.firstBlock()
	names := w.announced()
	long := false
	for i := range w.lines {
		if !w.open(i) || w.lines[i].span.Len() < longLine && !(long && i <= first) && !w.lines[i].piece && !(i < first && (w.addressedTitle(i) || w.numberedTitle(i))) && !w.signedAtEnd(i) {
			continue
		}
		long = long || w.lines[i].span.Len() >= longLine
		z := &zoner{w: w, f: hanzi.FoldSpans(w.text, taizhang.Spans{w.lines[i].span}), names: names, inCover: i <= first, at: make(map[int]bool)}
		z.inBody = w.lines[i].piece && w.labelled(i)
		z.inCover = z.inCover && !w.labelled(i)
		z.cut(i == 0 || z.inCover)
		for _, at := range z.cuts {
			if at > 0 && at < len(z.f.Text) {
				cuts = append(cuts, z.f.At(at))
			}
		}
	}
	slices.Sort(cuts)
	w.cutLines(slices.Compact(cuts))
}

// addressedTitle reports whether a line of the cover is a title with the addressees glued to it.
func (w *work) addressedTitle(i int) bool {
	s := w.folded(i)
	about := strings.Index(s, "关于")
	return about >= 0 && about < 300 && strings.HasSuffix(s, ":") && !w.labelled(i) && !strings.Contains(s, "。") && !innerNumber.MatchString(s)
}

// numberedTitle reports whether a line of the cover holds a document number, and more.
func (w *work) numberedTitle(i int) bool {
	s := w.folded(i)
	return len(s) <= 400 && innerNumber.MatchString(s) && !strings.Contains(s, "。") && !docNumber.MatchString(s)
}

// signedAtEnd reports whether a signature and its date end line i, or a remark behind them: 请认真落实。某市人民政府2024年3月1日（此件公开发布）.
func (w *work) signedAtEnd(i int) bool {
	s := w.folded(i)
	if m := remark.FindString(s); w.words.remarks(m) > 0 {
		s = s[:len(s)-len(m)]
	}
	if !strings.HasSuffix(s, "日") {
		return false
	}
	s = lastSentence(s)
	m := gluedDate.FindStringIndex(s)
	return m != nil && m[1] == len(s) && (m[0] == 0 && len(s) < len(w.folded(i)) || m[0] >= len("国务院") && m[0] <= 60*3 && w.words.organ(s[:m[0]], false) && !strings.ContainsAny(s[:m[0]], "，,;:、("))
}

// labelled reports whether line i begins with a label.
func (w *work) labelled(i int) bool { _, ok := w.label(i); return ok }

// firstBlock returns the first line that begins with the number 1 of any style;
// the number of lines where none does.
func (w *work) firstBlock() int {
	for i := range w.lines {
		if l, ok := w.label(i); ok && w.open(i) && l.number == 1 && l.rank < articleRank+3 {
			return i
		}
	}
	return len(w.lines)
}

// zoner cuts one line.
type zoner struct {
	w       *work
	f       hanzi.Folded
	names   []string // folded titles of what is attached
	inCover bool     // the line stands before the first block
	inBody  bool     // it is a piece of a line, from a label on
	cuts    []int
	at      map[int]bool // the cuts
	depth   []int16      // how many brackets are open at each byte
	top     string       // see cover
	known   []string     // titles and numbers that the page names, and the text prints again
}

func (z *zoner) add(at ...int) {
	for _, k := range at {
		if !z.at[k] {
			z.at[k] = true
			z.cuts = append(z.cuts, k)
		}
	}
}

// open returns how many brackets are open at byte i.
func (z *zoner) open(i int) int {
	if z.depth == nil {
		z.depth = make([]int16, len(z.f.Text)+1)
		d := int16(0)
		for i := range len(z.f.Text) {
			z.depth[i] = d
			switch z.f.Text[i] {
			case '(':
				d = min(d+1, 99)
			case ')':
				d = max(d-1, 0)
			}
		}
		z.depth[len(z.f.Text)] = d
	}
	return int(z.depth[i])
}

// pageTitle cuts out the title that a copied page begins with and repeats over its article:
// 某规定_某网站 首页 … 某规定 2025年7月1日.
func (z *zoner) pageTitle() {
	s := z.f.Text
	k := strings.IndexByte(beginning(s, 300), '_')
	if k < 24 || strings.Count(beginning(s, 4000), s[:k]) < 2 { // bytes: eight characters
		return
	}
	if strings.HasSuffix(s[:k], "》") && !strings.Contains(s[:k], "关于") {
		return // 某办印发《2025年工作要点》 is news of a notice, whose title follows
	}
	for _, at := range each(beginning(s, 4000), s[:k]) {
		z.add(at, at+k)
	}
	from, to := z.f.Back(0, k)
	z.w.onPage = append(z.w.onPage, pageField{"title", z.w.text[from:to], taizhang.Of(from, to)})
}

func (z *zoner) cut(cover bool) {
	s := z.f.Text
	if cover {
		z.pageTitle()
		z.head(0)
		if m := numberAtEnd.FindStringIndex(s); m != nil && m[0] >= 18 {
			z.add(m[0]) // …工作任务（某政发〔2021〕2号）
		}
	}
	for _, m := range gluedDate.FindAllStringIndex(s, -1) {
		z.signature(m[0], m[1])
	}
	for _, name := range z.names {
		for _, at := range each(s, name) {
			if from := z.beforeName(at); from >= 0 {
				z.add(from, at, at+len(name))
			}
		}
	}
	for _, m := range annexMarks(s) {
		begins := m[0] == 0 || z.after(m[0]) || ends(lastRune(s[:m[0]])) && lastRune(s[:m[0]]) != '》'
		if begins && !strings.HasPrefix(s[m[1]:], ")") && z.open(m[0]) == 0 {
			z.add(m[0])
			if end := z.title(m[1], true); end > 0 && s[m[1]-1] != ':' {
				z.add(m[1], end)
			}
		}
	}
	for _, word := range z.w.words.closers.all(s) {
		for _, at := range each(s, word) {
			if (at*3 > len(s) || z.inBody) && (ends(lastRune(s[:at])) || z.after(at)) {
				z.add(at)
			}
		}
	}
	z.tail()
	z.closing()
}

// closing cuts before the sentences that close a notice, which stand before its signature or at the line's end.
func (z *zoner) closing() {
	end := z.end()
	for range mostClosing {
		at := len(strings.TrimRightFunc(z.f.Text[:end], ends))
		for {
			at = strings.LastIndexAny(z.f.Text[:at], "。!！?？…)”")
			if at < 0 {
				return
			}
			r, n := utf8.DecodeRuneInString(z.f.Text[at:])
			if z.open(at+n) == 0 && z.w.closes(z.f.Text[at+n:end]) {
				end = at + n
				z.add(end)
				break
			}
			if r == '。' || end-at > longLine {
				return // a sentence that goes on with the task
			}
		}
	}
}

// mostClosing is how many sentences close a notice at most.
const mostClosing = 4

// each returns where word stands in s.
func each(s, word string) (at []int) {
	for k := strings.Index(s, word); k >= 0; {
		at = append(at, k)
		next := strings.Index(s[k+len(word):], word)
		if next < 0 {
			break
		}
		k += len(word) + next
	}
	return at
}

// end returns where the last zone of the line begins, or the line's end.
func (z *zoner) end() int {
	end := len(z.f.Text)
	for _, c := range z.cuts {
		if c*2 > len(z.f.Text) || z.inBody && c > 0 {
			end = min(end, c)
		}
	}
	return end
}

// after reports whether a zone ends at byte at.
func (z *zoner) after(at int) bool { return z.at[at] }
