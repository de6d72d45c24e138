package office

import (
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
)

// Preview is what a round would hand out.
type Preview struct {
	Round   taizhang.Round
	Notices []PreviewNotice
	Units   []PreviewUnit
	Rows    int
	NoUnit  []taizhang.Handout // tasks that are in the 总册 alone: no unit is named for them
	Over    []taizhang.Handout // tasks whose day to act is past, each once
}

// PreviewNotice is a notice of the round; Tasks are all it has.
type PreviewNotice struct {
	Key, Title string
	Year       int
	Tasks      int
}

// PreviewUnit is a workbook.
type PreviewUnit struct {
	Organ, File string
	Rows        int
}

// Preview says what the round would hand out, on a day; nothing is recorded.
func (h *HandOut) Preview(day taizhang.Date) (*Preview, error) {
	p := &Preview{Round: h.Round, Notices: h.Notices}
	type state struct {
		h             *taizhang.Handout
		unit, settled bool
	}
	tasks := map[string]*state{}
	var order []*state
	err := h.each(func(b *handoff.Book) error {
		p.Units = append(p.Units, PreviewUnit{b.Organ, b.File, len(b.Handouts)})
		for k := range b.Handouts {
			g := &b.Handouts[k]
			if g.Child != "" {
				continue
			}
			t := tasks[g.Task]
			if t == nil {
				t = &state{h: g}
				tasks[g.Task] = t
				order = append(order, t)
			}
			t.unit = t.unit || g.Role != ""
			t.settled = t.settled || slices.Contains([]string{taizhang.Done, taizhang.Cancelled}, g.Report[taizhang.Status])
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	p.Rows = h.Rows
	for _, t := range order {
		if !t.unit {
			p.NoUnit = append(p.NoUnit, *t.h)
		}
		if t.h.Due != "" && t.h.Due < day && !t.settled {
			p.Over = append(p.Over, *t.h)
		}
	}
	return p, nil
}
