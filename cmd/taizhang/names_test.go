package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/fixtures/postgres"
)

// TestNamesThatDatabasesRefuse: a file's name that is no UTF-8, a paragraph that was taken
// for a unit: neither stops a run nor a hand-off, in either database.
func TestNamesThatDatabasesRefuse(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	r, long := rand.New(rand.NewPCG(1, 2)), "省"
	for range 3000 { // nothing that could be compressed
		long += string(rune(0x4E00 + r.IntN(0x5000)))
	}
	long += "局"
	write("a.html", "<html><body><h1>四川省人民政府关于印发2024年重点工作的通知</h1><p>川府发〔2024〕5号</p><table><tr><th>序号</th><th>工作任务</th><th>责任单位</th></tr>"+
		"<tr><td>1</td><td>编制清单。</td><td>"+long+"</td></tr><tr><td>2</td><td>落实资金。</td><td>省财政厅</td></tr></table></body></html>")
	if runtime.GOOS == "linux" { // others have names in UTF-16
		write("\xce\xc4\xbc\xfe.txt", "四川省财政厅关于印发2024年资金安排的通知\n\n川财〔2024〕9号\n\n1.安排资金。（省财政厅负责）\n")
		write("\xbb\xb5.docx", "PK\x03\x04 no archive")
	}
	var tasks, books []string
	for _, db := range []string{filepath.Join(t.TempDir(), "a.db"), postgres.Shared(t).Database(t)} {
		for range 2 { // the second time what failed is looked up
			if out, err := exec.Command("taizhang", "ingest", dir, "--db", db).CombinedOutput(); err != nil && exitOf(err) != exitPartial {
				t.Fatalf("%s: %v\n%s", db, err, out)
			}
		}
		tasks = append(tasks, exported(t, db))
		out := t.TempDir()
		if b, err := exec.Command("taizhang", "export", "--by-unit", out, "--round", "2024", "--year", "2024", "--db", db).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", db, err, b)
		}
		files, err := os.ReadDir(out)
		must(t, err)
		names := ""
		for _, f := range files {
			names += f.Name() + "\n"
		}
		books = append(books, names)
	}
	if tasks[0] != tasks[1] || !strings.Contains(tasks[0], "编制清单") || runtime.GOOS == "linux" && !strings.Contains(tasks[0], "安排资金") {
		t.Errorf("SQLite:\n%s\nPostgreSQL:\n%s", tasks[0], tasks[1])
	}
	if books[0] != books[1] || strings.Count(books[0], "\n") < 2 {
		t.Errorf("SQLite:\n%s\nPostgreSQL:\n%s", books[0], books[1])
	}
}
