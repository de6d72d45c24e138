package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/fixtures/libreoffice"
	"github.com/taizhang/taizhang/handoff"
)

// typedText is what departments type here, each text once.
var typedText = regexp.MustCompile(`完成进展\d+乙\d+丙`)

// Two rounds of the shipped notice are played by a whole province: each department fills in
// the short form, LibreOffice saves it, and some do to it what departments do. All that was
// typed is taken, or stands in a conflict, or its file is named as not read, and what is
// sent again and decided is in the database in the end.
func TestTwoRounds(t *testing.T) {
	t.Parallel()
	db, _ := handedOut(t)
	y := &year{t: t, dir: filepath.Dir(db), db: db}
	y.round("2017Q2", "二季度进展", damages)
	reversed := slices.Clone(damages)
	slices.Reverse(reversed) // others suffer
	y.round("2017Q3", "三季度进展", reversed)
	y.must(exitDone, "check", "--db", db)
	y.must(exitDone, "rounds", "close", "2017Q2", "--db", db)
	summary := filepath.Join(y.dir, "汇总.csv")
	y.must(exitDone, "export", "--round", "2017Q3", "--as-of", "2017-10-10", "--db", db, "-o", summary)
	data, err := os.ReadFile(summary)
	must(t, err)
	for _, text := range y.typed {
		if !strings.Contains(string(data), text) && strings.Contains(y.column("SELECT value FROM progress"), text) {
			t.Errorf("the roll-up does not say %s", text)
		}
	}
}

// year is a database through the rounds of a year.
type year struct {
	t       *testing.T
	dir, db string
	n       int      // books filled in so far
	typed   []string // all that came back
}

// must runs a command and returns what it said.
func (y *year) must(code int, args ...string) string {
	y.t.Helper()
	s := runCommand(y.t, args...)
	if s.code != code {
		y.t.Fatalf("%v: %d\n%s", args, s.code, s.errors)
	}
	return s.errors
}

// column is what a query with one column gives, a line a row.
func (y *year) column(query string, args ...any) string {
	y.t.Helper()
	h, err := sql.Open("sqlite3", y.db)
	if err != nil {
		y.t.Fatal(err)
	}
	defer h.Close()
	rows, err := h.Query(query, args...)
	if err != nil {
		y.t.Fatal(err)
	}
	defer rows.Close()
	var all strings.Builder
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			y.t.Fatal(err)
		}
		all.WriteString(v + "\n")
	}
	if err := rows.Err(); err != nil {
		y.t.Fatal(err)
	}
	return all.String()
}

// round hands a round out, has it filled in and damaged, and collects it.
func (y *year) round(name, progress string, todo []damage) {
	t := y.t
	out, back, again := filepath.Join(y.dir, name), filepath.Join(y.dir, name+"-back"), filepath.Join(y.dir, name+"-again")
	y.must(exitDone, "export", "--by-unit", out, "--round", name, "--reply-by", "2017-12-31", "--db", y.db)
	books, err := filepath.Glob(filepath.Join(out, "*.xlsx"))
	if err != nil || len(books) < 40 {
		t.Fatal(books, err)
	}
	suffered := map[string]damage{} // by the name of the book, without its ending
	typed := map[string][]string{}
	for _, path := range books {
		y.n++
		b := openReturned(t, path)
		for i, row := range b.rows {
			b.set(b.cell(progress, row), fmt.Sprintf("完成进展%d乙%d丙", y.n, i))
			b.set(b.cell(handoff.ColStatus, row), "进行中")
		}
		stem := strings.TrimSuffix(filepath.Base(path), ".xlsx")
		if len(b.rows) >= 4 && len(todo) > 0 {
			suffered[stem], todo = todo[0], todo[1:]
			if d := suffered[stem]; d.open != nil {
				d.open(b, progress)
			}
		}
		typed[stem] = b.texts(typedText)
		b.save()
	}
	if len(todo) > 0 {
		t.Fatalf("%s: %d damages have no workbook", name, len(todo))
	}
	libreoffice.Convert(t, back, "xlsx", books...)
	for stem, d := range suffered {
		path := filepath.Join(back, stem+".xlsx")
		if d.refused { // it is sent again as it is now
			data, err := os.ReadFile(path)
			must(t, err)
			must(t, os.MkdirAll(again, 0o700))
			must(t, os.WriteFile(filepath.Join(again, stem+".xlsx"), data, 0o600))
		}
		if d.saved != nil {
			d.saved(t, path, progress)
			if b, err := filepath.Glob(path); err == nil && len(b) == 1 && !d.refused {
				typed[stem] = openReturned(t, path).texts(typedText)
			}
		}
	}
	said := y.must(exitPartial, "collect", back, "--db", y.db)
	y.nothingLost(said, typed, suffered)
	y.named(said, suffered)
	said = y.must(exitPartial, "collect", again, "--db", y.db)
	for stem, d := range suffered {
		if d.refused && !strings.Contains(said, stem+".xlsx: "+name+", ") {
			t.Errorf("%s, sent again, is not taken:\n%s", stem, said)
		}
	}
	y.settle(filepath.Join(again, "待定事项.xlsx"))
	y.nothingLost("", typed, nil)
}

