package office

import (
	"encoding/json"
	"io"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// WriteHits writes hits as JSON lines.
func WriteHits(w io.Writer, hits []store.Hit) error {
	type unit struct {
		Mention string        `json:"mention"`
		Unit    string        `json:"unit"`
		Organ   string        `json:"organ"`
		Role    taizhang.Role `json:"role"`
	}
	type deadline struct {
		Raw  string                `json:"raw"`
		Kind taizhang.DeadlineKind `json:"kind"`
		Due  taizhang.Date         `json:"due"`
	}
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for _, h := range hits {
		units, deadlines := []unit{}, []deadline{}
		for _, a := range h.Assignments {
			units = append(units, unit{a.Mention, a.Unit, a.Organ, a.Role})
		}
		for _, d := range h.Deadlines {
			deadlines = append(deadlines, deadline{d.Raw, d.Kind, d.Due})
		}
		var year *int
		if h.Year != 0 {
			year = &h.Year
		}
		if err := lines.Encode(struct {
			Notice      string     `json:"notice"`
			Title       string     `json:"notice_title"`
			DocNumber   string     `json:"doc_number"`
			Year        *int       `json:"plan_year"`
			UID         string     `json:"uid"`
			ID          string     `json:"id"`
			Kind        string     `json:"kind"`
			Number      string     `json:"number"`
			Text        string     `json:"text"`
			Before      string     `json:"before"`
			Match       string     `json:"match"`
			After       string     `json:"after"`
			Assignments []unit     `json:"assignments"`
			Deadlines   []deadline `json:"deadlines"`
		}{h.Notice, h.NoticeTitle, h.DocNumber, year, h.UID, h.ID, h.Kind, h.Number, h.Text, h.Before, h.Match, h.After,
			units, deadlines}); err != nil {
			return err
		}
	}
	return nil
}
