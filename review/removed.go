package review

import (
	"net/http"
	"slices"
	"strings"

	"github.com/taizhang/taizhang/decide"
)

// away takes away a notice, a round or a file that failed.
func (s *Server) away(r *http.Request) (answer, error) {
	d, err := s.office.Away(r.Context(), r.PostFormValue("what"), r.PostFormValue("name"))
	if err != nil {
		return answer{}, err
	}
	d.Who, d.At, d.Why = s.name(r), s.time(), strings.TrimSpace(r.PostFormValue("why"))
	ids, err := s.office.Decide(r.Context(), []decide.Decision{d}, nil)
	if err != nil {
		return answer{}, err
	}
	return s.back(r, "did", ids), nil
}

// removed lists what was taken away, the latest first.
func (s *Server) removed(r *http.Request) (answer, error) {
	all, err := s.office.Decisions(r.Context())
	if err != nil {
		return answer{}, err
	}
	var lines []decisionLine
	for _, d := range slices.Backward(all) {
		if d.Kind == decide.KindAway && d.Holds() {
			lines = append(lines, newDecisionLine(d))
		}
	}
	return answer{template: "removed", data: s.frame(r, "decisions", "已移出", map[string]any{"Lines": lines})}, nil
}
