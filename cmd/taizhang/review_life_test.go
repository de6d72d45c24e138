package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestPageWithoutArguments: the program alone opens the page on the database in the
// documents folder, which it makes.
func TestPageWithoutArguments(t *testing.T) {
	home := t.TempDir()
	cmd := exec.Command("taizhang")
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "DISPLAY=", "WAYLAND_DISPLAY=")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	must(t, err)
	defer cmd.Wait()
	defer cmd.Process.Kill()
	line := make([]byte, 200)
	n, _ := out.Read(line)
	c := newClient(t, strings.TrimSpace(string(line[:n])))
	if _, page := c.get("/"); !strings.Contains(page, "还没有通知") {
		t.Errorf("%s", page)
	}
	if _, err := os.Stat(home + "/Documents/" + defaultDB); err != nil {
		t.Error(err)
	}
}

// TestPageOpensTheBrowser: the browser is led to the page, with its token, by a file that
// only its owner can read; a command line does not say it.
func TestPageOpensTheBrowser(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the browser is opened by xdg-open")
	}
	bin, temp := t.TempDir(), t.TempDir()
	said := filepath.Join(bin, "said")
	must(t, os.WriteFile(filepath.Join(bin, "xdg-open"), []byte("#!/bin/sh\necho \"$@\" >"+said+".new && mv "+said+".new "+said+"\n"), 0o700))
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Setenv("DISPLAY", ":0")
	t.Setenv("TMPDIR", temp)
	s := serve(t, ingested(t, shippedNotice), "--open")
	var path string
	waits(t, func() bool {
		b, err := os.ReadFile(said)
		path = strings.TrimSpace(string(b))
		return err == nil
	})
	_, token, _ := strings.Cut(s.url, "token=")
	if path == "" || strings.Contains(path, token) {
		t.Fatalf("the browser is opened with %q", path)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info.Mode(), err)
	}
	x := &tab{TB: t, ctx: chromium(t), base: s.base}
	x.do(chromedp.Navigate("file://" + path))
	x.until(`location.href === "` + s.base + `/" && document.querySelector("main table")`)
	s.stop()
	if left, err := filepath.Glob(filepath.Join(temp, "taizhang-*")); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// TestPageEnds: Ctrl-C ends the page after what was being decided is decided.
func TestPageEnds(t *testing.T) {
	db := ingested(t, shippedNotice)
	s := serve(t, db)
	c := newClient(t, s.url)
	_, page := c.get("/notice?key=" + shippedKey)
	if code, _ := c.post("/decide", c.hidden(page, "action", "dismiss")); code != http.StatusOK {
		t.Fatal(code)
	}
	must(t, s.cmd.Process.Signal(os.Interrupt))
	if err := s.cmd.Wait(); err != nil || !strings.Contains(s.said.String(), "what was decided is kept") {
		t.Errorf("%v: %s", err, s.said)
	}
	if !strings.Contains(decided(t, db), "applied") {
		t.Error("what was decided is gone")
	}
	digestOf(t, db) // whole
}

// TestPageEndsWhileHandingOut: Ctrl-C stops a hand-out, and nothing of it is left on the disk.
func TestPageEndsWhileHandingOut(t *testing.T) {
	db, temp := ingested(t, shippedNotice), t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	s := serve(t, db)
	c := newClient(t, s.url)
	r, err := http.NewRequest("POST", c.base+"/handout", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"round\"\r\n\r\n2017Q2\r\n--x--\r\n"))
	must(t, err)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("Origin", c.base)
	answered := make(chan int, 1)
	go func() {
		code := 0 // the program may be gone before it answers
		if resp, err := c.Do(r); err == nil {
			code = resp.StatusCode
			resp.Body.Close()
		}
		answered <- code
	}()
	for begun := false; !begun; time.Sleep(time.Millisecond) { // until there is something of the archive
		left, err := filepath.Glob(filepath.Join(temp, "taizhang-*"))
		must(t, err)
		for _, path := range left {
			info, err := os.Stat(path)
			begun = begun || err == nil && info.Mode().IsRegular() && info.Size() > 0
		}
		select {
		case code := <-answered:
			t.Fatalf("answered at once: %d", code)
		default:
		}
	}
	s.stop()
	if code := <-answered; code == http.StatusOK {
		t.Error("it was handed out to its end")
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	digestOf(t, db) // whole
}
