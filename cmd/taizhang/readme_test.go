package main

import (
	"bufio"
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestReadme follows the READMEs as a new user would: each command runs as printed, in order, in a
// copy of what ships, and prints the lines that stand under it ("…" is what they leave out).
func TestReadme(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are for a POSIX shell")
	}
	for _, r := range []struct{ name, locale string }{{"README.md", "en_US.UTF-8"}, {"README.zh-CN.md", "zh_CN.UTF-8"}} {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			u := &newUser{T: t, dir: shippedCopy(t), locale: r.locale}
			u.follow(r.name)
		})
	}
}

// newUser sits in a folder with what ships, and does what is printed.
type newUser struct {
	*testing.T
	dir, locale string
	exports     []string // lines that later commands rely on
	printed     string   // by the last block of commands
}

// shippedCopy is the folder in which the README is followed: after `make build`, without the sources.
func shippedCopy(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	program, err := exec.LookPath("taizhang")
	must(t, err)
	notices, err := filepath.Glob("../../seeds/notices/sichuan-*")
	if err != nil || len(notices) < 2 {
		t.Fatal(notices, err)
	}
	place(t, program, filepath.Join(dir, "bin", "taizhang"), 0o755)
	place(t, "../../Makefile", filepath.Join(dir, "Makefile"), 0o644)
	for _, n := range notices {
		place(t, n, filepath.Join(dir, "seeds", "notices", filepath.Base(n)), 0o644)
	}
	return dir
}

func place(t *testing.T, from, to string, mode os.FileMode) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(to), 0o755)
	}
	if err == nil {
		err = os.WriteFile(to, b, mode)
	}
	must(t, err)
}

var fence = regexp.MustCompile("(?ms)^```([^\n]*)\n(.*?)^```$")

// follow goes through the blocks of a README: ```sh are commands, a bare ``` is what those before it print.
func (u *newUser) follow(readme string) {
	text, err := os.ReadFile(filepath.Join("../..", readme))
	if err != nil {
		u.Fatal(err)
	}
	commands := 0
	for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
		switch block[1] {
		case "sh":
			u.printed = ""
			for line := range strings.Lines(block[2]) {
				commands++
				u.run(strings.TrimSpace(line))
			}
		case "":
			u.reads(block[2])
		default:
			u.Errorf("a block of %q: neither commands (sh) nor what they print", block[1])
		}
	}
	if commands < 10 {
		u.Errorf("%d commands found: does this test still look in the right place?", commands)
	}
}

// run does one line. What a person does in between — looking at the page, filling in a workbook — is done here.
func (u *newUser) run(line string) {
	switch words := strings.Fields(line); {
	case words[0] == "export":
		u.exports = append(u.exports, line)
	case words[0] == "make" && words[1] == "test": // of which this is a part
	case words[0] == "make":
		u.shell("make -o build " + strings.TrimPrefix(line, "make ")) // what is tested here is built
	case line == "taizhang review":
		u.lookAtPage(line)
	case words[0] == "taizhang" && words[1] == "collect":
		u.fillIn(words[2])
		u.shell(line)
	default:
		u.shell(line)
	}
}

func (u *newUser) command(line string) *exec.Cmd {
	c := exec.Command("sh", "-ec", strings.Join(append(u.exports, line), "\n"))
	c.Dir, c.Env = u.dir, append(os.Environ(), "LC_ALL="+u.locale, "HOME="+u.dir)
	return c
}

func (u *newUser) shell(line string) {
	out, err := u.command(line).CombinedOutput()
	if err != nil {
		u.Fatalf("%s\n%s%v", line, out, err)
	}
	u.printed += string(out)
}

func (u *newUser) lookAtPage(line string) {
	c := u.command("exec " + line)
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		u.Fatal(err)
	}
	defer c.Process.Kill()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		u.Fatalf("%s prints no address: %v", line, err)
	}
	page, err := http.Get(strings.TrimSpace(address))
	if err != nil {
		u.Fatal(err)
	}
	page.Body.Close()
	if page.StatusCode != http.StatusOK {
		u.Errorf("the page answers %s", page.Status)
	}
	c.Process.Signal(os.Interrupt)
	if err := c.Wait(); err != nil {
		u.Errorf("%s, then Ctrl-C: %v", line, err)
	}
}

// fillIn chooses 已完成 for the first task of a unit's workbook.
func (u *newUser) fillIn(book string) {
	name := filepath.Join(u.dir, book)
	f, err := excelize.OpenFile(name)
	if err != nil {
		u.Fatal(err)
	}
	defer f.Close()
	first := true
	fillColumn(u.T, f, "完成状态", func(int) string {
		defer func() { first = false }()
		if first {
			return "已完成"
		}
		return ""
	})
	if err := f.Save(); err != nil {
		u.Fatal(err)
	}
}

// reads compares what a block says with what was printed: its lines, in order.
func (u *newUser) reads(block string) {
	rest := u.printed
	for line := range strings.Lines(block) {
		found := false
		for !found && rest != "" {
			var printed string
			printed, rest, _ = strings.Cut(rest, "\n")
			found = holds(printed, strings.TrimSpace(line))
		}
		if !found {
			u.Errorf("not printed, or not in this order: %s\nprinted:\n%s", line, u.printed)
			return
		}
	}
}

func holds(printed, line string) bool {
	for piece := range strings.SplitSeq(line, "…") {
		_, rest, ok := strings.Cut(printed, strings.TrimSpace(piece))
		if !ok {
			return false
		}
		printed = rest
	}
	return true
}

// TestReadmesAgree: both have the same commands.
func TestReadmesAgree(t *testing.T) {
	var of [2][]byte
	for i, name := range []string{"README.md", "README.zh-CN.md"} {
		text, err := os.ReadFile(filepath.Join("../..", name))
		must(t, err)
		for _, block := range fence.FindAllSubmatch(text, -1) {
			if string(block[1]) == "sh" {
				of[i] = append(of[i], regexp.MustCompile(`(?m) +#.*$`).ReplaceAll(block[2], nil)...)
			}
		}
	}
	if !bytes.Equal(of[0], of[1]) {
		t.Errorf("README.md has the commands\n%s\nREADME.zh-CN.md\n%s", of[0], of[1])
	}
}
