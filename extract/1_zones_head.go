package extract

import (
	"strings"
	"unicode/utf8"
)

// chrome returns the bytes of what a page puts around a notice: 字体：大中小.
func (z *zoner) chrome(s string) int {
	n := 0
	for _, c := range z.w.words.chrome {
		if len(c.text) >= 12 && len(c.text) > n && !c.foot() && strings.HasPrefix(s, c.text) {
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
		} else if k := z.addressees(rest); k > 0 {
			z.add(at, at+k)
			return
		} else if from, to := z.numbered(rest); to > 0 {
			z.add(at + from)
			n = to
		} else if m := gluedStamp.FindString(rest); m != "" && !dateGoesOn(rest[len(m):]) {
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

// numbered returns where the number begins and ends that stands glued between a letterhead
// and the title: 某某公司加急办值通〔2021〕120号某某部关于…; 0 where none does.
func (z *zoner) numbered(s string) (from, to int) {
	m := innerNumber.FindStringIndex(beginning(s, 240))
	if m == nil || strings.ContainsAny(s[:m[0]], "。;；:《》，,") {
		return 0, 0
	}
	organ, _, about := strings.Cut(beginning(s[m[1]:], 240), "关于")
	glued := z.w.words.organ(organ, true) && !strings.ContainsAny(organ, "。;；:，,、") && !strings.Contains(s[:m[0]], "关于")
	if !(about && (organ == "" || glued)) && !strings.HasPrefix(s[m[1]:], "签发人") {
		return 0, 0
	}
	for _, close := range []struct { // the surest end of a letterhead first
		least int // bytes of the shortest number: 团〔2021〕8号
		ends  func(before string) bool
	}{
		{3, func(before string) bool {
			return z.w.words.endsIn(before, "letterhead") || z.w.words.endsIn(before, "urgency")
		}},
		{6, func(before string) bool { return z.w.words.organ(before, true) }},
	} {
		for k := m[0] - close.least; k > max(6, m[0]-36); k-- { // a number has twelve characters at most
			if utf8.RuneStart(s[k]) && close.ends(s[:k]) {
				return k, m[1]
			}
		}
	}
	return 0, 0
}

// nextKey returns where the first key of metadata begins, behind what a page
// prints before it; 0 where none does.
func (z *zoner) nextKey(s string) int {
	head := beginning(s, 600)
	for k := strings.IndexByte(head, ':'); k >= 0; {
		if n := z.w.words.keyAtEnd(head[:k]); n > 0 && !strings.Contains(head[:k], "。") {
			return k - n
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
	for at := len(key) + 1; at < min(len(s), 600); {
		k := strings.IndexByte(s[at:min(len(s), 600)], ':')
		if k < 0 {
			break
		}
		if n := z.w.words.keyAtEnd(s[len(key)+1 : at+k]); n > 0 {
			return at + k - n
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
	for _, word := range z.w.words.phrases["urgency"] { // 某某公司内部事项某某部关于…
		if k := strings.LastIndex(s[:about], word); k > 0 && len(word) >= len("内部事项") {
			best = max(best, k+len(word))
		}
	}
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
		if z.w.words.endsIn(before, "letterhead") || z.w.words.endsIn(before, "urgency") {
			best = max(best, i)
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
