package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/fixtures/postgres"
	"github.com/taizhang/taizhang/handoff"
)

// TestSoak: one database is read into, reviewed, handed out and collected at once, each by
// a process of its own; in the end it is whole and holds what each of them was told is
// stored. A few rounds; in a soak for TAIZHANG_SOAK_TIME, half of it each database.
func TestSoak(t *testing.T) {
	t.Parallel()
	for _, on := range []struct{ name, db string }{{"SQLite", filepath.Join(t.TempDir(), "a.db")}, {"PostgreSQL", postgres.Shared(t).Database(t)}} {
		t.Run(on.name, func(t *testing.T) { soak(t, on.db) })
	}
}

// soaking is one run of it: its parts go on for the same rounds, or the same time.
type soaking struct {
	*testing.T
	db       string
	deadline time.Time // none: two rounds
}

// goesOn reports whether a part that has done n rounds does another.
func (s *soaking) goesOn(n int) bool {
	if s.Failed() || s.deadline.IsZero() {
		return n < 2 && !s.Failed()
	}
	return time.Now().Before(s.deadline)
}

func soak(t *testing.T, db string) {
	s := &soaking{T: t, db: db}
	if os.Getenv("TAIZHANG_SOAK") != "" {
		whole, err := time.ParseDuration(cmp.Or(os.Getenv("TAIZHANG_SOAK_TIME"), "10m"))
		must(t, err)
		s.deadline = time.Now().Add(whole / 2)
	}
	if _, err := s.does("ingest", shippedNotice); err != nil {
		t.Fatal(err)
	}
	notices := t.TempDir()
	var texts, reports []string
	var round string
	var looked, read int
	var end sync.WaitGroup
	page := newClient(t, serve(t, db).url)
	for _, part := range []func() error{
		func() (err error) { read, err = s.reads(notices); return err },
		func() (err error) { texts, looked, err = s.reviews(page); return err },
		func() (err error) { round, reports, err = s.collects(); return err },
	} {
		end.Go(func() {
			if err := part(); err != nil {
				t.Error(err)
			}
		})
	}
	end.Wait()
	if out, err := s.does("check"); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := s.does("ingest", notices); err != nil || strings.Contains(out, ": added") || strings.Contains(out, ": revised") {
		t.Errorf("what was read is read again: %v\n%s", err, tail(out))
	}
	exported, err := s.does("export", "--format", "jsonl")
	must(t, err)
	s.holds(exported, texts)
	if round != "" {
		rolled, err := s.rolledUp(round)
		must(t, err)
		open, err := s.does("rounds", "conflicts", "--json") // on tasks that were changed after they were handed out
		must(t, err)
		s.holds(rolled+open, reports)
	}
	t.Logf("%d notices read, %d pages looked at, %d tasks decided, %d values reported", read, looked, len(texts), len(reports))
}

// holds reports what is not in what the program gives.
func (s *soaking) holds(all string, want []string) {
	s.Helper()
	for _, text := range want {
		if !strings.Contains(all, text) {
			s.Errorf("%q is lost", text)
		}
	}
}

// rolledUp is what stands in the cells of a round's roll-up workbook.
func (s *soaking) rolledUp(round string) (string, error) {
	path := filepath.Join(s.TempDir(), "rollup.xlsx")
	if _, err := s.does("export", "--round", round, "-o", path); err != nil {
		return "", err
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var all strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			return "", err
		}
		for _, row := range rows {
			all.WriteString(strings.Join(row, "\t") + "\n")
		}
	}
	return all.String(), nil
}

// does runs a command on the database, in a process of its own.
func (s *soaking) does(command string, args ...string) (string, error) {
	out, err := exec.Command("taizhang", append([]string{command, "--db", s.db}, args...)...).CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%s %v: %w: %s", command, args, err, tail(string(out)))
	}
	return string(out), err
}

