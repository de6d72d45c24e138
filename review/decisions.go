package review

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
)

// decisionLine is a decision as a person reads it.
type decisionLine struct {
	ID            int64
	Kind, About   string
	Set, Who, Why string
	At, State     string
	Undone        string // by whom and when; empty while it holds
	Notice, Task  string
}

var stateWords = map[decide.State]string{
	decide.Applied: "已适用", decide.Changed: "已适用（文字有变）", decide.Stale: "未适用：文字有变",
	decide.Lost: "未适用：任务已无", decide.Unused: "现无适用之处",
	decide.Superseded: "已由后来的决定取代",
}

func newDecisionLine(d decide.Decision) decisionLine {
	line := decisionLine{ID: d.ID, Kind: d.Kind.Word(), About: d.Quote.Exact, Set: d.Said(), Who: d.Who, Why: d.Why, At: clock(d.At),
		State: stateWords[d.State], Notice: d.Notice, Task: d.Task}
	if d.Kind == decide.KindReopen {
		line.Notice = ""
	}
	if d.Kind == decide.KindWork {
		line.About = d.Set.Value
	}
	if d.Kind == decide.KindAway {
		line.About, line.Notice = d.AwayWord(), ""
	} else if d.Set.Every {
		line.About = catalog.Word(d.Code)
	}
	if d.UndoneAt != "" {
		line.State, line.Undone = "已撤销", strings.TrimSpace(d.UndoneBy+" "+clock(d.UndoneAt))
	}
	return line
}

// decisions lists what was decided, the latest first.
func (s *Server) decisions(r *http.Request) (answer, error) {
	all, err := s.office.Decisions(r.Context())
	if err != nil {
		return answer{}, err
	}
	lines := make([]decisionLine, 0, len(all))
	for _, d := range slices.Backward(all) {
		lines = append(lines, newDecisionLine(d))
	}
	return answer{template: "decisions", data: s.frame(r, "decisions", "决定记录", map[string]any{"Lines": lines})}, nil
}

// undo takes decisions back, the latest first.
func (s *Server) undo(r *http.Request) (answer, error) {
	var ids []int64
	for _, sent := range r.PostForm["id"] {
		id, err := strconv.ParseInt(sent, 10, 64)
		if err != nil {
			return answer{}, fault{http.StatusBadRequest, "没有这条决定。"}
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return answer{}, fault{http.StatusBadRequest, "没有这条决定。"}
	}
	for _, id := range slices.Backward(ids) {
		if err := s.office.Undo(r.Context(), id, s.time(), s.name(r)); err != nil {
			return answer{}, err
		}
	}
	return s.back(r, "undid", ids), nil
}

// time is now, as decisions keep it.
func (s *Server) time() string { return s.opt.Now().Format("2006-01-02T15:04:05Z07:00") }

// back leads back to where a form stood, or to what it names as next, and says there
// what was done.
func (s *Server) back(r *http.Request, name string, ids []int64) answer {
	to, err := url.Parse(r.PostFormValue("back"))
	if err != nil || !local(r.PostFormValue("back")) {
		to = &url.URL{Path: "/decisions"}
	}
	q := to.Query()
	q.Del("edit")
	q.Del("did")
	q.Del("undid")
	q.Del("settled")
	q.Del("unsettled")
	for _, id := range ids {
		q.Add(name, fmt.Sprint(id))
	}
	to.RawQuery = q.Encode()
	if at := r.PostFormValue("at"); at != "" {
		to.Fragment = at
	} else if n := number(r.PostFormValue("entry")); n > 0 {
		to.Fragment = "e" + strconv.Itoa(n)
	}
	return answer{redirect: to.String()}
}

func text(v any) string { return fmt.Sprint(v) }
