package handoff_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/fixtures/libreoffice"
	"github.com/taizhang/taizhang/handoff"
)

// three are books of every size: a department that leads much, a city and a member of a class.
var three = []string{"四川省知识产权局", "成都市人民政府", "凉山彝族自治州人民政府"}

// save writes the three books into a folder.
func save(t *testing.T) (books []*handoff.Book, files []string) {
	t.Helper()
	dir := t.TempDir()
	all := [][]handoff.Book{shippedBooks(t), full(shippedBooks(t))}
	for i, organ := range three { // in either form
		b := bookOf(t, all[i%2], organ)
		file := filepath.Join(dir, b.File)
		must(t, os.WriteFile(file, written(t, b, nil), 0o600))
		books, files = append(books, b), append(files, file)
	}
	return books, files
}

// What LibreOffice saves still has every key, and is protected and validated as before.
func TestLibreOffice(t *testing.T) {
	books, files := save(t)
	out := t.TempDir()
	libreoffice.Convert(t, out, "xlsx", files...)
	for i, b := range books {
		data, err := os.ReadFile(filepath.Join(out, filepath.Base(files[i])))
		must(t, err)
		intact(t, data, b)
	}
}

// On paper every task stands in full, the header on every page, and no column is too narrow.
func TestPrinted(t *testing.T) {
	books, files := save(t)
	out := t.TempDir()
	libreoffice.Convert(t, out, "pdf", files...)
	for _, b := range books {
		pages := libreoffice.Printed(t, filepath.Join(out, strings.TrimSuffix(b.File, ".xlsx")+".pdf"))
		printed := libreoffice.Squeeze(strings.Join(pages, ""))
		if strings.Contains(printed, "###") {
			t.Errorf("%s: a column is too narrow: ###", b.Organ)
		}
		for _, h := range b.Handouts {
			for _, want := range []string{h.Text, h.Result} {
				if !strings.Contains(printed, libreoffice.Squeeze(want)) {
					t.Errorf("%s: %.20s… is not printed in full", b.Organ, want)
				}
			}
			if !b.Full && strings.Contains(printed, h.Task) {
				t.Errorf("%s: %s is printed", b.Organ, h.Task)
			}
		}
		for n, page := range pages[:len(pages)-1] { // the last explains
			for _, c := range b.Columns() {
				if !c.Hidden && !strings.Contains(libreoffice.Squeeze(page), c.Head()) {
					t.Errorf("%s: page %d has no header %s", b.Organ, n+1, c.Head())
				}
			}
		}
		for _, want := range []string{libreoffice.Squeeze(b.Title), "填报单位（盖章）：", "填报人：", "联系电话：", "审核人：", "填报日期：", "红底：已过截止日期，尚未完成"} {
			if !strings.Contains(printed, want) {
				t.Errorf("%s: %s is not printed", b.Organ, want)
			}
		}
	}
}
