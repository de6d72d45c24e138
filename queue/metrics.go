package queue

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"time"
)

// answerIn is how long a look at the database may take for whoever watches a worker.
const answerIn = 5 * time.Second

// Listen answers at an address what watches a worker, until end is called.
func (w *Worker) Listen(address, version string) (end func() error, err error) {
	at, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: w.Handler(version), ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(at)
	w.opt.Log.Info("listening", "address", at.Addr().String())
	return server.Close, nil
}

// Handler answers what watches a worker: /metrics in Prometheus's text format, /healthz
// when the process answers, /readyz when the database does and the worker is not stopping.
func (w *Worker) Handler(version string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(out http.ResponseWriter, _ *http.Request) { fmt.Fprintln(out, "ok") })
	mux.HandleFunc("GET /readyz", func(out http.ResponseWriter, r *http.Request) {
		if w.stopping.Load() {
			http.Error(out, "stopping", http.StatusServiceUnavailable)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), answerIn)
		defer cancel()
		if err := w.q.pool.Ping(ctx); err != nil {
			http.Error(out, w.q.explain(err).Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(out, "ok")
	})
	mux.HandleFunc("GET /metrics", func(out http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), answerIn)
		defer cancel()
		out.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		w.metrics(ctx, out, version)
	})
	return mux
}

// metrics writes what this worker did, and how far all of the work is. When the database
// does not answer, it says so and leaves the latter out.
func (w *Worker) metrics(ctx context.Context, out io.Writer, version string) {
	c := &w.Counts
	metric := func(name, kind, help string) {
		fmt.Fprintf(out, "# HELP %s %s\n# TYPE %[1]s %[3]s\n", name, help, kind)
	}
	single := func(name, kind, help string, value any) {
		metric(name, kind, help)
		fmt.Fprintf(out, "%s %v\n", name, value)
	}
	metric("taizhang_build_info", "gauge", "The program and the version of its stages and tables.")
	fmt.Fprintf(out, "taizhang_build_info{version=%q,extractor=%q} 1\n", version, w.p.Version())
	metric("taizhang_sources_total", "counter", "Sources this worker wrote, by what became of them.")
	sources := c.bySource()
	for _, status := range slices.Sorted(maps.Keys(sources)) {
		fmt.Fprintf(out, "taizhang_sources_total{status=%q} %d\n", status, sources[status])
	}
	single("taizhang_retries_total", "counter", "Attempts that failed for what may pass.", c.retried.Load())
	single("taizhang_lost_total", "counter", "Notices read that another worker had stored meanwhile.", c.lost.Load())
	summary := func(name, help string, nanos, count int64) {
		metric(name, "summary", help)
		fmt.Fprintf(out, "%s_sum %v\n%[1]s_count %[3]d\n", name, time.Duration(nanos).Seconds(), count)
	}
	summary("taizhang_read_seconds", "Notices read, and the time spent on it, over all that are read at a time.", c.readNanos.Load(), c.reads.Load())
	summary("taizhang_write_seconds", "Transactions that write, and the time spent in them.", c.transactionNanos.Load(), c.transactions.Load())
	single("taizhang_reading", "gauge", "Notices being read now.", len(w.reading))
	s, err := w.q.Status(ctx)
	up := 1
	if err != nil {
		up = 0
	}
	single("taizhang_database_up", "gauge", "Whether the database answers.", up)
	if err != nil {
		return
	}
	metric("taizhang_queue_jobs", "gauge", "Notices in the queue, of all workers.")
	fmt.Fprintf(out, "taizhang_queue_jobs{state=\"waiting\"} %d\ntaizhang_queue_jobs{state=\"running\"} %d\ntaizhang_queue_jobs{state=\"retrying\"} %d\n",
		s.Waiting, s.Running, s.Retrying)
	single("taizhang_queue_done", "gauge", "Sources stored, there already or skipped, of all submissions.", s.Done)
	single("taizhang_queue_failed", "gauge", "Sources that failed for good, in the queue or by ingest.", s.Failed)
}
