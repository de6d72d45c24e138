package handoff_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/taizhang/taizhang/handoff"
)

// three are books of every size: a department that leads much, a city and a member of a class.
var three = []string{"四川省知识产权局", "成都市人民政府", "凉山彝族自治州人民政府"}

// convert has LibreOffice convert files in dir, to a folder of its own.
func convert(t *testing.T, dir, to string, files ...string) string {
	t.Helper()
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Fatal("soffice is missing: apt-get install libreoffice-calc-nogui poppler-utils fonts-noto-cjk")
	}
	profile := filepath.ToSlash(filepath.Join(dir, "profile"))
	if !strings.HasPrefix(profile, "/") {
		profile = "/" + profile // C:/…
	}
	out := filepath.Join(dir, to)
	ctx := t.Context()
	args := []string{"-env:UserInstallation=file://" + profile, "--headless", "--convert-to", to, "--outdir", out}
	for _, f := range files {
		args = append(args, filepath.Join(dir, f))
	}
	if msg, err := exec.CommandContext(ctx, "soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v: %s", err, msg)
	}
	return out
}

// save writes the three books into a folder.
func save(t *testing.T) (dir string, books []*handoff.Book, files []string) {
	t.Helper()
	dir = t.TempDir()
	all := [][]handoff.Book{shippedBooks(t), full(shippedBooks(t))}
	for i, organ := range three { // in either form
		b := bookOf(t, all[i%2], organ)
		if err := os.WriteFile(filepath.Join(dir, b.File), written(t, b, nil), 0o600); err != nil {
			t.Fatal(err)
		}
		books, files = append(books, b), append(files, b.File)
	}
	return dir, books, files
}

// What LibreOffice saves still has every key, and is protected and validated as before.
func TestLibreOffice(t *testing.T) {
	dir, books, files := save(t)
	out := convert(t, dir, "xlsx", files...)
	for i, b := range books {
		data, err := os.ReadFile(filepath.Join(out, files[i]))
		if err != nil {
			t.Fatal(err)
		}
		intact(t, data, b)
	}
}

// On paper every task stands in full, the header on every page, and no column is too narrow.
func TestPrinted(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Fatal("pdftotext is missing: apt-get install poppler-utils")
	}
	dir, books, files := save(t)
	out := convert(t, dir, "pdf", files...)
	for i, b := range books {
		text, err := exec.Command("pdftotext", "-raw", filepath.Join(out, strings.TrimSuffix(files[i], ".xlsx")+".pdf"), "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "###") {
			t.Errorf("%s: a column is too narrow: ###", b.Organ)
		}
		printed := squeeze(string(text))
		for _, h := range b.Handouts {
			for _, want := range []string{h.Text, h.Result} {
				if !strings.Contains(printed, squeeze(want)) {
					t.Errorf("%s: %.20s… is not printed in full", b.Organ, want)
				}
			}
			if !b.Full && strings.Contains(printed, h.Task) {
				t.Errorf("%s: %s is printed", b.Organ, h.Task)
			}
		}
		pages := strings.Split(strings.TrimRight(string(text), "\f"), "\f")
		for n, page := range pages[:len(pages)-1] { // the last explains
			for _, c := range b.Columns() {
				if !c.Hidden && !strings.Contains(squeeze(page), c.Head()) {
					t.Errorf("%s: page %d has no header %s", b.Organ, n+1, c.Head())
				}
			}
		}
		for _, want := range []string{squeeze(b.Title), "填报单位（盖章）：", "填报人：", "联系电话：", "审核人：", "填报日期：", "红底：已过截止日期，尚未完成"} {
			if !strings.Contains(printed, want) {
				t.Errorf("%s: %s is not printed", b.Organ, want)
			}
		}
	}
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
