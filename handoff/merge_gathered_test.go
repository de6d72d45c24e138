package handoff

import (
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// TestUnknownRoundBesideKnown: where keys of some rows name a round that was never handed
// out, what they say is a conflict of the round that the others name, which there is.
func TestUnknownRoundBesideKnown(t *testing.T) {
	b := sampleBook("省科技厅")
	for name, change := range map[string]func(string) string{
		"another round": func(key string) string { return strings.Replace(key, testRound, "2019Q9", 1) },
		"a quote":       func(key string) string { return "'" + key },
		"another organ, too": func(key string) string {
			return strings.Replace(strings.Replace(key, testRound, "2019Q9", 1), OrganID(b.Organ), OrganID("省教育厅"), 1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			data := edit(t, shortBook(t, b), func(f *excelize.File) {
				key, err := f.GetCellValue("填报表", "N7")
				must(t, err)
				set(t, f, map[string]any{"G7": "已立项", "H8": "进行中", "N7": change(key)})
			})
			returns, err := Read("a.xlsx", data, ReadOptions{})
			must(t, err)
			m := Merge(b.Handouts, nil, returns, MergeOptions{})
			for _, c := range m.Conflicts {
				if c.Round != testRound {
					t.Errorf("a conflict of a round that is not there: %+v", c)
				}
			}
			if got := taken(m); !strings.Contains(got, "2/status=进行中") || strings.Contains(got, "; 1/q2=") || !strings.Contains(got, "!key 校验码") {
				t.Error(got)
			}
			for _, s := range m.Returns {
				if s.Err != nil {
					t.Error(s.Err)
				}
			}
		})
	}
	m := Merge(b.Handouts, nil, []Return{{File: "b.xlsx", SHA256: "b", Round: "2019Q9", Rows: []ReturnedRow{{Key: "2019Q9|1||00000000|00000000"}}}}, MergeOptions{})
	if taizhang.KindOf(m.Returns[0].Err) != taizhang.Unsupported || len(m.Conflicts) != 0 {
		t.Errorf("all of it is of another round: %+v", m)
	}
}

// TestNamelessColumn: a column whose header was deleted, or lies under its neighbour's merged
// one, is known by its place where one is missing there; what can't be known is a conflict.
func TestNamelessColumn(t *testing.T) {
	b := sampleBook("省科技厅")
	for name, c := range map[string]struct {
		change func(t *testing.T, f *excelize.File)
		want   string
	}{
		"the quarter":     {func(t *testing.T, f *excelize.File) { set(t, f, map[string]any{"G6": ""}) }, "1/q2=已立项; 2/status=进行中"},
		"the status":      {func(t *testing.T, f *excelize.File) { set(t, f, map[string]any{"H6": ""}) }, "1/q2=已立项; !row （H列，无表头） "},
		"a merged header": {func(t *testing.T, f *excelize.File) { must(t, f.MergeCell("填报表", "G6", "J6")) }, "1/q2=已立项; !row （H列，无表头） "},
	} {
		t.Run(name, func(t *testing.T) {
			data := edit(t, shortBook(t, b), func(f *excelize.File) {
				set(t, f, map[string]any{"G7": "已立项", "H8": "进行中"})
				c.change(t, f)
			})
			if got := taken(Merge(b.Handouts, nil, []Return{readOne(t, data)}, MergeOptions{})); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

// TestNulls: a character that no database holds, as Excel writes it, is none of a value: one
// cell would hold up all that was returned.
func TestNulls(t *testing.T) {
	b := sampleBook("省科技厅")
	data := edit(t, shortBook(t, b), func(f *excelize.File) {
		set(t, f, map[string]any{"G7": "已\x00立项", "B8": "别的_x0000_"})
	})
	m := Merge(b.Handouts, nil, []Return{readOne(t, data)}, MergeOptions{})
	if got := taken(m); strings.ContainsRune(got, 0) || !strings.Contains(got, "1/q2=已") || !strings.Contains(got, "别的") {
		t.Errorf("%q", got)
	}
}
