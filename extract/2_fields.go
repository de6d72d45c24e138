package extract

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

var (
	docNumber = lazy.NewPattern(`^\(?(?:发文字号:?|文号:?)?([^\P{Han}的](?:、|[^\P{Han}的]){0,20}\((\d{4})\)(?:第)?\d{1,5}号)\)?$`)
	dateLine  = lazy.NewPattern(`^\(?(\d{4}|[〇零○oO0一二三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日\)?$`)
	roughDate = lazy.NewPattern(`^(?:(?:19|20)\d\d[\d年月日./-]{0,8}|年月日)$`)
	stampLine = lazy.NewPattern(`^(?:(?:发布|发文|更新|成文)?(?:时间|日期):)?(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}))(?:(\d{1,2}:\d{2})(?::\d{2})?)?$`)
	sealLine  = lazy.NewPattern(`^\((?:\p{Han}{0,12}代章|公章|盖章|章|印章)\)$`)
	printLine = lazy.NewPattern(`^(\D+?)(\d{4}年\d{1,2}月\d{1,2}日)印发$`)
	fileName  = lazy.NewPattern(`([^\P{Han}的]{2,12}\((\d{4})\)\d{1,5}号)[^()。;]{4,200}(?:\([^()]{1,20}\))?\.(?:pdf|docx?|wps|ofd)`)
	quoted    = lazy.NewPattern(`《[^《》]*(?:《[^《》]*》[^《》]*)*》`)
)

// coverLines is how far down the title, number and addressees are looked for, beyond
// what a page prints before the notice.
const coverLines = 60

// coverEnds returns the line before which title, number and addressees are looked
// for: the first block, or so many lines down.
func (w *work) coverEnds() int {
	n := w.firstBlock()
	if n < len(w.lines) {
		return min(n+1, 400)
	}
	return min(n, coverLines)
}

// fields takes the lines that are printed once for the whole notice.
func (w *work) fields() {
	w.letterheads()
	w.noticeTitle()
	numbered, addressed, several := false, false, w.severalCounted()
	cover := max(w.coverEnds(), min(coverLines, len(w.lines)))
	for i := range w.lines {
		if !w.open(i) {
			continue
		}
		s := w.folded(i)
		if len(s) > 400 && !(len(s) <= longestAddress && strings.HasSuffix(s, ":")) {
			continue
		}
		switch {
		case i < cover && !numbered && docNumber.MatchString(s) && !w.words.beginsWith(s, "basis"): // 根据某政发〔2022〕8号
			numbered = true
			w.docNumber(i, s)
		case i < cover && stampLine.MatchString(s):
			w.stamp(i, s)
		case i < cover && !addressed && !(several && w.counted(i)) && w.addressees(i, s):
			addressed = true
		case strings.HasSuffix(s, "印发") && printLine.MatchString(s):
			m := printLine.FindStringSubmatch(s)
			f := hanzi.Fold(w.str(i))
			a, b := f.Back(0, len(m[1]))
			c, d := f.Back(len(m[1]), len(m[1])+len(m[2]))
			w.lines[i].use = asField
			at := w.lines[i].span.Start
			w.field("printed_by", m[1], taizhang.Of(at+a, at+b))
			w.field("printed_on", isoDate(m[2]), taizhang.Of(at+c, at+d))
		}
	}
	w.signature()
	if w.first("doc_number").Name == "" {
		w.fileNumber()
	}
}

// fileNumber takes the number that the page's copy of the notice has in its name (相关附件：某府发〔2023〕5号关于….pdf): it begins as
// the issuer does and is of the year of the signature, so that no document of others is meant.
func (w *work) fileNumber() {
	region := beginning(taizhang.FoldString(w.first("issuer").Value), len("云海"))
	for i := range w.lines {
		f := w.folded(i)
		m := fileName.FindStringSubmatchIndex(f)
		if m != nil && region != "" && strings.HasPrefix(f[m[2]:], region) && strings.HasPrefix(w.first("signed_on").Value, f[m[4]:m[5]]) {
			a, b := hanzi.Fold(w.str(i)).Back(m[2], m[3])
			ss := taizhang.Of(w.lines[i].span.Start+a, w.lines[i].span.Start+b)
			w.field("doc_number", taizhang.Squeeze(ss.Cut(w.text)), ss)
			return
		}
	}
}

