package catalog

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

var chinese = Printer{Chinese: true}

func TestSprintf(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{chinese.Sprintf("due %s", taizhang.Date("2017-06-30")), "截止 2017-06-30"},
		{Printer{}.Sprintf("due %s", taizhang.Date("2017-06-30")), "due 2017-06-30"},
		{chinese.Sprintf("%v %s", taizhang.Lead, "四川省财政厅"), "牵头 四川省财政厅"},
		{chinese.Sprintf("%s failed", Count{3, "source"}), "3 个来源失败"},
		{Printer{}.Sprintf("%s failed", Count{1, "source"}), "1 source failed"},
		{chinese.Sprintf("no row has this: %s", "x"), "no row has this: x"},
		{Printer{}.Sprintf("wrote %s", "a\x1b[2Jb"), `wrote a\u001b[2Jb`},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// What was made in another room is found again by its pattern, with its values.
func TestErrors(t *testing.T) {
	_, missing := os.Open("/nowhere/at/all")
	for _, c := range []struct {
		err  error
		want string
	}{
		{&taizhang.Error{Kind: taizhang.Malformed, Path: "a.zip", What: "the archive is damaged here", Remedy: "download it again"}, "a.zip：已损坏：压缩包在此处损坏；请重新下载"},
		{&taizhang.Error{Kind: taizhang.TooLarge, Path: "a.xlsx", What: "a table of more than 5000 cells"}, "a.xlsx：过大：表格超过 5000 个单元格"},
		{&taizhang.Error{Kind: taizhang.IO, What: "no room for 64 MB in /tmp"}, "读写失败：/tmp 里放不下 64 MB"},
		{&taizhang.Error{Kind: taizhang.IO, Path: "a.txt", What: "can't read the file", Err: missing}, "a.txt：读写失败：无法读取该文件（打开 /nowhere/at/all：没有这个文件或文件夹）"},
		{Errorf("export: %v", Errorf("%s %s: want a date, as in 2017-07-10", "--as-of", "soon")), "export：--as-of soon：须写日期，如 2017-07-10"},
		{errors.Join(nil, errors.New("out of memory")), "内存不足"},
		{errors.New("what nobody translated"), "what nobody translated"},
		{fs.ErrNotExist, "file does not exist"},
	} {
		if got := chinese.Error(c.err); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
		if got := (Printer{}).Error(c.err); got != c.err.Error() {
			t.Errorf("in English it is %q", got)
		}
	}
}

// A translation has the values of the message, each once, and no English sentence in it.
func TestRows(t *testing.T) {
	for from, table := range map[string]map[string]string{"messages.tsv": read().messages, "terms.tsv": read().terms} {
		for en, zh := range table {
			a, b := verb.Compiled().FindAllString(en, -1), verb.FindAllString(zh, -1)
			for i, v := range b {
				if n := verb.Compiled().FindStringSubmatch(v)[1]; n != "" {
					b[i] = strings.Replace(v, "["+n+"]", "", 1)
				}
			}
			if !strings.Contains(zh, "%[") {
				if !slices.Equal(a, b) {
					t.Errorf("%s: %q has the values %v, %q has %v", from, en, a, zh, b)
				}
				continue
			}
			slices.Sort(a)
			slices.Sort(b)
			if !slices.Equal(a, b) {
				t.Errorf("%s: %q has the values %v, %q has %v", from, en, a, zh, b)
			}
		}
	}
}
