package normalize

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// written is a mention as look-up wants it to be written: in simplified characters, without quotation
// marks and readings. “雙打”辦 is 双打办, 農業(yè)部 is 农业部.
func (n *Normalizer) written(mention string) string {
	twin := n.script.Twin(mention)
	if !strings.ContainsFunc(twin, unseen) {
		return twin
	}
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, twin)
}

// unseen reports whether a rune tells no names apart: quotation marks, and what shows nothing in a word.
func unseen(r rune) bool { return quote(r) || r != ' ' && r != '\u3000' && taizhang.Blank(r) }

func quote(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '"', '\'', '「', '」', '『', '』', '＂', '＇':
		return true
	}
	return false
}
