package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// pageField is what a page prints about the notice, beside the notice itself.
type pageField struct {
	name, value string
	spans       taizhang.Spans
}

// page takes what a page puts around the notice: its chrome, and the metadata it
// prints as 发文机关：国务院, on one line, on two, or in a table.
func (w *work) page() {
	w.siteNames()
	w.afterwards()
	for i := range w.lines {
		if w.open(i) && len(w.str(i)) <= 400 && w.words.isChrome(w.folded(i)) {
			w.lines[i].use = asChrome
		}
	}
	w.pageFoot()
	w.ownFile()
	n := w.coverEnds()
	for i := 0; i < n; i++ {
		if l := &w.lines[i]; l.grid != nil {
			w.metadataTable(i)
			continue
		}
		if !w.open(i) || len(w.str(i)) > 600 {
			continue
		}
		keys := w.pageKeys(w.str(i))
		if len(keys) == 0 {
			if _, labelled := w.label(i); labelled {
				break // the body has begun
			}
			w.unknownKey(i, n)
			continue
		}
		l := &w.lines[i]
		l.use = asChrome
		for k, key := range keys {
			end := l.span.End
			if k+1 < len(keys) {
				end = l.span.Start + keys[k+1].from
			}
			value := unbarred(w.text, l.span.Start+key.value, end)
			if last := k+1 == len(keys); last && value.Len() == 0 && i+1 < n && w.open(i+1) && len(w.str(i+1)) <= 600 &&
				len(w.pageKeys(w.str(i+1))) == 0 && (key.field == "title" || !w.startsTitle(i+1, n)) {
				i++
				value = w.lines[i].span
				w.lines[i].use = asField
			}
			w.keepField(key.field, value)
		}
	}
}

// ownFile takes the name of the file below the last line that holds the notice: 校办〔2023〕26号 关于开学的通知.
func (w *work) ownFile() {
	i := len(w.lines) - 1
	for i > 0 && (!w.open(i) || w.folded(i) == "") {
		i--
	}
	if i <= len(w.lines)/2 || !w.open(i) || len(w.folded(i)) > 400 {
		return
	}
	s := w.folded(i)
	number := w.namedNumber(s)
	if number == "" || i > 0 && (strings.HasSuffix(w.folded(i-1), ":") || w.namedNumber(w.folded(i-1)) != "") { // one of a list of others
		return
	}
	f := hanzi.Fold(w.str(i))
	a, b := f.Back(0, len(number))
	w.lines[i].use = asChrome
	w.keepField("doc_number", taizhang.Span{Start: w.lines[i].span.Start + a, End: w.lines[i].span.Start + b})
}

// namedNumber is the number that a folded line begins with, where the rest of it is the title under that.
func (w *work) namedNumber(s string) string {
	number := gluedNumber.FindString(s)
	if number == "" || !strings.HasPrefix(s[len(number):], "关于") || !w.words.genre(s) {
		return ""
	}
	return number
}

// afterwards takes what a page adds after the notice, from 相关文件 on, where nothing
// numbered follows.
func (w *work) afterwards() {
	other := false // numbered lines that need not be titles of notices
	var next label // of the first of the numbered lines behind line i
	for i := len(w.lines) - 1; i >= 0 && i > len(w.lines)/2; i-- {
		if !w.open(i) {
			continue
		}
		if l, labelled := w.label(i); labelled {
			s := w.folded(i)
			if next = l; w.words.says(s) {
				return
			}
			if !strings.Contains(s, "关于") || !w.words.genre(s[l.len:]) {
				if other = true; runes(s) > longestTitle || holds(s, "。", ";", ",") {
					return
				}
			}
			continue // a list of other notices
		}
		if glued := w.lines[i].piece; other && glued {
			return
		} else if (glued || len(w.str(i)) <= 60) && w.words.endsPage(w.folded(i), glued) {
			if next.number > 1 && w.numberBefore(i, next.style) == next.number-1 {
				return // 3.推出书目 ⏎ 推荐阅读 ⏎ 4.举办读书会
			}
			for k := i; k < len(w.lines); k++ {
				if w.open(k) {
					w.lines[k].use = asChrome
				}
			}
			return
		}
	}
}

// numberBefore returns the last number of a style above line i; 0 where none stands.
func (w *work) numberBefore(i int, of style) int {
	for k := i - 1; k >= 0; k-- {
		if l, ok := w.label(k); ok && w.open(k) && l.style == of {
			return l.number
		}
	}
	return 0
}

// startsTitle reports whether line i begins the notice's title, and so is no
// value of the key before it.
func (w *work) startsTitle(i, n int) bool {
	for _, f := range w.onPage {
		if f.name == "title" {
			return strings.HasPrefix(taizhang.FoldString(f.value), w.folded(i))
		}
	}
	return w.titleAt(i, n, 1) > 0
}

// metadataTable takes a table whose cells are keys and values, turn by turn.
func (w *work) metadataTable(i int) {
	l := &w.lines[i]
	keys, cells := 0, 0
	for _, row := range l.grid.Rows {
		for _, c := range row {
			if s := taizhang.Squeeze(c.Spans.Cut(w.text)); s != "" && !c.Covered {
				cells++
				if _, ok := w.words.metadata[strings.TrimSuffix(taizhang.FoldString(s), ":")]; ok {
					keys++
				}
			}
		}
	}
	if keys < 2 || keys*3 < cells {
		return
	}
	l.use = asChrome
	for _, row := range l.grid.Rows {
		for c := 0; c+1 < len(row); c++ {
			name, ok := w.words.metadata[strings.TrimSuffix(taizhang.FoldString(row[c].Spans.Cut(w.text)), ":")]
			if !ok || row[c].Covered || row[c+1].At == row[c].At || len(row[c+1].Spans) == 0 {
				continue
			}
			w.keepField(name, row[c+1].Spans...)
			c++
		}
	}
}

func (w *work) keepField(name string, value ...taizhang.Span) {
	ss := taizhang.Spans(value)
	s := strings.Trim(taizhang.FoldString(ss.Cut(w.text)), "-/()")
	if s == "" || w.words.nothing(s) {
		return
	}
	if name == "topic" && w.words.asks(s) {
		name = "title" // the subject of a letter
	}
	w.onPage = append(w.onPage, pageField{name, tidy(ss.Cut(w.text)), ss})
}

// pageFields puts into the draft what only the page says; what the notice prints
// itself comes before, and the page's word for it is kept under page_.
func (w *work) pageFields() {
	for _, f := range w.onPage {
		name, value := f.name, f.value
		switch name {
		case "signed_on", "published_at":
			if value = pageDate(taizhang.FoldString(f.value)); value == "" {
				name, value = "page_"+name, f.value
			}
		case "doc_number":
			value = taizhang.Squeeze(f.value)
		}
		if w.first(name).Name != "" {
			name = "page_" + strings.TrimPrefix(name, "page_")
		}
		w.field(name, value, f.spans)
	}
}

// pageDate reads a date as pages print it; empty if it is none.
func pageDate(s string) string {
	day, _, _ := strings.Cut(s, "日")
	if d := isoDate(day + "日"); d != "" {
		return d
	}
	m := stampLine.FindStringSubmatch(s)
	if m == nil || m[1] == "" {
		return ""
	}
	d, ok := date(m[1], m[2], m[3])
	if !ok {
		return ""
	}
	return d + clock(m[7])
}
