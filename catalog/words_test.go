package catalog

import (
	"os"
	"regexp"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestCodesHaveWords: what a ledger and its findings are coded with is shown in Chinese.
func TestCodesHaveWords(t *testing.T) {
	codes := []string{string(taizhang.RoundTrial), string(taizhang.RoundSent), string(taizhang.RoundClosed), string(taizhang.Info), string(taizhang.Warning), string(taizhang.Fault)}
	for _, r := range taizhang.Roles {
		codes = append(codes, string(r))
	}
	for _, v := range taizhang.Verdicts {
		codes = append(codes, string(v))
	}
	for _, k := range []taizhang.DeadlineKind{taizhang.By, taizhang.Start, taizhang.During, taizhang.Ongoing, taizhang.Recurring, taizhang.Relative, taizhang.Unspecified} {
		codes = append(codes, string(k))
	}
	findings, err := os.ReadFile("../docs/findings.md")
	must(t, err)
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|").FindAllSubmatch(findings, -1) {
		codes = append(codes, string(m[1]))
	}
	for _, c := range codes {
		if Word(c) == c {
			t.Errorf("terms.tsv has no row for %s", c)
		}
	}
}

func TestPlace(t *testing.T) {
	for at, want := range map[string]string{
		"p[12]": "第12段", "page 3": "第3页", "page 3/table[1]": "第3页表1", "table[1]/tr[4]/td[2]": "表1第4行第2列", "footnote[2]": "脚注2", "Sheet1!C7": "Sheet1!C7", "": "",
	} {
		if got := Place(at); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
}
