package review

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
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

var decisionWords = map[taizhang.DecisionKind]string{
	taizhang.DecideUnit: "单位名称", taizhang.DecideDeadline: "时限", taizhang.DecideTask: "任务", taizhang.DecideFinding: "核对完毕",
	taizhang.DecideClaim: "文字归类", taizhang.DecideLink: "同一任务",
}

var stateWords = map[taizhang.DecisionState]string{
	taizhang.DecisionApplied: "已适用", taizhang.DecisionChanged: "已适用（文字有变）", taizhang.DecisionStale: "未适用：文字有变",
	taizhang.DecisionLost: "未适用：任务已无", taizhang.DecisionUnused: "现无适用之处",
}

var claimWords = map[taizhang.Claim]string{
	taizhang.ClaimItem: "任务", taizhang.ClaimField: "通知要素", taizhang.ClaimChrome: "网页内容", taizhang.ClaimRunning: "页眉页脚",
	taizhang.ClaimOther: "其他说明文字",
}

func newDecisionLine(d taizhang.Decision) decisionLine {
	line := decisionLine{ID: d.ID, Kind: decisionWords[d.Kind], About: d.Quote.Exact, Set: setWords(&d), Who: d.Who, Why: d.Why, At: clock(d.At),
		State: stateWords[d.State], Notice: d.Notice, Task: d.Task}
	if d.UndoneAt != "" {
		line.State, line.Undone = "已撤销", strings.TrimSpace(d.UndoneBy+" "+clock(d.UndoneAt))
	}
	return line
}

// setWords says what a decision sets.
func setWords(d *taizhang.Decision) string {
	var out []string
	switch s := &d.Set; d.Kind {
	case taizhang.DecideUnit:
		out = append(out, s.Unit)
	case taizhang.DecideDeadline:
		if s.Deadline == nil {
			return "删去"
		}
		out = append(out, strings.TrimSpace(s.Deadline.Kind.Word()+" "+string(s.Deadline.Due)))
	case taizhang.DecideTask:
		if s.Text != nil {
			out = append(out, "改为“"+*s.Text+"”")
		}
		for _, g := range unitGroups(s.Assignments) {
			for _, n := range g.Names {
				out = append(out, g.Word+" "+n.Name)
			}
		}
	case taizhang.DecideClaim:
		out = append(out, strings.TrimSpace(claimWords[s.Claim]+" "+s.Name))
	case taizhang.DecideLink:
		out = append(out, "不是同一任务")
		if s.Same != nil && *s.Same {
			out[0] = "是同一任务"
		}
	}
	return strings.Join(out, "；")
}

// decisions lists what was decided, the latest first.
func (s *Server) decisions(r *http.Request) (answer, error) {
	all, err := s.shelf.Decisions(r.Context())
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
		if err := s.shelf.Undo(r.Context(), id, s.time(), s.name(r)); err != nil {
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
