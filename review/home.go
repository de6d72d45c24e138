package review

import (
	"net/http"

	"github.com/taizhang/taizhang"
)

// noticeLine is a notice on the first page.
type noticeLine struct {
	Key, Title, DocNumber, Issuer string
	Year                          string
	Items, Rows, Doubts           int
}

// home lists the notices, with what is to be checked.
func (s *Server) home(r *http.Request) (answer, error) {
	notices, err := s.index.notices(r.Context())
	if err != nil {
		return answer{}, err
	}
	var lines []noticeLine
	for _, in := range notices {
		line := noticeLine{Key: in.Key, Title: in.title(), DocNumber: in.Head.DocNumber, Issuer: in.Head.Issuer}
		if in.Head.PlanYear != 0 {
			line.Year = text(in.Head.PlanYear)
		}
		for i := range in.Tasks {
			if in.Tasks[i].Row {
				line.Rows++
			} else {
				line.Items++
			}
		}
		for _, f := range in.Findings {
			if f.Severity != taizhang.Info {
				line.Doubts++
			}
		}
		lines = append(lines, line)
	}
	return answer{template: "home", data: s.frame(r, "home", "通知", map[string]any{"Notices": lines, "Running": s.jobs.running(s.opt.Now())})}, nil
}
