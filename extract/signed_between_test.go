package extract

import (
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestSignedBetween cuts a line whose pieces blanks part: | stands where it is cut.
func TestSignedBetween(t *testing.T) {
	v := words(t)
	for _, want := range []string{
		"中共云海市委办公室　　|云海市人民政府办公室　　|2022年3月18日",
		"请遵照执行。　　|云海县农业农村局　　|2023年3月14日",
		"2023年3月28日　　|（此件公开发布）",
		"云海市水务局　　2022年3月18日　　建成管网12公里",
		"会议召开　　2022年3月18日",
	} {
		text := strings.ReplaceAll(want, "|", "")
		w := &work{Extractor: &Extractor{words: v}, text: text, draft: &taizhang.Draft{}}
		w.lines = fold(text, []line{{span: taizhang.Span{Start: 0, End: len(text)}}})
		got, from := "", 0
		for _, at := range w.signedBetween(0) {
			got += text[from:at] + "|"
			from = at
		}
		if got += text[from:]; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
