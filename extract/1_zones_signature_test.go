package extract

import (
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestSignedOnOneLine cuts a line on which organs sign, with a date and a remark behind or not: | stands where it is cut.
func TestSignedOnOneLine(t *testing.T) {
	for _, want := range []string{
		"中共云海市委办公室　　云海市人民政府办公室　　|2022年3月18日",
		"请遵照执行。　　|云海县农业农村局　　|2023年3月14日",
		"请遵照执行。|云海县农业农村局|2023年3月14日|（此件公开发布）",
		"2023年3月28日　　|（此件公开发布）",
		"云海市水务局　　2022年3月18日　　建成管网12公里",
		"会议召开　　2022年3月18日",
		"请认真抓好落实。|2024年3月14日",
		"报送时间：2024年3月14日",
		"请抓好落实。2024年3月14日起施行",
		"2024年3月3日（星期日）",
		"云海县农业农村局2024年3月8日（下午5点前）",
	} {
		text := strings.ReplaceAll(want, "|", "")
		w := &work{Extractor: &Extractor{words: words(t)}, text: text, draft: &taizhang.Draft{}}
		w.lines = fold(text, []line{{span: taizhang.Span{Start: 0, End: len(text)}}})
		w.zones()
		got := ""
		for _, l := range w.lines {
			got += text[l.span.Start:l.span.End] + "|"
		}
		if got := strings.TrimSuffix(got, "|"); strings.ReplaceAll(got, "　", "") != strings.ReplaceAll(want, "　", "") {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestRemarks: what stands behind the date of a signature on how the notice is published or sent, however long it is.
func TestRemarks(t *testing.T) {
	for text, want := range map[string]bool{
		"(此件公开发布)某市": true,
		"(此件不公开发布，发至收文单位本级。未经许可，严禁以任何方式对外传播，任何媒体不得转载，违者追究法律责任。)某市": true,
		"(盖章)":    true,
		"(星期日)":   false,
		"(下午5点前)": false,
	} {
		if got := words(t).remarks(text) > 0; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
