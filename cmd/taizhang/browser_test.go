package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// served is the program serving its page on a database.
type served struct {
	url, base string // with the token, and without
	cmd       *exec.Cmd
	said      *strings.Builder // on standard error
}

// serve starts `taizhang review` and waits for its address.
func serve(t testing.TB, db string, args ...string) *served {
	t.Helper()
	s := &served{cmd: exec.Command("taizhang", append([]string{"review", "--db", db, "--who", "测试员"}, args...)...), said: &strings.Builder{}}
	s.cmd.Stderr = s.said
	out, err := s.cmd.StdoutPipe()
	if err == nil {
		err = s.cmd.Start()
	}
	must(t, err)
	t.Cleanup(s.stop)
	line := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(out).ReadString('\n')
		line <- strings.TrimSpace(text)
	}()
	s.url = <-line
	base, _, ok := strings.Cut(s.url, "/?token=")
	if !ok {
		t.Fatalf("no address: %q %s", s.url, s.said)
	}
	s.base = base
	return s
}

// stop ends the program as Ctrl-C does, so that it puts away what it made.
func (s *served) stop() {
	if s.cmd.Process.Signal(os.Interrupt) != nil { // as on Windows, which has no signals
		s.cmd.Process.Kill()
	}
	s.cmd.Wait()
}

// chromium starts the browser that its tabs share.
func chromium(t testing.TB) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome", "chromium-headless-shell"} {
		if at, err := exec.LookPath(name); err == nil {
			path = at
			break
		}
	}
	if path == "" {
		t.Fatal("chromium is missing: apt-get install chromium fonts-noto-cjk")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(time.Hour),
		chromedp.Env("LC_ALL=C.UTF-8")) // else a download with a Chinese name is called "download"
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	must(t, chromedp.Do(ctx))
	return ctx
}

// tab is a window of a browser with cookies of its own. What the page complains of
// fails the test.
type tab struct {
	testing.TB
	ctx  context.Context
	base string
	s    *served
}

func newTab(t testing.TB, browser context.Context, s *served, width, height int64) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	x := &tab{t, ctx, s.base, s}
	if err := chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *runtime.EventExceptionThrown:
			t.Errorf("the script failed: %v", ev.ExceptionDetails)
		case *page.EventJavascriptDialogOpening:
			t.Errorf("a notice opened a dialog: %s", ev.Message)
		case *network.EventRequestWillBeSent:
			if u := ev.Request.URL; !strings.HasPrefix(u, s.base+"/") && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:") && u != "about:blank" {
				t.Errorf("the page asked for %s", u)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	x.do(chromedp.EmulateViewport(width, height), chromedp.Navigate(s.url), ready)
	x.until(`!location.search.includes("token=")`) // which it leads on from by itself
	return x
}

// ready waits until there is a page.
var ready = chromedp.WaitReady(chromedp.CSS("main"))

type action = chromedp.Action[chromedp.Void]

func (x *tab) do(actions ...action) {
	x.Helper()
	for _, a := range actions {
		var err error
		waits(x.TB, func() bool { // a node that was found may go with the page it was on
			err = chromedp.Do(x.ctx, a)
			return err == nil || !strings.Contains(err.Error(), "Could not find node")
		})
		if err != nil {
			x.Fatal(err)
		}
	}
}

// open goes to an address of the page.
func (x *tab) open(path string) { x.Helper(); x.do(chromedp.Navigate(x.base+path), ready) }

// click clicks on what a CSS selector finds first.
func (x *tab) click(css string) { x.Helper(); x.do(chromedp.Click(chromedp.CSS(css))) }

// set fills in a field.
func (x *tab) set(css, value string) { x.Helper(); x.do(chromedp.SetValue(chromedp.CSS(css), value)) }

// keys presses keys, one after the other.
func (x *tab) keys(keys string) { x.Helper(); x.do(chromedp.KeyEvent(keys)) }

