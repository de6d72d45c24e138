package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// A text copied from a page stands on one line: title, number, addressees, signature, date and the page's tail have run
// together with the body. zones cuts such lines where one of these begins or ends, so that later stages see the lines
// that the printed notice had. A line of ordinary length is left as it is.

// longLine is how many bytes a line has that may have lost its line ends.
const longLine = 600

var (
	gluedDate   = regexp.MustCompile(`(?:\d{4}|[〇零○oO一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日`)
	gluedPage   = regexp.MustCompile(`-\d{1,3}-`)
	gluedNumber = regexp.MustCompile(`^\(?\p{Han}{1,12}?\((?:19|20)\d{2}\)第?\d{1,5}号\)?`)
	gluedHead   = regexp.MustCompile(`^[\p{Han}()、,]{2,80}?(?:文件|公文稿纸|便函|签报)`)
	gluedAbout  = regexp.MustCompile(`关于.{4,}的\p{Han}{1,4}$`)
	gluedStamp  = regexp.MustCompile(`^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}年\d{1,2}月\d{1,2}日)(?:\d{1,2}:\d{2}(?::\d{2})?)?`)
	innerNumber = regexp.MustCompile(`\((?:19|20)\d{2}\)第?\d{1,5}号`)
	gluedAnnex  = regexp.MustCompile(`附件(?:\d{1,2}|[一二三四五六七八九十])?[:.]?`)
	inForce     = regexp.MustCompile(`(?:本\p{Han}{2,6}|以上政策)?自(?:\d{4}年\d{1,2}月\d{1,2}日|印发之日|发布之日|公布之日|颁布之日)起(?:施行|实施|执行|生效)[^。]{0,60}。?$`)
	afterTitle  = regexp.MustCompile(`^\((?:\p{Han}{2,8}|\d{4}(?:-\d{4})?年?\p{Han}{0,4})\)`)
)

// pageMarks cuts the page numbers out of long lines: — 3 —.
func (w *work) pageMarks() {
	var cuts []int
	for i := range w.lines {
		if w.open(i) && w.lines[i].span.Len() >= longLine {
			cuts = append(cuts, w.marksOf(w.lines[i].span)...)
		}
	}
	w.cutLines(cuts)
	for i := range w.lines {
		if l := &w.lines[i]; l.piece && pageNumber.MatchString(l.folded) {
			l.use = asRun
		}
	}
}