// nothingLost looks for what was typed: among what was taken, and in conflicts. A file of
// which nothing could be read must be named.
func (y *year) nothingLost(said string, typed map[string][]string, suffered map[string]damage) {
	known := y.column("SELECT value FROM progress") + y.column("SELECT returned || note FROM conflicts")
	for stem, texts := range typed {
		y.typed = append(y.typed, texts...)
		if suffered[stem].refused {
			if !strings.Contains(said, stem+".") || strings.Contains(known, texts[0]) {
				y.t.Errorf("%s is not named, or was read", stem)
			}
			continue
		}
		for _, text := range texts {
			if !strings.Contains(known, text) {
				y.t.Errorf("%s (%s): %s is lost\n%s", stem, suffered[stem].name, text, said)
			}
		}
	}
}

// named looks for what is said of each damage.
func (y *year) named(said string, suffered map[string]damage) {
	y.t.Helper()
	for stem, d := range suffered {
		var of []string
		for line := range strings.Lines(said) {
			if strings.Contains(line, strings.TrimSuffix(stem, "（总册）")) {
				of = append(of, line)
			}
		}
		of = append(of, y.column("SELECT kind || ' ' || heading || ' ' || returned || ' ' || note FROM conflicts WHERE file LIKE ?", "%/"+stem+".%"))
		if !regexp.MustCompile(d.says).MatchString(strings.Join(of, "")) {
			y.t.Errorf("%s: %s: nothing says %q:\n%s", stem, d.name, d.says, strings.Join(of, ""))
		}
	}
}

// settle decides all conflicts in their workbook: for what came back where that is offered.
func (y *year) settle(path string) {
	y.t.Helper()
	left := strings.Count(y.column("SELECT id FROM conflicts WHERE decided = ''"), "\n")
	b := openTable(y.t, path, "待处理", "编号")
	if len(b.rows) != left {
		y.t.Errorf("%d conflicts are listed, and %d are to be decided", len(b.rows), left)
	}
	for _, row := range b.rows {
		at := b.cell("处理意见", row)
		b.set(at, b.choices(at)[0])
	}
	b.save()
	libreoffice.Convert(y.t, filepath.Join(y.dir, "decided"), "xlsx", path)
	decided := filepath.Join(y.dir, "decided")
	if s := runCommand(y.t, "collect", decided, "--db", y.db); s.code == exitPartial { // two answers to one question: the second waits, and is decided next
		if !strings.Contains(s.errors, "is about another value since") {
			y.t.Errorf("conflicts are left:\n%s", s.errors)
		}
		again := filepath.Join(decided, "待定事项.xlsx")
		b := openTable(y.t, again, "待处理", "编号")
		for _, row := range b.rows {
			at := b.cell("处理意见", row)
			b.set(at, "保留现有")
		}
		b.save()
		y.must(exitDone, "collect", again, "--db", y.db)
	} else if s.code != exitDone {
		y.t.Fatal(s.errors)
	}
	if s := y.column("SELECT heading FROM conflicts WHERE decided = ''"); s != "" {
		y.t.Errorf("not decided: %s", s)
	}
}