// reads adds notices to a folder, some of them new forms of others, and has it read.
func (s *soaking) reads(dir string) (n int, err error) {
	for round := 0; s.goesOn(round); round++ {
		for range 6 {
			name, data := generate.Notice(n, generate.Options{Seed: 5, Revised: 0.2, Republished: 0.1})
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				return n, err
			}
			n++
		}
		if _, err := s.does("ingest", dir); err != nil {
			return n, err
		}
	}
	return n, nil
}

// reviews looks at the page as people do, and changes a task after the other; it returns
// the texts that were stored last.
func (s *soaking) reviews(c *client) (texts []string, looked int, err error) {
	uids := s.schedule()
	last := map[string]string{}
	for round := 0; s.goesOn(round); round++ {
		for _, path := range []string{"/", "/tasks?q=知识产权", "/notice?key=" + shippedKey, "/calendar", "/matrix", "/progress", "/decisions", "/rounds"} {
			if code, body := c.get(path); code != http.StatusOK {
				return nil, looked, fmt.Errorf("%s: %d %.300s", path, code, body)
			}
			looked++
		}
		uid := uids[round%len(uids)]
		_, form := c.get("/form?key=" + shippedKey + "&task=" + uid)
		edit := c.hidden(form, "action", "task")
		areas(form, edit)
		edit.Set("text", fmt.Sprintf("第%d次改过的任务。", round))
		if code, body := c.post("/decide", edit); code != http.StatusOK {
			return nil, looked, fmt.Errorf("deciding %s: %d %.300s", uid, code, body)
		}
		last[uid] = edit.Get("text")
	}
	for _, text := range last {
		texts = append(texts, text)
	}
	return texts, looked, nil
}

// schedule are some tasks of the shipped notice.
func (s *soaking) schedule() (uids []string) {
	for i := range 12 {
		uids = append(uids, taskUID(s.T, s.db, fmt.Sprintf("schedule/t1/r%d", 33+i)))
	}
	return uids
}

// collects hands out a round after the other, fills in what each unit is asked, and
// collects it; it returns the last round, and what was reported in it.
func (s *soaking) collects() (last string, reports []string, err error) {
	key, err := url.QueryUnescape(shippedKey)
	if err != nil {
		return "", nil, err
	}
	for round := 0; s.goesOn(round); round++ {
		dir := filepath.Join(s.TempDir(), "books")
		last = fmt.Sprint("第", round+1, "轮")
		if _, err := s.does("export", "--by-unit", dir, "--round", last, "--notice", key); err != nil {
			return "", nil, err
		}
		books, err := filepath.Glob(filepath.Join(dir, "*.xlsx"))
		if err != nil || len(books) == 0 {
			return "", nil, fmt.Errorf("no workbooks in %s: %v", dir, err)
		}
		reports = nil // of the last round: each round reports on the same tasks anew
		for i, book := range books {
			said := fmt.Sprintf("%s第%d家已办", last, i)
			if err := report(book, said); err != nil {
				return "", nil, fmt.Errorf("%s: %w", book, err)
			}
			reports = append(reports, said)
		}
		if _, err := s.does("collect", dir); err != nil && exitOf(errors.Unwrap(err)) != exitPartial { // conflicts are left
			return "", nil, err
		}
	}
	return last, reports, nil
}

// report fills in the progress of the first task of a workbook.
func report(book, said string) error {
	f, err := excelize.OpenFile(book)
	if err != nil {
		return err
	}
	rows, err := f.GetRows(handoff.SheetTable)
	for i, row := range rows {
		for k, cell := range row {
			if !strings.Contains(cell, "进展") || len(row) < 5 {
				continue
			}
			at, err := excelize.CoordinatesToCellName(k+1, i+2)
			if err == nil {
				err = f.SetCellStr(handoff.SheetTable, at, said)
			}
			return errors.Join(err, f.Save(), f.Close())
		}
	}
	return cmp.Or(err, errors.New("no column of progress"))
}
