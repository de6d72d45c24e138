package main

import (
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestPageInPictures takes the pictures of docs/ with -update; always it looks for what
// keeps people from using the page, in wide windows and narrow ones.
func TestPageInPictures(t *testing.T) {
	t.Parallel()
	chrome := chromium(t)
	db := ingested(t, shippedNotice, nextYearsNotice, "../../fixtures/compare/2017.txt", "../../fixtures/compare/2019.txt")
	reported(t, db)
	s := serve(t, db)
	query := func(path string, pairs ...string) string {
		q := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			q.Set(pairs[i], pairs[i+1])
		}
		return path + "?" + q.Encode()
	}
	for _, width := range []int64{1440, 390} {
		height := int64(900)
		if width < 500 {
			height = 844
		}
		x := newTab(t, chrome, s, width, height)
		for _, v := range []struct{ name, path string }{
			{"notice", "/notice?key=" + shippedKey + "&task=" + taskUID(t, db, "schedule/t1/r33")},
			{"tasks", query("/tasks", "role", "support", "q", "知识产权")},
			{"queue", "/queue?kind=unit"},
			{"home", "/"},
			{"matrix", query("/matrix", "year", "2017")},
			{"calendar", query("/calendar", "year", "2017")},
			{"timeline", query("/timeline", "year", "2017")},
			{"progress", "/progress"},
			{"compare", query("/compare", "old", "四川省知识产权工作领导小组|川知领(2017)2号", "new", "四川省知识产权工作领导小组|川知领(2018)999号",
				"verdict", "moved")},
			{"unit", query("/unit", "organ", "四川省知识产权局")},
			{"rounds", "/rounds"},
			{"conflicts", "/conflicts"},
			{"decisions", "/decisions"},
			{"jobs", "/jobs"},
		} {
			x.open(v.path)
			x.rests()
			name := "review-" + v.name + "-" + strconv.Itoa(int(width))
			x.fits(name)
			x.axe(name)
			if slices.Contains([]string{"notice", "tasks", "queue", "matrix", "calendar", "progress", "unit", "compare"}, v.name) {
				x.shoot(name)
			}
		}
	}
}

// reported hands the tasks out and collects what some organs say of them.
func reported(t *testing.T, db string) {
	t.Helper()
	out, back := t.TempDir(), t.TempDir()
	command := func(args ...string) {
		if b, err := exec.Command("taizhang", args...).CombinedOutput(); err != nil && exitOf(err) != exitPartial {
			t.Fatalf("%v: %v\n%s", args, err, b)
		}
	}
	command("export", "--db", db, "--by-unit", out, "--year", "2017", "--round", "2017Q2", "--reply-by", "2017-07-10", "--who", "测试员")
	books, err := filepath.Glob(filepath.Join(out, "*.xlsx"))
	if err != nil || len(books) == 0 {
		t.Fatalf("%d workbooks, %v", len(books), err)
	}
	for i, book := range books {
		if i%4 == 3 || strings.Contains(book, "总册") { // some are silent
			continue
		}
		f, err := excelize.OpenFile(book)
		must(t, err)
		fillColumn(t, f, "完成状态", func(row int) string {
			return []string{"已完成", "进行中", "进行中", "未启动", "滞后"}[(i+row)%5]
		})
		must(t, f.SaveAs(filepath.Join(back, filepath.Base(book))))
		f.Close()
	}
	command("collect", back, "--db", db, "-o", filepath.Join(t.TempDir(), "c.xlsx"), "--who", "测试员")
}

// fillColumn fills a column of all tasks of a department's workbook.
func fillColumn(t *testing.T, f *excelize.File, column string, value func(row int) string) {
	t.Helper()
	sheet := f.GetSheetList()[0]
	rows, err := f.GetRows(sheet)
	must(t, err)
	for r, row := range rows {
		at := slices.Index(row, column)
		if at < 0 {
			continue
		}
		for k := r + 1; k < len(rows) && len(rows[k]) > 2 && rows[k][0] != ""; k++ {
			cell, err := excelize.CoordinatesToCellName(at+1, k+1)
			if err == nil {
				err = f.SetCellStr(sheet, cell, value(k))
			}
			must(t, err)
		}
		return
	}
	t.Fatalf("no column %s", column)
}
