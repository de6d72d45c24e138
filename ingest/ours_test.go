package ingest_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/ingest"
)

// TestOwnFilesAreNoNotices: what the program wrote into a folder is left out when the
// folder is read again; what was only laid beside it is read.
func TestOwnFilesAreNoNotices(t *testing.T) {
	p, ctx := pipeline(t), t.Context()
	l, err := p.File(ctx, "../seeds/notices/sichuan-2017-ip-plan.txt", nil, ingest.Options{})
	must(t, err)
	uids := map[string]string{}
	for _, e := range decide.Entries(l) {
		uids[e.ID] = "u:" + e.ID
	}
	in := export.Inputs{{Ledger: l, UIDs: uids}}
	books := handoff.Books(in, taizhang.Round{Name: "2017Q2"}, func(string) []string { return nil }, nil)
	dir := t.TempDir()
	want := map[string]string{"a.xlsx": "a file that taizhang wrote", "b.docx": "a file that taizhang wrote", "c.html": "a file that taizhang wrote", "d.xlsx": "taizhang collect", "e.txt": ""}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"a.xlsx": func(b *bytes.Buffer) error { return export.XLSX(b, in) },
		"b.docx": func(b *bytes.Buffer) error { return export.DOCX(b, in) },
		"c.html": func(b *bytes.Buffer) error { return export.HTML(b, in) },
		"d.xlsx": func(b *bytes.Buffer) error { return books[0].Write(b, nil) },
		"e.txt":  func(b *bytes.Buffer) error { _, err := b.WriteString(l.Text()); return err },
	} {
		var b bytes.Buffer
		must(t, write(&b))
		must(t, os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o600))
		if got := reader.Ours(b.Bytes()); (got == "") != (want[name] == "") || !strings.Contains(got, want[name]) {
			t.Errorf("%s: %q", name, got)
		}
	}
	seen := 0
	for n, res := range p.Notices(ctx, []string{dir}, strings.NewReader(""), ingest.Options{}) {
		name := filepath.Base(res.Source)
		if n.Items != nil {
			name = filepath.Base(n.Name())
		}
		if (res.Skipped != "") != (want[name] != "") {
			t.Errorf("%s: skipped %q", name, res.Skipped)
		}
		seen++
	}
	if seen != len(want) {
		t.Errorf("%d files", seen)
	}
	for n, res := range p.Notices(ctx, []string{filepath.Join(dir, "a.xlsx")}, strings.NewReader(""), ingest.Options{}) {
		if n.Items == nil {
			t.Errorf("named by the user: %+v", res)
		}
	}
}
