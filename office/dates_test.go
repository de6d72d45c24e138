package office

import (
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

func TestTypedDate(t *testing.T) {
	n, err := normalize.New(seeds.FS())
	must(t, err)
	read := typedDate(func() *normalize.Normalizer { return n }, 2017)
	for s, want := range map[string]taizhang.Date{
		"2017-06-30": "2017-06-30", "2017/6/30": "2017-06-30", "2017.6.30": "2017-06-30", "6.30": "2017-06-30", "６．３０": "2017-06-30",
		"2017年6月": "2017-06-30", "６月底": "2017-06-30", "六月底前": "2017-06-30", "2017年6月30日": "2017-06-30", " 年底 ": "2017-12-31",
		"2.30": "", "13.1": "", "尽快": "", "": "", "6月和7月": "", "持续实施": "",
	} {
		if got, ok := read(s); got != want || ok != (want != "") {
			t.Errorf("%q: %s, %v; want %s", s, got, ok, want)
		}
	}
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
