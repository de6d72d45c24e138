package extract

import "github.com/taizhang/taizhang"

// timesLead takes lines below two words for rows of two cells where each begins with a time: 日期 事宜, 5月6日 完成 试点方案.
func (w *work) timesLead(p *printedTable) {
	if len(p.rows) <= leastRegular || len(p.rows[0]) != 2 || w.headerIn(p.rows[0][0]).role != taizhang.ColDeadline {
		return
	}
	rows := [][]taizhang.Span{p.rows[0]}
	for _, r := range p.rows[1:] {
		n := 0
		for k := range len(r) - 1 {
			if s := (taizhang.Span{Start: r[0].Start, End: r[k].End}); s.Len() <= longestHeader && w.times.Whole(w.text[s.Start:s.End]) {
				n = k + 1
			}
		}
		if n == 0 {
			break
		}
		rows = append(rows, []taizhang.Span{{Start: r[0].Start, End: r[n-1].End}, {Start: r[n].Start, End: r[len(r)-1].End}})
	}
	if n := len(rows); n > leastRegular {
		p.rows, p.at, p.line = rows, p.at[:n], p.line[:n]
		p.lead = true
	}
}
