package review_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/review"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/store"
)

const shipped = "../seeds/notices/sichuan-2017-ip-plan.txt"

var pipeline = sync.OnceValues(func() (*ingest.Pipeline, error) { return ingest.New(seeds.FS()) })

// officeOf is an office with notices in memory.
func officeOf(t testing.TB, ledgers ...*taizhang.Ledger) *office.Office {
	t.Helper()
	s, err := store.Open(t.Context(), ":memory:", store.Options{Carry: match.Carry})
	must(t, err)
	t.Cleanup(func() { s.Close() })
	for _, l := range ledgers {
		if _, err := s.Put(t.Context(), l, ingest.Version); err != nil {
			t.Fatal(err)
		}
	}
	p, err := pipeline()
	must(t, err)
	return &office.Office{Store: s, Pipeline: p, Normalizer: p.Normalizer(), Tables: seeds.FS(), Database: ":memory:",
		Now: func() time.Time { return time.Date(2017, 12, 15, 9, 0, 0, 0, time.UTC) }}
}

// hand hands out all tasks in a round, the nth. Every third organ returns nothing, the others
// say a status that follows from the task and the organ.
func hand(t *testing.T, o *office.Office, name string, n int) {
	t.Helper()
	in, err := o.Ledgers(t.Context(), "")
	must(t, err)
	round := taizhang.Round{Name: name, ReplyBy: "2017-07-10", At: "2017-06-20T09:00:00Z"}
	books := handoff.Books(in, round, func(string) []string { return nil }, nil)
	if _, err := o.Store.SaveRound(t.Context(), round, func(yield func(taizhang.Handout, error) bool) {
		for _, b := range books {
			for _, h := range b.Handouts {
				if !yield(h, nil) {
					return
				}
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	var back store.Collected
	for i, b := range books {
		if i%3 == 2 {
			continue
		}
		back.Returns = append(back.Returns, store.Returned{Round: name, Organ: b.Organ, Who: "张三", At: "2017-07-05T09:00:00Z", File: b.File, SHA256: b.Organ})
		for j, h := range b.Handouts {
			p := taizhang.Progress{Round: name, Organ: h.Organ, Task: h.Task, Field: taizhang.Status, Value: taizhang.Statuses[(i+j*j+n)%len(taizhang.Statuses)], File: b.File, SHA256: b.Organ}
			back.Progress = append(back.Progress, p)
			p.Field, p.Value = taizhang.Quarter2, "已开展培训。"
			back.Progress = append(back.Progress, p)
		}
	}
	must(t, o.Store.Collect(t.Context(), back))
	if len(books) == 0 || len(back.Returns) == 0 {
		t.Fatal("nothing was handed out")
	}
}

// read reads a text as a notice.
func read(t testing.TB, text string) *taizhang.Ledger { return readFrom(t, "-", text) }

func readShipped(t testing.TB) *taizhang.Ledger { return readFrom(t, shipped, "") }

func readFrom(t testing.TB, path, text string) *taizhang.Ledger {
	t.Helper()
	p, err := pipeline()
	must(t, err)
	l, err := p.File(t.Context(), path, strings.NewReader(text), ingest.Options{})
	must(t, err)
	return l
}

// page answers requests of someone who was let in.
type page struct {
	t testing.TB
	h http.Handler
}

func open(t testing.TB, o *office.Office) page {
	return page{t, review.New(o, review.Options{Token: "secret", Host: "127.0.0.1:80", Now: o.Now})}
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

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
