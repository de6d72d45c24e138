package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"time"

	"github.com/taizhang/taizhang/cli"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/queue"
)

// workerCommand reads and stores what waits in the queue of a PostgreSQL database.
func workerCommand(f *flags) runFunc {
	f.withSeeds().onServer()
	var ocr bool
	n := f.Int("n", runtime.GOMAXPROCS(0), "how many notices to read at a time, `N`; by default as many as there are cores")
	untilEmpty := f.Bool("until-empty", false, "stop when nothing waits and nothing is being read, here or elsewhere")
	f.ocr(&ocr)
	limit := f.Duration("limit", 0, "how long one file may take to read, `TIME`; by default 1m, with --ocr 20m")
	rescue := f.Duration("rescue-after", 0, "`TIME` after which the job of a worker that hangs is another's; by default 10m, or four times --limit. A job has half of it")
	grace := f.Duration("grace", 30*time.Second, "`TIME` for what is under way when the worker is told to stop")
	listen := f.String("listen", "", "`ADDRESS` at which to answer /metrics, /healthz and /readyz, as 127.0.0.1:9090; by default none")
	format := f.String("log", "text", "`FORMAT` of the log on standard error: text or json")
	return func(ctx context.Context, rest []string) error {
		if len(rest) > 0 {
			return usage("worker: name --db postgres://…, and no other argument")
		}
		if err := f.served(); err != nil {
			return err
		}
		log, err := logger(f.e, *format)
		if err != nil {
			return err
		}
		if *n < 1 {
			return usage("worker: -n %d: want 1 or more", *n)
		}
		opt := ingest.Options{Reader: office.ReaderOptions(ocr, 0)}
		opt.Reader.Limits.Time = cmp.Or(*limit, opt.Reader.Limits.Time, reader.DefaultLimits.Time)
		if *rescue = cmp.Or(*rescue, queue.RescueAfter(opt.Reader.Limits.Time)); *rescue < 2*opt.Reader.Limits.Time {
			return usage("worker: --rescue-after %v: a file may take %v to read, and its job has half of this time", *rescue, opt.Reader.Limits.Time)
		}
		return f.start(ctx, office.ToMake, func(o *office.Office) error {
			return work(ctx, f.e, o, *listen, queue.WorkOptions{Options: opt, N: *n, RescueAfter: *rescue, Grace: *grace, UntilEmpty: *untilEmpty, Log: log})
		})
	}
}

// work answers at an address, where one is named, and works until it is told to stop.
func work(ctx context.Context, e *environ, o *office.Office, listen string, opt queue.WorkOptions) error {
	q, err := queue.Open(ctx, o.Store, e.now)
	if err != nil {
		return err
	}
	w, err := q.NewWorker(o.Pipeline, opt)
	if err != nil {
		return err
	}
	log := opt.Log
	if listen != "" {
		end, err := w.Listen(listen, version)
		if err != nil {
			return usage("worker: --listen %s: %v", listen, err)
		}
		defer end()
	}
	stop, now, release := cli.Signals(ctx, func(s os.Signal) {
		log.Info("stopping: what is under way is finished; a second signal stops at once", "signal", fmt.Sprint(s))
	})
	defer release()
	log.Info("working", "notices_at_a_time", opt.N, "version", version, "extractor", o.Pipeline.Version())
	if err := w.Run(stop, now); err != nil {
		return err
	}
	log.Info("stopped", w.Counts.Attrs()...)
	if opt.UntilEmpty {
		return failed(plural(int(w.Counts.Failed()), "source"), true)
	}
	return nil
}

func logger(e *environ, format string) (*slog.Logger, error) {
	switch format {
	case "text":
		return slog.New(slog.NewTextHandler(e.stderr, nil)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(e.stderr, nil)), nil
	}
	return nil, usage("worker: --log %s: want text or json", format)
}
