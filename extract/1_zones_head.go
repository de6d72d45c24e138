package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// chrome returns the bytes of what a page puts around a notice, of so many at least: 字体：大中小.
func (z *zoner) chrome(s string, least int) int {
	n := 0
	for _, c := range z.w.words.chrome {
		if len(c.text) >= least && len(c.text) > n && !c.foot() && strings.HasPrefix(s, c.text) {
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
		if m := gluedNumber.FindString(rest); m != "" && !z.w.words.beginsWith(m, "basis") {
			n = len(m)
		} else if m := gluedStamp.FindString(rest); m != "" && !dateGoesOn(rest[len(m):]) {
			n = len(m)
		} else if k := z.addressees(rest); k > 0 {
			z.add(at, at+k)
			return
		} else if from, to := z.numbered(rest); to > 0 {
			z.add(at + from)
			n = to
		} else if m := gluedHead.FindString(rest); m != "" && innerNumber.MatchString(beginning(rest, 300)) {
			n = len(m)
		} else if k := z.chrome(rest, 12); k > 0 {
			n = k
		} else if k := z.letterheadEnd(rest); k > 0 {
			n = k
			if key := z.nextKey(rest[:k]); key > 0 {
				n = key
			}
		} else if k := z.metadata(rest); k > 0 {
			n = k
			z.learn(rest[:k])
		} else if k := z.quoted(rest); k > 0 {
			n = k
		} else if k := z.letterhead(at); k > 0 {
			n = k
		} else if k := z.title(at); k > 0 {
			n = k - at
			if from, to := z.again(rest[:n]); from > 0 && to == n {
				z.add(at + from) // 政策全文某某部关于…
			}
			z.known = append(z.known, rest[:n])
		} else if k := z.nextKey(rest); k > 0 {
			n = k
		} else if from, to := z.again(rest); to > 0 {
			z.add(at + from)
			n = to
		} else if k := z.numberIn(beginning(rest, 240)); k > 0 {
			n = k
		}
		if n == 0 || at+n >= len(s) {
			return
		}
		at += n
		z.add(at)
	}
}

// learn keeps the title or number that a line of metadata states.
func (z *zoner) learn(s string) {
	key, value, _ := strings.Cut(s, ":")
	value = strings.Trim(value, "•·")
	if field := z.w.words.metadata[key]; (field == "title" || field == "doc_number") && len(value) >= 18 {
		z.known = append(z.known, value)
	}
}

// again returns where a title or number that is known stands first in s, from and to; 0 where none does.
func (z *zoner) again(s string) (from, to int) {
	s = beginning(s, 600)
	for _, known := range z.known {
		if k := strings.Index(s, known); k >= 0 && (to == 0 || k < from) {
			from, to = k, k+len(known)
		}
	}
	return from, to
}

// numberIn returns where a document number begins in s behind no other mark than those of a list: with what the
// numbers of a region or the centre begin with, or as one that is known; -1 where none does.
func (z *zoner) numberIn(s string) int {
	m := innerNumber.FindStringIndex(s)
	if m == nil || strings.ContainsAny(s[:m[0]], "。;:《》") || strings.Contains(s[:m[0]], "关于") {
		return -1
	}
	if from, to := z.again(s); to == m[1] {
		return from
	}
	at := m[0]
	for n, best := 1, -1; ; n++ {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if at -= size; !unicode.Is(unicode.Han, r) || n > 10 {
			return best
		}
		if z.w.words.endsWith(s[:at+size], "basis") {
			return -1 // 根据国发〔2022〕12号
		}
		if n > 1 && slices.Contains(z.w.words.prefixes, string(r)) {
			best = at
		}
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

// metadata returns the bytes of a key that a page prints about a notice and of its value; 0 where none begins here.
func (z *zoner) metadata(s string) int {
	key, _, ok := strings.Cut(beginning(s, 60), ":")
	from := len(key) + 1
	if k := strings.IndexByte(key, ')'); k > 0 && key[0] == '(' { // 【法宝引证码】 CLI.12
		key, ok, from = key[1:k], true, k+1
	}
	if _, known := z.w.words.metadata[strings.Trim(key, "*#-")]; !ok || !known {
		return 0
	}
	from = min(len(s), from)
	end := z.valueEnd(beginning(s[from:], 600))
	if k := z.addressedFrom(s, from); k > 0 && (end < 0 || k < from+end) {
		return k
	}
	if end < 0 {
		return 0
	}
	return from + end
}

// addressedFrom returns where behind byte from of s, with which the line ends, and a blank a list of addressees begins: 来源：市水利局 |各县：;
// 0 where none does.
func (z *zoner) addressedFrom(s string, from int) int {
	at := len(z.f.Text) - len(s)
	for i := range beginning(s[from:], 120) {
		if k := from + i; i > 0 && s[k] != '(' && z.blankBefore(at+k) && z.addressees(s[k:]) > 0 {
			return k
		}
	}
	return 0
}

// valueEnd returns where the value at the start of s ends: as times, counts, addresses and numbers do, else where the next
// key or something known begins; -1 where that can't be told.
func (z *zoner) valueEnd(s string) int {
	if m := gluedStamp.FindString(s); m != "" {
		return len(m)
	}
	if k := z.numberIn(s); k >= 0 {
		if k == 0 {
			k = len(gluedNumber.FindString(s))
		}
		return k
	}
	if n := len(s) - len(strings.TrimLeft(s, "0123456789")); n > 0 && n < len(s) && firstRune(s[n:]) > 0x2e80 && !strings.ContainsRune("年月日", firstRune(s[n:])) {
		return n + len(s[n:]) - len(strings.TrimPrefix(s[n:], "次")) // 浏览次数：20123
	}
	if strings.HasPrefix(s, "http") { // an address ends where Chinese begins
		if k := strings.IndexFunc(s, func(r rune) bool { return r >= 0x2e80 }); k > 0 {
			return k
		}
	}
	end := -1
	for at := 0; end < 0; {
		k := strings.IndexByte(s[at:], ':')
		if k < 0 {
			break
		}
		at += k
		if n := z.w.words.keyAtEnd(s[:at]); n > 0 {
			end = at - n
		}
		at++
	}
	if from, to := z.again(s); to > 0 && (end < 0 || from < end) {
		end = from
	}
	return end
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
		if ends(r) && r != ')' || strings.HasSuffix(s[:i], "关于") {
			return 0
		}
		if i == 0 {
			continue
		}
		_, end := z.f.Back(at, at+i)
		gap := z.w.text[end:z.f.At(at+i)]
		path := gap != "" && strings.Contains(s[:i], ">") && !strings.HasSuffix(s[:i], ">") // 首页 > 通知公告 |关于…
		if (path || strings.Contains(gap, "\t") || utf8.RuneCountInString(gap) >= 2) && z.title(at+i) > 0 {
			return i
		}
	}
	return 0
}
