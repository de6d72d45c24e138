package review_test

import (
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/review"
	"github.com/taizhang/taizhang/seeds"
)

const shipped = "../seeds/notices/sichuan-2017-ip-plan.txt"

// memory is ledgers in memory, with rounds.
type memory struct {
	ledgers []*taizhang.Ledger
	older   []*taizhang.Ledger
	rollUps []*handoff.RollUp
}

func (s *memory) Current(context.Context) (out []office.Edition, err error) {
	for _, l := range s.ledgers {
		out = append(out, office.Edition{Key: l.Notice.Key, Digest: "1"})
	}
	return out, nil
}

func (s *memory) LoadTasks(ctx context.Context, keys []string, each func(*taizhang.Ledger, map[string]string) error) error {
	for _, key := range keys {
		l, uids, err := s.Load(ctx, key)
		if err == nil {
			err = each(l, uids)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *memory) Load(_ context.Context, key string) (*taizhang.Ledger, map[string]string, error) {
	for _, l := range slices.Concat(s.ledgers, s.older) {
		if l.Notice.Key == key {
			return l, uidsOf(l), nil
		}
	}
	return nil, nil, &taizhang.Error{Kind: taizhang.NotFound, What: "no notice " + key}
}

func uidsOf(l *taizhang.Ledger) map[string]string {
	out := make(map[string]string)
	for _, e := range decide.Entries(l) {
		out[e.ID] = fmt.Sprintf("%d:%s", l.Notice.PlanYear, e.ID)
	}
	return out
}

func (s *memory) Task(context.Context, string) (string, error)         { return "", nil }
func (s *memory) Decisions(context.Context) ([]decide.Decision, error) { return nil, nil }
func (s *memory) Decide(context.Context, []decide.Decision, map[string]string) ([]int64, error) {
	return nil, nil
}
func (s *memory) Away(_ context.Context, what, name string) (decide.Decision, error) {
	return decide.Away(what, name, name), nil
}

func (s *memory) Doubts(context.Context) (int, error) { return 0, nil }

func (s *memory) Undo(context.Context, int64, string, string) error { return nil }

func lines(ledgers []*taizhang.Ledger) (out []office.Line) {
	for _, l := range ledgers {
		out = append(out, office.Line{Key: l.Notice.Key, Title: l.Notice.Title, Issuer: l.Notice.Issuer, Year: l.Notice.PlanYear, Revision: 1})
	}
	return out
}

func (s *memory) Lines(context.Context) ([]office.Line, error) { return lines(s.ledgers), nil }
func (s *memory) Older(context.Context) ([]office.Line, error) { return lines(s.older), nil }

func (s *memory) Texts(context.Context, string) ([]office.Text, error) { return nil, nil }

func (s *memory) KeyOf(context.Context, string) (string, error) { return "", nil }

func (s *memory) Belongs(context.Context, string, string) (decide.Decision, error) {
	return decide.Decision{}, nil
}

func (s *memory) HandedOut(context.Context) ([]taizhang.Round, error) {
	if len(s.rollUps) == 0 {
		return nil, nil
	}
	return s.rollUps[len(s.rollUps)-1].Rounds, nil
}

func (s *memory) Standings(ctx context.Context, round string) (map[string]*office.Standing, error) {
	o, err := s.Overview(ctx, round, "", nil)
	if err != nil {
		return nil, err
	}
	out := make(map[string]*office.Standing)
	for i := range o.Tasks.Len() {
		out[o.Tasks.At(i).Given.Task] = office.StandingOf(o.Tasks.At(i))
	}
	return out, nil
}

func (s *memory) Overview(_ context.Context, round string, asOf taizhang.Date, only func(string) bool) (*taizhang.Overview, error) {
	for _, x := range s.rollUps {
		if x.Rounds[len(x.Rounds)-1].Name == round {
			r := *x
			r.AsOf = asOf
			r.Handouts = slices.DeleteFunc(slices.Clone(r.Handouts), func(h taizhang.Handout) bool { return only != nil && !only(h.Task) })
			return r.Overview(), nil
		}
	}
	return nil, &taizhang.Error{Kind: taizhang.NotFound, What: "no round " + round}
}

// Unit gives what an organ was given in the last round, and what it said.
func (s *memory) Unit(_ context.Context, organ string) (*office.UnitRecord, error) {
	out := &office.UnitRecord{}
	if len(s.rollUps) == 0 {
		return out, nil
	}
	last := s.rollUps[len(s.rollUps)-1]
	out.Given = slices.DeleteFunc(slices.Clone(last.Handouts), func(h taizhang.Handout) bool { return h.Organ != organ })
	out.Said = slices.DeleteFunc(slices.Clone(last.Progress), func(p taizhang.Progress) bool { return p.Organ != organ })
	return out, nil
}

// hand adds a round of all tasks. Every third organ returns nothing, the others say a
// status that follows from the task and the organ.
func (s *memory) hand(t *testing.T, name string) {
	in := make([]export.Input, len(s.ledgers))
	for i, l := range s.ledgers {
		in[i] = export.Input{Ledger: l, UIDs: uidsOf(l)}
	}
	r := &handoff.RollUp{Returned: make(map[string]taizhang.Receipt)}
	if n := len(s.rollUps); n > 0 {
		r.Rounds, r.Progress = slices.Clone(s.rollUps[n-1].Rounds), slices.Clone(s.rollUps[n-1].Progress)
	}
	round := taizhang.Round{ID: int64(len(r.Rounds) + 1), Name: name, ReplyBy: "2017-07-10"}
	r.Rounds = append(r.Rounds, round)
	for i, b := range handoff.Books(in, round, func(string) []string { return nil }, nil) {
		r.Handouts = append(r.Handouts, b.Handouts...)
		if i%3 == 2 {
			continue
		}
		r.Returned[b.Organ] = taizhang.Receipt{Who: "张三", At: "2017-07-05T09:00:00Z", File: b.File}
		for j, h := range b.Handouts {
			status := taizhang.Statuses[(i+j*j+len(r.Rounds))%len(taizhang.Statuses)]
			r.Progress = append(r.Progress,
				taizhang.Progress{Round: name, Organ: h.Organ, Task: h.Task, Field: taizhang.Status, Value: status},
				taizhang.Progress{Round: name, Organ: h.Organ, Task: h.Task, Field: taizhang.Quarter2, Value: "已开展培训。"})
		}
	}
	s.rollUps = append(s.rollUps, r)
	if len(r.Handouts) == 0 || len(r.Returned) == 0 {
		t.Fatal("nothing was handed out")
	}
}

// read reads a text as a notice.
func read(t testing.TB, text string) *taizhang.Ledger {
	t.Helper()
	p, err := ingest.New(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.File(t.Context(), "-", strings.NewReader(text), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func readShipped(t testing.TB) *taizhang.Ledger {
	t.Helper()
	p, err := ingest.New(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.File(t.Context(), shipped, nil, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// page answers requests of someone who was let in.
type page struct {
	t testing.TB
	h http.Handler
}

func open(t testing.TB, s review.Database) page {
	norm, err := normalize.New(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	place := func(n *taizhang.Notice) normalize.Place {
		return normalize.Place{Region: norm.Region(n.Jurisdiction), Year: n.PlanYear}
	}
	return page{t, review.New(s, review.Skills{
		Skills: decide.Skills{Known: func(string, *taizhang.Notice) bool { return true }, Unit: func(name string, n *taizhang.Notice, _ bool) (unit, organ string) {
			u := norm.Unit(name, place(n))
			return u.Unit, u.Organ
		}},
		Suggest: func(mention string, n *taizhang.Notice) []string {
			return norm.Suggest(mention, place(n), norm.Unit(mention, place(n)))
		},
		RollUp:      export.OverviewXLSX,
		Compare:     func(old, new *taizhang.Ledger) *taizhang.Comparison { return match.Compare(old, new, match.Options{}) },
		CompareBook: export.CompareXLSX,
		Workbook: func(ctx context.Context, w io.Writer, keys []string, shown func(key, id string) bool) error {
			var in export.Inputs
			for _, key := range keys {
				l, uids, err := s.Load(ctx, key)
				if err != nil {
					return err
				}
				in = append(in, export.Input{Ledger: export.Only(l, func(id string) bool { return shown(key, id) }), UIDs: uids})
			}
			return export.XLSX(w, in)
		},
	}, review.Options{Token: "secret", Host: "127.0.0.1:80", Now: func() time.Time { return time.Date(2017, 12, 15, 9, 0, 0, 0, time.UTC) }})}
}

func (p page) ask(address string) *httptest.ResponseRecorder {
	p.t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:80"+address, nil)
	r.AddCookie(&http.Cookie{Name: "taizhang_token_80", Value: "secret"})
	w := httptest.NewRecorder()
	p.h.ServeHTTP(w, r)
	return w
}

func (p page) get(address string) string {
	p.t.Helper()
	w := p.ask(address)
	if w.Code != http.StatusOK {
		p.t.Fatalf("%s: %d %s", address, w.Code, w.Body)
	}
	if strings.Contains(w.Body.String(), " style=") || strings.Contains(w.Body.String(), "ZgotmplZ") {
		p.t.Errorf("%s has a style or a script in it", address)
	}
	return w.Body.String()
}

var (
	countLink = regexp.MustCompile(`(?s)<a [^>]*href="(/tasks[^"]*)"[^>]*>(.*?)</a>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
	lastCount = regexp.MustCompile(`(\d+)( 项)?$`)
	shownHead = regexp.MustCompile(`<h1>任务 <small>(\d+) 项`)
)

// counted are the links from a picture's results to tasks that end in a number.
func counted(body string) map[string]int {
	_, body, _ = strings.Cut(body, `<div class="results">`)
	out := make(map[string]int)
	for _, m := range countLink.FindAllStringSubmatch(body, -1) {
		if n := lastCount.FindStringSubmatch(strings.TrimSpace(tags.ReplaceAllString(m[2], ""))); n != nil {
			out[html.UnescapeString(m[1])], _ = strconv.Atoi(n[1])
		}
	}
	return out
}
