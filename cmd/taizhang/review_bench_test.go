package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/review"
)

// manyTasks is a web page with a plan of 2,500 items under departments and a table of
// 2,500 rows, with the texts of generated notices.
func manyTasks(b *testing.B) string {
	var items, rows []string
	for i := 0; len(items) < 2500 || len(rows) < 2500; i++ {
		c := generate.Contents(i, generate.Options{Seed: 5})
		for _, s := range c.Sections {
			for _, t := range s.Items {
				items = append(items, t.Text)
			}
		}
		for _, t := range c.Rows {
			rows = append(rows, t.Text)
		}
	}
	departments := []string{"省发展改革委", "省财政厅", "教育厅", "科技厅", "公安厅", "农业厅", "商务厅", "文化厅"}
	var p strings.Builder
	p.WriteString("<html><body><h1>四川省人民政府关于印发2017年大计划的通知</h1><p>川府发〔2017〕99号</p>")
	digits := strings.Split("零一二三四五六七八九", "")
	numeral := func(n int) string { // up to 99
		s := ""
		if n >= 20 {
			s = digits[n/10]
		}
		if n >= 10 {
			s += "十"
		}
		if n%10 > 0 {
			s += digits[n%10]
		}
		return s
	}
	for i := range 2500 {
		if i%50 == 0 {
			fmt.Fprintf(&p, "<p>%s、%s</p>\n", numeral(i/50+1), departments[i/50%len(departments)])
		}
		fmt.Fprintf(&p, "<p>%d.%s2017年%d月底前完成。</p>\n", i%50+1, items[i], i%12+1)
	}
	p.WriteString("<table><tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>时间进度</th><th>成果形式</th></tr>\n")
	for i := range 2500 {
		fmt.Fprintf(&p, "<tr><td>%d</td><td>%s</td><td>%s、%s负责</td><td>2017年%d月底完成</td><td>形成第%d份报告</td></tr>\n", i+1, rows[i],
			departments[i%len(departments)], departments[(i+3)%len(departments)], i%12+1, i)
	}
	p.WriteString("</table></body></html>")
	return written(b, "many.html", p.String())
}

// BenchmarkPage opens a notice of 5,000 tasks in a browser and scrolls through it. open-ms
// is until all is loaded, paint-ms until something is seen; fps and dropped-% are of the
// frames in a trace of scrolling.
func BenchmarkPage(b *testing.B) {
	db := ingested(b, manyTasks(b))
	x := newTab(b, chromium(b), serve(b, db), 1440, 900)
	address := eval[string](x, `document.querySelector("main table a").getAttribute("href")`)
	var load, paint []time.Duration
	for b.Loop() {
		x.open(address)
		at := eval[[]float64](x, `[performance.getEntriesByType("navigation")[0].loadEventEnd, performance.getEntriesByName("first-contentful-paint")[0].startTime]`)
		load, paint = append(load, time.Duration(at[0]*1e6)), append(paint, time.Duration(at[1]*1e6))
	}
	if n := eval[int](x, `document.querySelectorAll("article.item, article.row").length`); n != 5000 {
		b.Fatalf("%d tasks", n)
	}
	b.ReportMetric(ms(median(load)), "open-ms")
	b.ReportMetric(ms(median(paint)), "paint-ms")
	for name, at := range map[string]float64{"source": 360, "entries": 1080} {
		drawn, dropped, took := x.scroll(at, 500, 20000)
		b.ReportMetric(float64(drawn)/took.Seconds(), name+"-fps")
		b.ReportMetric(100*float64(dropped)/float64(drawn+dropped), name+"-dropped-%")
	}
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// scroll turns the wheel over a point and counts the frames in a trace.
func (x *tab) scroll(at, y, pixels float64) (drawn, dropped int, took time.Duration) {
	x.Helper()
	type event struct {
		Name string
		TS   float64 // microseconds
	}
	var events []event
	complete := make(chan bool)
	listening, stop := context.WithCancel(x.ctx)
	defer stop()
	if err := chromedp.Listen(listening, func(ev any) {
		switch ev := ev.(type) {
		case *tracing.EventDataCollected:
			raw, _ := json.Marshal(ev.Value)
			var some []event
			if err := json.Unmarshal(raw, &some); err != nil {
				x.Error(err)
			}
			events = append(events, some...)
		case *tracing.EventTracingComplete:
			close(complete)
		}
	}); err != nil {
		x.Fatal(err)
	}
	if _, err := chromedp.Call(x.ctx, tracing.Start, tracing.StartParams{TransferMode: tracing.StartTransferModeReportEvents,
		TraceConfig: &tracing.TraceConfig{IncludedCategories: []string{"disabled-by-default-devtools.timeline.frame", "devtools.timeline.frame"}}}); err != nil {
		x.Fatal(err)
	}
	gesture := input.SynthesizeScrollGestureParams{X: at, Y: y, YDistance: -pixels, Speed: 4000}
	if _, err := chromedp.Call(x.ctx, input.SynthesizeScrollGesture, gesture); err != nil {
		x.Fatal(err)
	}
	if _, err := chromedp.Call(x.ctx, tracing.End, struct{}{}); err != nil {
		x.Fatal(err)
	}
	<-complete
	first, last := 0.0, 0.0
	for _, e := range events {
		switch e.Name {
		case "DrawFrame":
			drawn++
			if first == 0 || e.TS < first {
				first = e.TS
			}
			last = max(last, e.TS)
		case "DroppedFrame":
			dropped++
		}
	}
	return drawn, dropped, time.Duration((last - first) * 1000)
}

// BenchmarkNotice is the server's share of opening a notice of 5,000 tasks.
func BenchmarkNotice(b *testing.B) {
	ctx := context.Background()
	f := &flags{e: &environ{now: time.Now}, db: ingested(b, manyTasks(b))}
	o, err := f.setup().Open(ctx, office.ToRead)
	must(b, err)
	defer o.Store.Close()
	page := review.New(o, review.Options{Token: "t", Host: "127.0.0.1:80", Now: time.Now})
	notices, err := o.Current(ctx)
	must(b, err)
	r := httptest.NewRequest("GET", "http://127.0.0.1:80/notice?key="+url.QueryEscape(notices[0].Key), nil)
	r.AddCookie(&http.Cookie{Name: "taizhang_token_80", Value: "t"})
	for b.Loop() {
		w := httptest.NewRecorder()
		page.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Code, w.Body)
		}
		b.SetBytes(int64(w.Body.Len()))
	}
}
