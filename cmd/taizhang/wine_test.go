package main

import (
	"bufio"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestWindowsUnderWine runs the Windows program as far as Wine shows it: reading in the process and in
// children, writing, the page, a batch file, and paths with Chinese, blanks and more than 260 characters. It does not
// show Excel and Explorer, the console, codepages, locks of files that another program has open, nor network drives.
func TestWindowsUnderWine(t *testing.T) {
	if os.Getenv("TAIZHANG_SOAK") == "" {
		t.Skip("builds the Windows program: make soak")
	}
	w := newWine(t)
	w.run("taizhang", "version --libraries", "windows/amd64")
	w.run("taizhang", `convert 2017.txt -o "数 据\台账.xlsx" --db "数 据\台账.db"`, "27 sections, 101 items, 55 schedule rows")
	w.run("taizhang", `ingest 2018.html --db "数 据\台账.db"`, "28 sections, 96 items, 55 schedule rows")
	w.run("taizhang", `export --db "数 据\台账.db" --notice 川知领〔2018〕999号 -o 附件.docx`, "wrote 附件.docx")
	w.run("taizhang", `ingest 附件.docx notice.pdf --db "\\?\`+w.windows("b.db")+`"`, "151 schedule rows")
	w.run("taizhang", `export --by-unit "数 据\下发" --round 2017Q2 --year 2017 --db "数 据\台账.db"`, "wrote 57 workbooks with 517 rows")
	w.run("taizhang", `collect "数 据\下发\四川省公安厅.xlsx" --db "数 据\台账.db"`, "15 rows, 0 cells taken")
	deep := strings.Repeat(strings.Repeat("深", 40)+`\`, 7)
	w.run("taizhang", `export --by-unit "`+deep+`下发" --round 2017Q2 --year 2017 --db "数 据\台账.db"`, "wrote 57 workbooks")
	w.run("taizhang", `check --db "数 据\台账.db"`, "whole")
	w.page(`review --db "数 据\台账.db"`)

	must(t, os.MkdirAll(filepath.Join(w.dir, "夜", "notices"), 0o755))
	place(t, filepath.Join(w.dir, "2017.txt"), filepath.Join(w.dir, "夜", "notices", "2017.txt"), 0o644)
	w.run("cmd", "/c nightly.cmd 夜", "")
	if _, err := os.Stat(filepath.Join(w.dir, "夜", "backup", "yesterday.db")); err != nil {
		t.Error(err)
	}
}

// wine is a folder with the Windows program and what it is to read, and a C: of its own.
type wine struct {
	*testing.T
	dir string
	env []string
}

func newWine(t *testing.T) *wine {
	t.Helper()
	w := &wine{T: t, dir: t.TempDir()}
	home := t.TempDir()
	w.env = append(os.Environ(), "HOME="+home, "WINEPREFIX="+home, "WINEARCH=win64", "WINEDEBUG=-all", "WINEDLLOVERRIDES=mscoree,mshtml=", "LC_ALL=C.UTF-8")
	t.Cleanup(func() { w.command(exec.Command("wineserver", "-k")).Run() })
	succeeds := func(c *exec.Cmd) {
		t.Helper()
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", c, err, out)
		}
	}
	succeeds(exec.Command("make", "-C", "../..", "build", "GOOS=windows", "BIN="+filepath.Join(w.dir, "taizhang.exe")))
	succeeds(w.command(exec.Command("wine", "cmd", "/c", "exit")))
	succeeds(exec.Command("x86_64-w64-mingw32-gcc", "-shared", "-o", filepath.Join(home, "drive_c/windows/system32/bcryptprimitives.dll"),
		"testdata/wine/bcryptprimitives.c", "-ladvapi32"))
	for from, to := range map[string]string{shippedNotice: "2017.txt", nextYearsNotice: "2018.html", "../../fixtures/pdf-notice/notice.pdf": "notice.pdf",
		"../../docs/recipes/nightly.cmd": "nightly.cmd"} {
		place(t, from, filepath.Join(w.dir, to), 0o644)
	}
	must(t, os.Mkdir(filepath.Join(w.dir, "数 据"), 0o755))
	return w
}

// windows is the path of a file as Windows names it; Z: is the root here.
func (w *wine) windows(name string) string {
	return `Z:` + strings.ReplaceAll(filepath.Join(w.dir, name), "/", `\`)
}

func (w *wine) command(c *exec.Cmd) *exec.Cmd {
	c.Dir, c.Env = w.dir, w.env
	return c
}

var argument = regexp.MustCompile(`"[^"]*"|\S+`)

func (w *wine) start(program, line string) *exec.Cmd {
	args := []string{program}
	if program == "taizhang" {
		args[0] = filepath.Join(w.dir, "taizhang.exe")
	}
	for _, a := range argument.FindAllString(line, -1) {
		args = append(args, strings.Trim(a, `"`))
	}
	return w.command(exec.Command("wine", args...))
}

func (w *wine) run(program, line, want string) {
	w.Helper()
	out, err := w.start(program, line).CombinedOutput()
	if err != nil || !strings.Contains(string(out), want) {
		w.Errorf("%s %s: %v, want %q in\n%s", program, line, err, want, out)
	}
}

// page opens the page, and ends it.
func (w *wine) page(line string) {
	w.Helper()
	c := w.start("taizhang", line)
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		w.Fatal(err)
	}
	defer c.Wait()
	defer c.Process.Kill()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		w.Errorf("%s prints no address: %v", line, err)
		return
	}
	page, err := http.Get(strings.TrimSpace(address))
	if err != nil {
		w.Error(err)
		return
	}
	defer page.Body.Close()
	if page.StatusCode != http.StatusOK {
		w.Errorf("the page answers %s", page.Status)
	}
}
