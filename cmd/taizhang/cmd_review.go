package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/desktop"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/review"
	"github.com/taizhang/taizhang/seeds/notices"
)

// reviewCommand opens the page on which a person checks a database against its sources.
func reviewCommand(f *flags) runFunc {
	f.withSeeds().withDB().withWho()
	listen := f.String("listen", "127.0.0.1:0", "the `ADDRESS` of this computer to serve the page at; port 0 is any that is free")
	readOnly := f.Bool("read-only", false, "show, and change nothing")
	open := f.Bool("open", false, "open the page in the browser")
	return func(ctx context.Context, rest []string) error {
		if err := f.alone(rest); err != nil {
			return err
		}
		return f.review(ctx, *listen, *readOnly, *open)
	}
}

// runPage is the program started without arguments, as from an icon: the page on the
// database in the user's documents folder, which is made when it is not there.
func runPage(ctx context.Context, e *environ) error {
	dir, err := desktop.Documents()
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err != nil {
		return &taizhang.Error{Kind: taizhang.IO, What: "there is no documents folder to keep a database in", Remedy: "use `taizhang review --db FILE`", Err: err}
	}
	f := &flags{e: e, db: filepath.Join(dir, defaultDB)}
	e.tell("taizhang: the page on %s; `taizhang help` lists the commands, Ctrl-C ends", f.db)
	return f.review(ctx, "127.0.0.1:0", false, true)
}

// defaultDB is the database of those who never name one.
const defaultDB = "台账.db"

// review serves the page until the context ends.
func (f *flags) review(ctx context.Context, address string, readOnly, open bool) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(100)             // the page is open for hours
		debug.SetMemoryLimit(math.MaxInt64) // and what it knows of many notices may be more than a command needs
	}
	return f.start(ctx, access(readOnly), func(o *office.Office) error { return f.serve(ctx, o, address, readOnly, open) })
}

func (f *flags) serve(ctx context.Context, o *office.Office, address string, readOnly, open bool) error {
	ln, err := listenLocal(address)
	if err != nil {
		return err
	}
	token := rand.Text()
	page := review.New(o, review.Options{Samples: samples(), Token: token, Host: ln.Addr().String(), ReadOnly: readOnly, Who: f.name(),
		Database: f.setup().Name(), Where: f.setup().Where(), Now: f.e.now})
	url := "http://" + ln.Addr().String() + "/?token=" + token
	if _, err := fmt.Fprintln(f.e.stdout, url); err != nil {
		return errors.Join(err, ln.Close()) // nobody would know where the page is
	}
	if open {
		if done, err := desktop.OpenBrowser(url); err != nil {
			f.e.tell("open this address in a browser: %s", url)
		} else {
			defer done()
			desktop.MinimizeConsole()
		}
	}
	if err := page.Serve(ctx, ln); err != nil {
		return err
	}
	f.e.tell("taizhang: the page is closed; what was decided is kept")
	return nil
}

func samples() map[string]string {
	return map[string]string{"2017/示例通知.txt": notices.Sichuan2017, "2018/示例通知（虚构）.html": notices.Invented2018}
}

// listenLocal listens at an address of this computer alone: whoever reaches the page
// can change the ledger, and nothing is encrypted on the way.
func listenLocal(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, usage("review: --listen %s: want an address and a port, as 127.0.0.1:8080", address)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, usage("review: --listen %s: only an address of this computer is served, as 127.0.0.1:8080; to reach it from another, forward a port (ssh -L)", address)
	}
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return nil, &taizhang.Error{Kind: taizhang.IO, What: "the page can't be served at " + address, Remedy: "name another port with --listen, or 127.0.0.1:0 for any that is free", Err: err}
	}
	return ln, nil
}