// eval gives what an expression of the page is.
func eval[T any](x *tab, expression string) (out T) {
	x.Helper()
	out, err := chromedp.Run(x.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		x.Fatalf("%s: %v", expression, err)
	}
	return out
}

// until waits for an expression to hold, which a key or a click brings about.
func (x *tab) until(expression string) {
	x.Helper()
	if waits(x.TB, func() bool {
		ok, err := chromedp.Run(x.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && !!(`+expression+")"))
		return err == nil && ok || x.ctx.Err() != nil // another error: the page is changing
	}) && x.ctx.Err() == nil {
		return
	}
	x.Fatalf("it never came true: %s\nat %s the page says: %.600s", expression, eval[string](x, "location.href"), eval[string](x, "document.body.innerText"))
}

// rests waits until the page has nothing left to do: its panes have come to rest.
func (x *tab) rests() {
	x.Helper()
	idle := `new Promise(done => requestIdleCallback(() => requestIdleCallback(() => done(true))))`
	if _, err := chromedp.Run(x.ctx, chromedp.Evaluate[bool](idle, chromedp.EvalAwaitPromise)); err != nil {
		x.Fatal(err)
	}
}

// fits fails the test when the page is wider than the window.
func (x *tab) fits(name string) {
	x.Helper()
	if w := eval[[]int](x, "[document.documentElement.scrollWidth, innerWidth]"); w[0] > w[1] {
		x.Errorf("%s: the page is %d pixels wide in a window of %d", name, w[0], w[1])
	}
}

// shoot takes a picture of the window into docs/images with -update, else none.
func (x *tab) shoot(name string) {
	x.Helper()
	if !*update {
		return
	}
	png, err := chromedp.Run(x.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		x.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("../../docs/images", name+".png"), png, 0o644); err != nil {
		x.Fatal(err)
	}
}

// ingested makes a database of notices; of those that stand in the project the program makes it once.
func ingested(t testing.TB, sources ...string) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "a.db")
	key := strings.Join(sources, "\n")
	make := func() ([]byte, error) {
		if out, err := exec.Command("taizhang", append([]string{"ingest", "--db", db}, sources...)...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w\n%s", err, out)
		}
		return os.ReadFile(db)
	}
	if !slices.ContainsFunc(sources, filepath.IsAbs) {
		made, _ := databases.LoadOrStore(key, sync.OnceValues(make))
		make = made.(func() ([]byte, error))
	}
	data, err := make()
	if err == nil {
		err = os.WriteFile(db, data, 0o600)
	}
	must(t, err)
	return db
}

var databases sync.Map

// written makes a notice of a text.
func written(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// decided is what `taizhang decide list` says.
func decided(t testing.TB, db string) string {
	t.Helper()
	out, err := exec.Command("taizhang", "decide", "list", "--db", db).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// exported is the ledger as CSV.
func exported(t testing.TB, db string) string {
	t.Helper()
	out, err := exec.Command("taizhang", "export", "--format", "csv", "--db", db).Output()
	must(t, err)
	return string(out)
}

// taskUID is the uid of the entry with an id.
func taskUID(t testing.TB, db, id string) string {
	t.Helper()
	out, err := exec.Command("taizhang", "export", "--format", "jsonl", "--db", db).Output()
	must(t, err)
	for line := range strings.Lines(string(out)) {
		var task struct{ ID, UID string }
		if json.Unmarshal([]byte(line), &task) == nil && task.ID == id {
			return task.UID
		}
	}
	t.Fatalf("no task %s", id)
	return ""
}

// js runs a statement of the page.
func (x *tab) js(statement string) { x.Helper(); eval[int](x, statement+";0") }

// downloads has the browser keep what it downloads in a folder.
func (x *tab) downloads(dir string) {
	x.Helper()
	if _, err := chromedp.CallBrowser(x.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, BrowserContextID: chromedp.FromContext(x.ctx).BrowserContextID, DownloadPath: dir}); err != nil {
		x.Fatal(err)
	}
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
