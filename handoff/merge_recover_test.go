package handoff

import (
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// withoutKeys takes the hidden column and the hidden sheet away, as an inspector of
// documents does.
func withoutKeys(t testing.TB, b *Book, cells map[string]any) []byte {
	return edit(t, workbook(t, b), func(f *excelize.File) {
		set(t, f, cells)
		key, err := excelize.ColumnNumberToName(len(Columns) + 1)
		must(t, err)
		must(t, f.RemoveCol(SheetTable, key))
		must(t, f.DeleteSheet(SheetMeta))
	})
}

func titled(b *Book) *Book {
	b.Title = b.Organ + "任务填报表（" + roundWords(b.Round.Name) + "）"
	return b
}

// A workbook that has lost all its keys is known by its heading, and its rows by what was
// given in them.
func TestKeysGone(t *testing.T) {
	b := titled(sampleBook("省科技厅"))
	b.Handouts = append(b.Handouts[:2], b.Handouts[3:]...) // no child of before: it has no number of its own
	r := readOne(t, withoutKeys(t, b, map[string]any{"O5": "已办", "A9": "2-1", "E9": "排查"}))
	m := Merge(b.Handouts, nil, []Return{r}, MergeOptions{ParseDate: typedDates(t)})
	if len(m.Conflicts) > 0 || len(m.Missing) > 0 || m.Returns[0].Err != nil {
		t.Errorf("%+v %+v %v", m.Conflicts, m.Missing, m.Returns[0].Err)
	}
	if len(m.Children) != 1 || m.Children[0].Task != b.Handouts[1].Task {
		t.Errorf("%+v", m.Children)
	}
	if p := m.Progress[0]; p.Task != b.Handouts[0].Task || p.Field != taizhang.Quarter2 || p.Value != "已办" {
		t.Errorf("%+v", p)
	}
}

// What does not say whose it is, or of which round, is no guess.
func TestKeysGoneUnclear(t *testing.T) {
	untold := sampleBook("省科技厅") // no heading with the round
	for name, c := range map[string]struct {
		book  *Book
		cells map[string]any
	}{
		"no round":   {untold, map[string]any{"O5": "已办", "A2": ""}},
		"two rounds": {titled(sampleBook("省科技厅")), map[string]any{"O5": "已办", "A2": "2017Q1及2017Q2"}},
	} {
		t.Run(name, func(t *testing.T) {
			given := c.book.Handouts
			before := sampleBook("省科技厅")
			for _, h := range before.Handouts {
				h.Round = "2017Q1"
				given = append(given, h)
			}
			r := readOne(t, withoutKeys(t, c.book, c.cells))
			m := Merge(given, nil, []Return{r}, MergeOptions{ParseDate: typedDates(t)})
			if len(m.Progress) > 0 || taizhang.KindOf(m.Returns[0].Err) != taizhang.Unsupported {
				t.Errorf("%+v %v", m.Progress, m.Returns[0].Err)
			}
		})
	}
}

// A single row without its key is its task's if all that was given stands in it, and if it
// can be no other organ's.
func TestKeyGone(t *testing.T) {
	for name, c := range map[string]struct {
		cells map[string]any
		taken bool
	}{
		"as given":            {map[string]any{"X5": "", "O5": "已办"}, true},
		"another text":        {map[string]any{"X5": "", "O5": "已办", "E5": "另一项工作"}, false},
		"another date":        {map[string]any{"X5": "", "O5": "已办", "L5": "2018-01-01"}, false},
		"not signed":          {map[string]any{"X5": "", "O5": "已办", "C3": ""}, false},
		"signed by the other": {map[string]any{"X5": "", "O5": "已办", "C3": "省财政厅"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			b, other := sampleBook("省科技厅"), sampleBook("省科技厅")
			given := b.Handouts
			for _, h := range other.Handouts { // as jointly responsible: all but the organ is the same
				h.Organ, h.Unit = "省财政厅", "省财政厅"
				given = append(given, h)
			}
			r := readOne(t, edit(t, workbook(t, b), func(f *excelize.File) { set(t, f, c.cells) }))
			m := Merge(given, nil, []Return{r}, MergeOptions{ParseDate: typedDates(t)})
			taken := len(m.Progress) == 1 && len(m.Conflicts) == 0 && m.Progress[0].Task == b.Handouts[0].Task
			if taken != c.taken || !taken && (len(m.Progress) > 0 || len(m.Conflicts) == 0) {
				t.Errorf("%+v %+v", m.Progress, m.Conflicts)
			}
			for _, c := range m.Conflicts {
				if strings.TrimSpace(c.Note) == "" {
					t.Errorf("%+v", c)
				}
			}
		})
	}
}
