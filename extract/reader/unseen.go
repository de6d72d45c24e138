package reader

import (
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
)

// concealed says why text that a file holds is not seen, as flags.
type concealed uint8

const (
	byHiding concealed = 1 << iota // hidden, white on white
	bySize                         // without size: an element with one is seen, if it is not hidden as well
	byStrike                       // struck through
)

// unseen counts the visible runes of text that is left out.
type unseen struct{ hidden, struck int }

// add counts text. What is struck and hidden too was never seen struck.
func (u *unseen) add(text string, why concealed) {
	n := &u.struck
	if why&(byHiding|bySize) != 0 {
		n = &u.hidden
	}
	for _, r := range text {
		if !taizhang.Blank(r) {
			*n++
		}
	}
}

// finding says what was left out, and is appended to all.
func (u unseen) finding(all []taizhang.Finding) []taizhang.Finding {
	var parts, remedies []string
	if u.hidden > 0 {
		parts, remedies = append(parts, fmt.Sprintf("%d 个字设为隐藏文字", u.hidden)), append(remedies, "取消隐藏")
	}
	if u.struck > 0 {
		parts, remedies = append(parts, fmt.Sprintf("%d 个字加了删除线", u.struck)), append(remedies, "去掉删除线")
	}
	if len(parts) == 0 {
		return all
	}
	return append(all, taizhang.Finding{Code: "hidden-text", Severity: taizhang.Warning,
		Message: "文件中有 " + strings.Join(parts, "、") + "，未读入；如属正文，请" + strings.Join(remedies, "、") + "后重新读取"})
}
