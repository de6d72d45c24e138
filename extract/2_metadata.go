package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// pageKey is a key of the metadata that a page prints about a notice: 发文机关：国务院.
type pageKey struct {
	field       string
	from, value int // bytes of the line: where the key begins, and its value
}

// pageKeys returns the keys that a line of the page's metadata prints, each at the line's start or
// behind a blank, and before a colon; where there are several, a blank does: 索 引 号 MB15 文 号 某政办〔2023〕1号.
// A time stamp may stand before the first one.
func (w *work) pageKeys(s string) []pageKey {
	var keys []pageKey
	colons := 0
	for at, blank := 0, true; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		if blank && !taizhang.Blank(r) {
			if key, colon, ok := w.pageKey(s[at:]); ok {
				key.from += at
				key.value += at
				keys = append(keys, key)
				if colon {
					colons++
				}
				at = key.value
				continue // blank: the value may be missing
			}
		}
		blank = taizhang.Blank(r)
		at += n
	}
	if len(keys) == 0 || colons == 0 && len(keys) < 2 {
		return stampAlone(w.words, s)
	}
	if keys[0].from > 0 {
		if m := gluedStamp.FindString(taizhang.FoldString(s[:keys[0].from])); m == "" || m != taizhang.FoldString(s[:keys[0].from]) {
			return nil
		}
		keys = append([]pageKey{{"published_at", 0, 0}}, keys...)
	}
	return keys
}

// pageKey reads the longest key at the start of s.
func (w *work) pageKey(s string) (key pageKey, colon, ok bool) {
	f := hanzi.Fold(beginning(s, 60))
	at := len(f.Text) - len(strings.TrimLeft(f.Text, "∙·•●◆*#")) // ∙【制定机关】某市人民政府
	text := f.Text[at:]
	inner := strings.TrimPrefix(text, "(")
	long := ""
	for word := range w.words.metadata {
		if len(word) > len(long) && strings.HasPrefix(inner, word) {
			long = word
		}
	}
	if long == "" {
		return pageKey{}, false, false
	}
	end := at + len(text) - len(inner) + len(long)
	switch rest := f.Text[end:]; {
	case inner != text: // 【法宝引证码】 CLI.12
		if colon = strings.HasPrefix(rest, ")"); !colon {
			return pageKey{}, false, false
		}
		end++
		if strings.HasPrefix(f.Text[end:], ":") {
			end++
		}
	case strings.HasPrefix(rest, ":"):
		colon = true
		end++
	default:
		_, after := f.Back(end-1, end)
		if r, _ := utf8.DecodeRuneInString(s[after:]); after < len(s) && !taizhang.Blank(r) {
			return pageKey{}, false, false
		}
	}
	_, after := f.Back(end-1, end)
	return pageKey{w.words.metadata[long], 0, after}, colon, true
}

// keyAtEnd returns the bytes of the longest key that folded text ends in (责任编辑 rather than 编辑); 0 where it ends in none.
func (v *vocabulary) keyAtEnd(s string) (n int) {
	for word := range v.metadata {
		if len(word) > n && strings.HasSuffix(s, word) {
			n = len(word)
		}
	}
	return n
}

// stampAlone reads a time stamp with the organ that put the page up: 2023-01-05 10:00 区人民政府办公室.
func stampAlone(v *vocabulary, s string) []pageKey {
	f := hanzi.Fold(beginning(s, 120))
	m := gluedStamp.FindString(f.Text)
	if m == "" || len(m) == len(f.Text) || len(f.Text) > 90 || !v.organ(f.Text[len(m):], true) {
		return nil
	}
	at := f.At(len(m))
	return []pageKey{{"published_at", 0, 0}, {"source", at, at}}
}

// unknownKey takes a short line that names a value, and stands between lines of metadata of the page.
func (w *work) unknownKey(i, n int) {
	key, _, colon := strings.Cut(w.folded(i), ":")
	if !colon || utf8.RuneCountInString(key) > 8 || i == 0 || w.lines[i-1].use != asChrome || len(w.str(i)) > 240 {
		return
	}
	for k := i + 1; k < min(i+3, n); k++ {
		if w.open(k) && len(w.pageKeys(w.str(k))) > 0 {
			w.lines[i].use = asChrome
			return
		}
	}
}
