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
	w.afterwards()
	for i := range w.lines {
		if w.open(i) && len(w.str(i)) <= 400 && w.words.isChrome(w.folded(i)) {
			w.lines[i].use = asChrome
		}
	}
	w.pageFoot()
	n := w.coverEnds()
	for i := 0; i < n; i++ {
		if l := &w.lines[i]; l.grid != nil {
			w.metadataTable(i)
			continue
		}
		if !w.open(i) || len(w.str(i)) > 600 {
			continue
		}
		if _, labelled := w.label(i); labelled {
			break // the body has begun
		}
		name, at, ok := w.metadataKey(w.str(i))
		if !ok {
			continue
		}
		l := &w.lines[i]
		value := trimSpan(w.text, l.span.Start+at, l.span.End)
		for { // 发文机关：某某委 成文日期：2025年5月15日
			next := w.nextKey(value)
			if next < 0 {
				break
			}
			w.keepField(name, trimSpan(w.text, value.Start, next))
			rest := trimSpan(w.text, next, l.span.End)
			name, at, _ = w.metadataKey(w.text[rest.Start:rest.End])
			value = trimSpan(w.text, rest.Start+at, rest.End)
		}
		if value.Len() == 0 && i+1 < n && w.open(i+1) && len(w.str(i+1)) <= 600 {
			if _, _, key := w.metadataKey(w.str(i + 1)); !key && (name == "title" || !w.startsTitle(i+1, n)) {
				value = w.lines[i+1].span
				w.lines[i+1].use = asField
				i++
			}
		}
		l.use = asChrome
		w.keepField(name, value)
	}
}

// afterwards takes what a page adds after the notice, from 相关文件 on, where nothing
// numbered follows.
func (w *work) afterwards() {
	for i := len(w.lines) - 1; i >= 0 && i > len(w.lines)/2; i-- {
		if !w.open(i) {
			continue
		}
		if l, labelled := w.label(i); labelled {
			if s := w.folded(i); strings.Contains(s, "关于") && w.words.genre(s[l.len:]) && !w.words.says(s) {
				continue // a list of other notices
			}
			return
		}
		if glued := w.lines[i].piece; (glued || len(w.str(i)) <= 60) && w.words.endsPage(w.folded(i), glued) {
			for k := i; k < len(w.lines); k++ {
				if w.open(k) {
					w.lines[k].use = asChrome
				}
			}
			return
		}
	}
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

// metadataKey reads 发文机关： at the start of a line: the field it gives, and the
// byte after it.
func (w *work) metadataKey(s string) (name string, after int, ok bool) {
	f := hanzi.Fold(beginning(s, 60))
	dot := len(f.Text) - len(strings.TrimLeft(f.Text, "∙·•●◆*")) // ∙【制定机关】某市人民政府
	key, _, colon := strings.Cut(f.Text, ":")
	end := len(key) + 1
	if strings.HasPrefix(f.Text[dot:], "(") { // 【法宝引证码】 CLI.12
		if k := strings.IndexByte(f.Text, ')'); k > 0 && (!colon || k < len(key)) {
			key, colon, end = f.Text[dot+1:k], true, k+1
		}
	}
	if !colon || end > len(f.Text) {
		return "", 0, false
	}
	if name, ok = w.words.metadata[strings.TrimPrefix(key, "#")]; !ok {
		return "", 0, false
	}
	_, after = f.Back(0, end)
	return name, after, true
}

// nextKey returns where the next key begins in the value of one, after a blank;
// -1 where none does.
func (w *work) nextKey(value taizhang.Span) int {
	text := w.text[value.Start:value.End]
	for i, r := range text {
		if !taizhang.Blank(r) {
			continue
		}
		rest := strings.TrimLeftFunc(text[i:], taizhang.Blank)
		if _, _, ok := w.metadataKey(rest); ok {
			return value.End - len(rest)
		}
	}
	return -1
}

// metadataTable takes a table whose cells are keys and values, turn by turn.
func (w *work) metadataTable(i int) {
	l := &w.lines[i]
	keys, cells := 0, 0
	for _, row := range l.grid.Rows {
		for _, c := range row {
			if s := squeeze(c.Spans.Cut(w.text)); s != "" && !c.Covered {
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
	if len(ss) == 0 || ss[0].Len() == 0 {
		return
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
			value = squeeze(f.value)
		}
		if w.has(name) {
			name = "page_" + strings.TrimPrefix(name, "page_")
		}
		w.field(name, value, f.spans)
	}
}

// pageDate reads a date as pages print it; empty if it is none.
func pageDate(s string) string {
	if d := isoDate(s); d != "" {
		return d
	}
	m := stampLine.FindStringSubmatch(s)
	if m == nil || m[1] == "" {
		return ""
	}
	d, _ := date(m[1], m[2], m[3])
	if m[7] != "" && d != "" {
		d += "T" + strings.Repeat("0", 5-len(m[7])) + m[7]
	}
	return d
}
