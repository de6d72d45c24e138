package review

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/taizhang/taizhang/office"
)

// home lists the notices, with what is to be checked, latest years first.
func (s *Server) home(r *http.Request) (answer, error) {
	lines, err := s.office.Lines(r.Context())
	if err != nil {
		return answer{}, err
	}
	slices.SortStableFunc(lines, func(a, b office.Line) int { return -cmp.Compare(a.Year, b.Year) })
	return answer{template: "home", data: s.frame(r, "home", "通知", map[string]any{"Notices": lines, "Running": s.jobs.running(s.opt.Now())})}, nil
}
