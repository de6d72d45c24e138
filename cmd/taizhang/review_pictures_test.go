package main

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// What the page offers as workbooks is what the commands write, and what is collected
// while it is open shows.
func TestPicturesAreTheCommands(t *testing.T) {
	dir := t.TempDir()
	db := ingested(t, "../../fixtures/compare/2017.txt", "../../fixtures/compare/2019.txt")
	program := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("taizhang", append(args, "--db", db)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	c := newClient(t, serve(t, db).url)
	page := func(path string) string {
		t.Helper()
		code, body := c.get(path)
		if code != 200 {
			t.Fatalf("%s: %d %s", path, code, body)
		}
		return body
	}
	if body := page("/progress"); !strings.Contains(body, "还没有下发") {
		t.Error("progress before anything was handed out")
	}
	program("export", "--by-unit", filepath.Join(dir, "out"), "--round", "2019Q1")
	body := page("/progress")
	first := regexp.MustCompile(`<tr><th scope="row">([^<]+)</th><td class="drawn">`).FindStringSubmatch(body)
	silent := strings.Count(body, "未反馈</b>")
	if first == nil || silent < 2 {
		t.Fatalf("%d units were handed tasks: %s", silent, body)
	}
	book := filepath.Join(dir, "out", first[1]+".xlsx")
	report(t, book, "完成状态", "滞后")
	program("collect", book)
	body = page("/progress?round=2019Q1")
	if n := strings.Count(body, "未反馈</b>"); n != silent-1 || !strings.Contains(body, url.Values{"said": {"滞后"}}.Encode()) {
		t.Errorf("%d units are silent of %d, after one returned its book", n, silent)
	}

	// The same day on both sides.
	for range 2 {
		today := time.Now().Format(time.DateOnly)
		program("export", "--round", "2019Q1", "--as-of", today, "-o", filepath.Join(dir, "rollup.xlsx"))
		if got := page("/progress.xlsx"); time.Now().Format(time.DateOnly) == today {
			same(t, got, filepath.Join(dir, "rollup.xlsx"))
			break
		}
	}
	keys := strings.Fields(program("notices", "--json"))
	var names []string
	for _, k := range keys {
		if _, rest, ok := strings.Cut(k, `"key":"`); ok {
			key, _, _ := strings.Cut(rest, `"`)
			names = append(names, key)
		}
	}
	if len(names) != 2 {
		t.Fatalf("notices %q", names)
	}
	program("compare", names[0], names[1], "-o", filepath.Join(dir, "compare.xlsx"))
	same(t, page("/compare.xlsx?"+url.Values{"old": {names[0]}, "new": {names[1]}}.Encode()), filepath.Join(dir, "compare.xlsx"))
}

// same fails the test when a download is not the file.
func same(t *testing.T, got, path string) {
	t.Helper()
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the page's workbook of %d bytes is not %s of %d", len(got), filepath.Base(path), len(want))
	}
}

// report writes a value under a header into the first task of a workbook.
func report(t *testing.T, book, header, value string) {
	t.Helper()
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetList()[0]
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for i, cell := range row {
			if cell == header {
				name, err := excelize.CoordinatesToCellName(i+1, r+2)
				if err == nil {
					err = f.SetCellStr(sheet, name, value)
				}
				if err == nil {
					err = f.Save()
				}
				if err != nil {
					t.Fatal(err)
				}
				return
			}
		}
	}
	t.Fatalf("%s has no column %s", book, header)
}