// letterheads takes the lines 某某厅文件 above the number, and those of organs that say how open
// and urgent the notice is.
func (w *work) letterheads() {
	for i := range min(len(w.lines), coverLines) {
		s := w.folded(i)
		if !w.open(i) || len(s) > 240 || i+1 >= len(w.lines) || w.lines[i+1].grid != nil {
			continue
		}
		if name := w.words.unmarked(s); name == "" && s != "" || len(name) < len(s) && w.words.organ(name, true) {
			w.lines[i].use = asChrome
			continue
		}
		if m := gluedHead.FindString(s); m == s && m != "" && docNumber.MatchString(w.folded(i+1)) {
			w.lines[i].use = asChrome
		}
	}
}

func (w *work) take(i int, name, value string, spans taizhang.Spans) {
	w.lines[i].use = asField
	w.field(name, value, spans)
}

// docNumber takes a line that is a 发文字号, printed after its name or alone.
func (w *work) docNumber(i int, folded string) {
	m := docNumber.FindStringSubmatchIndex(folded)
	from := m[3] - len(w.words.unmarked(folded[m[2]:m[3]])) // 加急某办〔2021〕3号
	name := folded[from : m[4]-1]
	for _, word := range w.words.phrases["letterhead"] { // 某市人民政府文件某政〔2021〕3号
		if k := strings.LastIndex(name, word); k > 0 && k+len(word) < len(name) {
			from += k + len(word)
			break
		}
	}
	a, b := hanzi.Fold(w.str(i)).Back(from, m[3])
	at := w.lines[i].span.Start
	ss := taizhang.Of(at+a, at+b)
	w.take(i, "doc_number", taizhang.Squeeze(ss.Cut(w.text)), ss)
}

// addressees takes a line of organs that ends in a colon, before the body starts.
func (w *work) addressees(i int, s string) bool {
	body, ok := strings.CutSuffix(s, ":")
	if !ok || w.labelled(i) {
		return false
	}
	names := w.words.addressees(body)
	if names == nil {
		return false
	}
	f := hanzi.Fold(w.str(i))
	at := w.lines[i].span.Start
	w.lines[i].use = asField
	for _, r := range names {
		a, b := f.Back(r.Start, r.End)
		raw := w.text[at+a : at+b]
		w.field("addressee", taizhang.Squeeze(raw), taizhang.Of(at+a, at+b))
	}
	return true
}

// stamp reads the page's own date line. A date printed 04.02.2017 has its day
// first: the dotted order is day, month, year wherever it is in use; the other
// reading is kept in a finding while both are dates.
func (w *work) stamp(i int, s string) {
	spans := taizhang.Spans{w.lines[i].span}
	m := stampLine.FindStringSubmatch(s)
	year, month, day := m[1], m[2], m[3]
	if year == "" {
		day, month, year = m[4], m[5], m[6]
	}
	iso, ok := date(year, month, day)
	if m[1] == "" {
		other, twin := date(year, day, month)
		if !ok {
			iso, ok = other, twin
		} else if twin && other != iso {
			w.find("date-order", taizhang.Warning, "“"+strings.Join(strings.Fields(w.str(i)), " ")+"”的日、月先后有两种读法：按日在前读作 "+iso+"，若月在前则为 "+other, spans, "")
			w.second("published_at", other, "month-first", 0)
		}
	}
	if !ok {
		return
	}
	w.take(i, "published_at", iso+clock(m[7]), spans)
}

// isoDate reads a folded 2017年1月25日 or 二〇一七年一月二十五日; empty if it is no date.
func isoDate(s string) string {
	m := dateLine.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	iso, _ := date(m[1], m[2], m[3])
	return iso
}

// clock is a time of day as it stands behind an ISO date: T08:30; empty of none.
func clock(s string) string {
	if s == "" {
		return ""
	}
	return "T" + strings.Repeat("0", 5-len(s)) + s
}

func date(year, month, day string) (string, bool) {
	y, ok1 := hanzi.Numeral(year)
	m, ok2 := hanzi.Numeral(month)
	d, ok3 := hanzi.Numeral(day)
	if !ok1 || !ok2 || !ok3 {
		return "", false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != m {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// tidy removes white space between Chinese characters and keeps single blanks
// between Latin words.
func tidy(s string) string {
	parts := strings.FieldsFunc(s, taizhang.Blank)
	var b strings.Builder
	for i, p := range parts {
		if i > 0 && p[0] < utf8.RuneSelf && isWord(parts[i-1][len(parts[i-1])-1]) && isWord(p[0]) {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}

func isWord(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' }