// marksOf returns where page numbers begin and end in a line.
func (w *work) marksOf(line taizhang.Span) []int {
	var cuts []int
	f := taizhang.FoldSpans(w.text, taizhang.Spans{line})
	for _, m := range gluedPage.FindAllStringIndex(f.Text, -1) {
		before, next := lastRune(f.Text[:m[0]]), firstRune(f.Text[m[1]:])
		from, to := f.Back(m[0], m[1])
		if before >= '0' && before <= '9' || next >= '0' && next <= '9' || utf8.RuneCountInString(w.text[from:to]) <= m[1]-m[0] {
			continue // 1-3-5, and no blanks around the number
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
		if !w.open(i) || w.lines[i].span.Len() < longLine && !(long && i <= first) && !w.lines[i].piece {
			continue
		}
		long = long || w.lines[i].span.Len() >= longLine
		z := &zoner{w: w, f: taizhang.FoldSpans(w.text, taizhang.Spans{w.lines[i].span}), names: names, inCover: i <= first, at: make(map[int]bool)}
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
	f       taizhang.Folded
	names   []string // folded titles of what is attached
	inCover bool     // the line stands before the first block
	cuts    []int
	at      map[int]bool // the cuts
	depth   []int16      // how many brackets are open at each byte
	top     string       // see cover
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

func (z *zoner) cut(cover bool) {
	s := z.f.Text
	if cover {
		z.head(0)
	}
	for _, m := range gluedDate.FindAllStringIndex(s, -1) {
		z.signature(m[0], m[1])
	}
	for _, name := range z.names {
		for at := 0; ; {
			k := strings.Index(s[at:], name)
			if k < 0 {
				break
			}
			at += k
			if from := z.beforeName(at); from >= 0 {
				z.add(from, at, at+len(name))
			}
			at += len(name)
		}
	}
	for _, m := range gluedAnnex.FindAllStringIndex(s, -1) {
		begins := m[0] == 0 || z.after(m[0]) || ends(lastRune(s[:m[0]])) && lastRune(s[:m[0]]) != '》'
		if begins && !strings.HasPrefix(s[m[1]:], ")") && z.open(m[0]) == 0 {
			z.add(m[0])
			if end := z.title(m[1], true); end > 0 && s[m[1]-1] != ':' {
				z.add(m[1], end)
			}
		}
	}
	for _, word := range z.w.words.phrases["closing-prefix"] {
		for at := 0; ; {
			k := strings.Index(s[at:], word)
			if k < 0 {
				break
			}
			at += k
			if at*3 > len(s) && (ends(lastRune(s[:at])) || z.after(at)) {
				z.add(at)
			}
			at += len(word)
		}
	}
	z.tail()
	if m := inForce.FindStringIndex(s[:z.end()]); m != nil && lastRune(s[:m[0]]) != 0 && ends(lastRune(s[:m[0]])) {
		z.add(m[0])
	}
}

// end returns where the last zone of the line begins, or the line's end.
func (z *zoner) end() int {
	end := len(z.f.Text)
	for _, c := range z.cuts {
		if c*2 > len(z.f.Text) {
			end = min(end, c)
		}
	}
	return end
}

// after reports whether a zone ends at byte at.
func (z *zoner) after(at int) bool { return z.at[at] }

// chrome returns the bytes of what a page puts around a notice: 字体：大中小.
func (z *zoner) chrome(s string) int {
	n := 0
	for _, c := range z.w.words.chrome {
		if len(c.text) >= 12 && len(c.text) > n && strings.HasPrefix(s, c.text) {
			n = len(c.text)
		}
	}
	return n
}

// cover is the folded beginning of the document, where its title names who issues it.
func (z *zoner) cover() string {
	if z.top == "" {
		for i := 0; i < len(z.w.lines) && len(z.top) < 4000; i++ {
			z.top += beginning(z.w.lines[i].folded, 4000)
		}
	}
	return z.top
}

// head cuts titles, numbers, metadata and addressees from the line's start on.
func (z *zoner) head(at int) {
	s := z.f.Text
	for range 40 {
		rest := s[at:]
		n := 0
		if m := gluedNumber.FindString(rest); m != "" {
			n = len(m)
		} else if m := gluedStamp.FindString(rest); m != "" {
			n = len(m)
		} else if m := gluedHead.FindString(rest); m != "" && innerNumber.MatchString(beginning(rest, 300)) {
			n = len(m)
		} else if k := z.chrome(rest); k > 0 {
			n = k
		} else if k := z.letterheadEnd(rest); k > 0 {
			n = k
		} else if k := z.metadata(rest); k > 0 {
			n = k
		} else if k := z.letterhead(at); k > 0 {
			n = k
		} else if k := z.title(at); k > 0 {
			n = k - at
		} else if k := z.addressees(rest); k > 0 {
			z.add(at, at+k)
			return
		} else if k := z.nextKey(rest); k > 0 {
			n = k
		}
		if n == 0 || at+n >= len(s) {
			return
		}
		at += n
		z.add(at)
	}
}

// nextKey returns where the first key of metadata begins, behind what a page
// prints before it; 0 where none does.
func (z *zoner) nextKey(s string) int {
	head := beginning(s, 600)
	for k := strings.IndexByte(head, ':'); k >= 0; {
		for word := range z.w.words.metadata {
			if strings.HasSuffix(head[:k], word) && !strings.ContainsAny(head[:k], "。") {
				return k - len(word)
			}
		}
		next := strings.IndexByte(head[k+1:], ':')
		if next < 0 {
			break
		}
		k += 1 + next
	}
	return 0
}

// metadata returns the bytes up to the next key that a page prints about a
// notice; 0 where none begins here.
func (z *zoner) metadata(s string) int {
	key, value, ok := strings.Cut(beginning(s, 60), ":")
	if k := strings.IndexByte(key, ')'); k > 0 && key[0] == '(' { // 【法宝引证码】 CLI.12
		key, ok = key[1:k], true
		value = s[k+1:]
	}
	if _, known := z.w.words.metadata[strings.Trim(key, "*#-")]; !ok || !known {
		return 0
	}
	if m := gluedStamp.FindString(s[min(len(s), len(key)+1):]); m != "" {
		return len(key) + 1 + len(m)
	}
	if n := len(value) - len(strings.TrimLeft(value, "0123456789")); n > 0 && n < len(value) && firstRune(value[n:]) > 0x2e80 && !strings.ContainsRune("年月日", firstRune(value[n:])) {
		return len(key) + 1 + n // 浏览次数：20123
	}
	if strings.HasPrefix(value, "http") { // an address ends where Chinese begins
		from := len(key) + 1
		if k := strings.IndexFunc(s[from:], func(r rune) bool { return r >= 0x2e80 }); k > 0 {
			return from + k
		}
	}
	least := 0
	for at := len(key) + 1; at < min(len(s), 600); {
		k := strings.IndexByte(s[at:min(len(s), 600)], ':')
		if k < 0 {
			break
		}
		for word := range z.w.words.metadata {
			if strings.HasSuffix(s[len(key)+1:at+k], word) {
				if p := at + k - len(word); least == 0 || p < least {
					least = p
				}
			}
		}
		if least > 0 {
			return least
		}
		at += k + 1
	}
	return 0
}

// letterheadEnd returns the bytes of what stands before a title that begins with
// its organ: the organ's letterhead, 某某厅文件; 0 where nothing does.
func (z *zoner) letterheadEnd(s string) int {
	about := strings.Index(beginning(s, 360), "关于")
	if about < 0 {
		return 0
	}
	best := 0
	for i := range s[:about] {
		if i < 6 || !z.w.words.organ(s[i:about], false) || strings.ContainsAny(s[i:about], "(),，、:") {
			continue
		}
		before := s[:i]
		if firstRune(s[i:]) < 0x2e80 {
			continue
		}
		if strings.Contains(before, ">") && strings.Count(z.f.Text, s[i:about]) > 1 && firstRune(s[i:]) > 0x2e80 {
			return i // behind the way to the page; the organ signs, too
		}
		if strings.HasSuffix(before, s[i:about]) || isWord(before[len(before)-1]) && strings.Contains(before, "签发人:") {
			return i
		}
		for _, word := range z.w.words.phrases["letterhead"] {
			if strings.HasSuffix(before, word) {
				best = max(best, i)
			}
		}
	}
	return best
}

// letterhead returns the bytes of a name that stands before a title: 某某部\t某某公司….
func (z *zoner) letterhead(at int) int {
	s := z.f.Text[at:]
	for i, r := range beginning(s, 180) {
		if ends(r) && r != ')' {
			return 0
		}
		if i == 0 {
			continue
		}
		_, end := z.f.Back(at, at+i)
		gap := z.w.text[end:z.f.At(at+i)]
		if (strings.Contains(gap, "\t") || utf8.RuneCountInString(gap) >= 2) && z.title(at+i) > 0 {
			return i
		}
	}
	return 0
}

// title returns where the title that begins at byte at ends; 0 where none does.
// Where a heading (附件1) says that a title begins, any text may follow it.
func (z *zoner) title(at int, headed ...bool) int {
	s := beginning(z.f.Text[at:], 480)
	depth, found, loose := 0, 0, 0
	for i, r := range s {
		switch r {
		case '《', '“', '(', '〈', '<':
			depth++
			continue
		case '》', '”', ')', '〉', '>':
			depth--
			continue
		}
		if depth <= 0 && strings.ContainsRune("。;；:!?，,", r) {
			break
		}
		end := i + utf8.RuneLen(r)
		if depth > 0 || i < 15 || !z.w.words.genreEnds(s[:end]) {
			continue
		}
		if innerNumber.MatchString(s[:end]) && !strings.ContainsAny(s[:end], "《〈<") {
			break
		}
		rest := z.f.Text[at+end:]
		if m := afterTitle.FindString(rest); m != "" {
			end += len(m)
			rest = rest[len(m):]
		}
		if strings.ContainsRune("的》〉>", firstRune(rest)) {
			continue
		}
		if z.addressees(rest) > 0 {
			found = at + end // the shortest list of addressees is the one
			continue
		}
		if found == 0 && (z.begins(rest) || gluedAbout.MatchString(s[:end]) && !strings.ContainsRune("和与及或等、中要", firstRune(rest))) {
			found = at + end
			if _, n := utf8.DecodeRuneInString(rest); n > 0 && z.addressees(rest) == 0 {
				break
			}
		}
		if (loose == 0 || at+end-loose <= 12) && !strings.ContainsRune("的》中和、，是及与等之为性化", firstRune(rest)) {
			loose = at + end
		}
	}
	if found == 0 && len(headed) > 0 {
		return loose
	}
	return found
}

// begins reports whether what follows a title begins here: the number, addressees,
// a preamble, a block, the title once more.
func (z *zoner) begins(s string) bool {
	if s == "" || gluedNumber.MatchString(s) || z.addressees(s) > 0 || z.metadata(s) > 0 {
		return true
	}
	if l, ok := labelAt(beginning(s, 60)); ok && l.number == 1 {
		return true
	}
	for _, c := range z.w.words.chrome {
		if len(c.text) >= 6 && strings.HasPrefix(s, c.text) {
			return true
		}
	}
	for _, word := range z.w.words.phrases["preamble"] {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	for _, n := range z.names {
		if strings.HasPrefix(s, n) {
			return true
		}
	}
	return false
}

// addressees returns the bytes of a list of organs that ends in a colon.
func (z *zoner) addressees(s string) int {
	k := strings.IndexByte(beginning(s, 600), ':')
	if k <= 0 || !z.w.organs(s[:k]) {
		return 0
	}
	return k + 1
}

// signature cuts around a date that signs a text, and the organs above it.
func (z *zoner) signature(from, to int) {
	s := z.f.Text
	if strings.ContainsRune("起前以至到，,、。;；的印发出召在向就和与及-", firstRune(s[to:])) && to < len(s) {
		return
	}
	begin := max(0, from-300) // bytes: signatures are short
	for !utf8.RuneStart(s[begin]) {
		begin++
	}
	for i := from; i > begin; i-- {
		if z.at[i] {
			begin = i
		}
	}
	head := s[begin:from]
	if i := strings.LastIndexFunc(head, func(r rune) bool { return r == '。' || r == '！' || r == '!' || r == ';' || r == '；' || r == ':' }); i >= 0 {
		_, n := utf8.DecodeRuneInString(head[i:])
		begin, head = begin+i+n, head[i+n:]
	}
	if i := strings.LastIndexFunc(head, func(r rune) bool { return r < utf8.RuneSelf && isWord(byte(r)) || r == '@' }); i >= 0 {
		begin, head = begin+i+1, head[i+1:] // an address, a telephone number
	}
	if i := z.w.words.lastGenre(head); i > 0 && !strings.Contains(z.cover(), head+"关于") && z.w.words.organ(head[i:], true) {
		begin, head = begin+i, head[i:] // 附件：重点任务分工某某市人民政府
	}
	// （…负责）某某市人民政府办公室: the organ stands behind the bracket, or the bracket is the organ's.
	for _, k := range []int{strings.LastIndexByte(head, ')'), strings.LastIndex(head, "》")} {
		if k < 0 {
			continue
		}
		_, n := utf8.DecodeRuneInString(head[k:])
		if rest := head[k+n:]; rest != "" && rest != "(代章)" {
			begin, head = begin+k+n, rest
		}
	}
	for i := range head { // the organ as the title names it, behind the name of what is attached
		if len(head)-i >= 12 && z.w.words.organ(head[i:], true) && (i == 0 || i >= 12 && !z.w.words.place(head[:i])) && strings.Contains(z.cover(), head[i:]+"关于") {
			begin, head = begin+i, head[i:]
			break
		}
	}
	if n := utf8.RuneCountInString(head); n > 60 || n < 2 || !z.w.words.organ(strings.TrimSuffix(head, "(代章)"), true) || strings.ContainsAny(head, "，,") {
		return
	}
	if firstRune(s[to:]) == '(' {
		if k := strings.IndexByte(s[to:min(len(s), to+80)], ')'); k > 0 {
			z.add(to + k + 1)
			if end := z.title(to + k + 1); end > 0 {
				z.add(end)
			}
		}
	}
	z.add(begin, from, to)
	z.apart(begin, head)
	if end := z.title(to); end > 0 {
		z.add(end)
	}
}

// apart cuts between organs that sign together.
func (z *zoner) apart(at int, names string) {
	for i := range names {
		if i >= 9 && z.w.words.organ(names[:i], false) && beginsOrgan.MatchString(names[i:]) && z.w.words.organ(names[i:], false) {
			z.add(at + i)
			z.apart(at+i, names[i:])
			return
		}
	}
}

// beginsOrgan is how an organ's name begins that stands behind another's.
var beginsOrgan = regexp.MustCompile(`^(?:\p{Han}{2,3}(?:省|市|县|区|州|盟)|中共|国家|国务院|中国|全国|共青团)`)

// beforeName returns where the heading of an attachment begins whose title stands
// at byte at: at 附件1 before it, or at the title; -1 where the text only speaks of it.
func (z *zoner) beforeName(at int) int {
	s := z.f.Text
	if lastRune(s[:at]) == '《' {
		return -1
	}
	for _, m := range gluedAnnex.FindAllStringIndex(s[max(0, at-24):at], -1) {
		if from := max(0, at-24) + m[1]; from == at && s[at-1] != ':' {
			return max(0, at-24) + m[0]
		}
	}
	if before := lastRune(s[:at]); z.after(at) || ends(before) && before != '》' && before != ':' && z.open(at) == 0 {
		return at
	}
	return -1
}

// tail cuts what a page adds after the notice.
func (z *zoner) tail() {
	s := z.f.Text
	least := len(s)
	for _, c := range z.w.words.chrome {
		if len(c.text) < 12 {
			continue
		}
		k := strings.LastIndex(s, c.text)
		for k > len(s)/2 && len(s)-k < 3000 && (ends(lastRune(s[:k])) || z.after(k) || lastRune(s[:k]) == ']') {
			least = min(least, k)
			k = strings.LastIndex(s[:k], c.text)
		}
	}
	if least < len(s) {
		z.add(least)
		return
	}
	// Several such words close together are the page's, whatever stands before them.
	first, words := len(s), 0
	for _, c := range z.w.words.chrome {
		if k := strings.LastIndex(s, c.text); len(c.text) >= 12 && k >= 0 && len(s)-k < 400 {
			first = min(first, k)
			words++
		}
	}
	if words > 1 && first > 0 {
		z.add(first)
	}
}

// announced returns the folded titles that the cover says are attached: 《…》 beside
// 印发, and the names in its list of attachments.
func (w *work) announced() []string {
	var out []string
	for i := range w.lines {
		if !w.open(i) || w.lines[i].span.Len() < longLine && !w.lines[i].piece {
			continue
		}
		s := w.lines[i].folded
		for _, m := range quoted.FindAllStringIndex(s, -1) {
			near := s[max(0, m[0]-60):min(len(s), m[1]+300)]
			if name := plain(s[m[0]:m[1]]); strings.Contains(near, "印发") && len(name) > 18 && strings.Count(s, name) > 1 {
				out = append(out, name)
			}
		}
		for _, m := range annexNamed.FindAllStringSubmatch(s, -1) {
			for _, name := range splitNumbered(m[1]) {
				if name = w.words.twice(name, s); len(name) > 12 {
					out = append(out, name)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var annexNamed = regexp.MustCompile(`附件:([^。:;]{6,400})`)

// splitNumbered splits 1.甲2.乙 into its names.
func splitNumbered(s string) []string {
	var out []string
	at, want := 0, 1
	for i := range s {
		if l, ok := labelAt(s[i:]); ok && l.number == want {
			if i > at {
				out = append(out, s[at:i])
			}
			at = i + l.len
			want++
		}
	}
	return append(out, s[at:])
}

// twice returns the longest beginning of a name that ends as titles do, or in a
// bracket, and stands a second time in the text.
func (v *vocabulary) twice(name, text string) string {
	for end := len(name); end > 12; end-- {
		if s := name[:end]; (s[end-1] == ')' || v.genreEnds(s)) && utf8.ValidString(s) && strings.Count(text, s) > 1 {
			return s
		}
	}
	return ""
}

// organs reports whether a folded text is a list of organs and nothing else.
func (w *work) organs(s string) bool {
	if strings.ContainsAny(s, "。;:《") || s == "" {
		return false
	}
	for _, r := range clauses(s, listMarks) {
		name := s[r.Start:r.End]
		if !w.words.organ(name, true) && !strings.HasSuffix(name, "单位") && !strings.HasSuffix(name, "机构") && !strings.HasSuffix(name, "企业") && !strings.HasPrefix(name, "各") {
			return false
		}
	}
	return true
}
