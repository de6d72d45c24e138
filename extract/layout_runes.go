package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang/hanzi"
)

// ends reports whether r ends a sentence or a bracket.
func ends(r rune) bool { return strings.ContainsRune("。!！?？…)”》;；:：", r) }

// mayLabel reports whether a label inside a line may begin with r.
func mayLabel(r rune) bool {
	return r == '第' || r == '(' || r >= '0' && r <= '9' || hanzi.IsNumeral(r) || r >= '①' && r <= '⒛' || r >= '㈠' && r <= '㈩' || r >= 'Ⅰ' && r <= 'Ⅻ' ||
		r == '★' || r == '▲' || r == '☑' || r == '※' || r == '●'
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
