package reader

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/taizhang/taizhang"
)

func gbk(t testing.TB, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// entryOf is one entry of an archive to be written.
type entryOf struct {
	name, data string
	header     func(h *zip.FileHeader)
}

func packZip(t testing.TB, entries ...entryOf) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.header != nil {
			e.header(h)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, e.data)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func packTar(t testing.TB, entries ...entryOf) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Size: int64(len(e.data)), Mode: 0o644, Typeflag: tar.TypeReg, Format: tar.FormatGNU}
		if e.data == "->" {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, "/etc/passwd", 0
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			_, _ = io.WriteString(w, e.data)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func packGzip(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(data)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// expand expands data, as standard input, and writes each item in a line:
// name=data, name!kind of error, name~why it was skipped.
func expand(t testing.TB, data []byte, opt Options) []string {
	t.Helper()
	var all []string
	for it := range Expand(context.Background(), "-", bytes.NewReader(data), opt) {
		all = append(all, itemLine(t, it))
	}
	return all
}

func itemLine(t testing.TB, it Item) string {
	t.Helper()
	var typed *taizhang.Error
	switch {
	case it.Err != nil && !errors.As(it.Err, &typed):
		t.Errorf("%s: error without a type: %v", it.Name, it.Err)
	case it.Err != nil:
		if typed.Remedy == "" || typed.What == "" || typed.Path != it.Name {
			t.Errorf("%s: error says too little: %v", it.Name, it.Err)
		}
		return it.Name + "!" + string(typed.Kind)
	case it.Skipped != "":
		return it.Name + "~" + it.Skipped
	}
	return it.Name + "=" + string(it.Data[:min(len(it.Data), 60)])
}

func wantItems(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got:\n  %s\nwant:\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestExpandZip(t *testing.T) {
	docx := packZip(t, entryOf{name: "[Content_Types].xml", data: "<a/>"}, entryOf{name: "word/document.xml", data: "<b/>"})
	old := gbk(t, "附件")
	unicode := binary.LittleEndian.AppendUint32([]byte{0x75, 0x70, byte(5 + len("附件3.txt")), 0, 1}, crc32.ChecksumIEEE([]byte("fj3.txt")))
	unicode = append(unicode, "附件3.txt"...)
	raw := func(h *zip.FileHeader) { h.NonUTF8 = true }
	data := packZip(t,
		entryOf{name: "附件/一.txt", data: "甲"},
		entryOf{name: old + "/" + gbk(t, "二（表格）.txt"), data: "乙", header: raw},
		entryOf{name: "fj3.txt", data: "丙", header: func(h *zip.FileHeader) { h.Extra = unicode }},
		entryOf{name: gbk(t, `目录\四.txt`), data: "丁", header: raw},
		entryOf{name: "../../etc/passwd", data: "戊"},
		entryOf{name: "/abs.txt", data: "己"},
		entryOf{name: "/abs.txt", data: "庚"},
		entryOf{name: "__MACOSX/._a.txt", data: "x"},
		entryOf{name: "~$一.docx", data: "x"},
		entryOf{name: "图/logo.png", data: "x"},
		entryOf{name: "表.docx", data: string(docx)},
		entryOf{name: "内.zip", data: string(packZip(t, entryOf{name: "深/a.txt", data: "辛"}))},
	)
	wantItems(t, expand(t, data, Options{}),
		"-!/附件/一.txt=甲", "-!/附件/二（表格）.txt=乙", "-!/附件3.txt=丙", "-!/目录/四.txt=丁", "-!/../../etc/passwd=戊", "-!//abs.txt=己", "-!//abs~2.txt=庚",
		"-!/图/logo.png~a picture", "-!/表.docx="+string(docx[:60]), "-!/内.zip!/深/a.txt=辛")
	big5 := func(s string) string {
		out, err := traditionalchinese.Big5.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	wantItems(t, expand(t, packZip(t, entryOf{name: big5("會議/讀我.txt"), data: "甲", header: raw}, entryOf{name: big5("會議/實施計畫.txt"), data: "乙", header: raw}), Options{}),
		"-!/會議/讀我.txt=甲", "-!/會議/實施計畫.txt=乙")
	wantItems(t, expand(t, docx, Options{}), "-="+string(docx[:60]))
	wantItems(t, expand(t, packZip(t), Options{}), "-!empty")
}

func TestExpandEntryErrors(t *testing.T) {
	zeros := strings.Repeat("0", 8<<20)
	data := packZip(t,
		entryOf{name: "a.txt", data: "甲"},
		entryOf{name: "bomb.txt", data: zeros},
		entryOf{name: "locked.txt", data: "x"},
		entryOf{name: "odd.txt", data: "x"},
		entryOf{name: "broken.txt", data: strings.Repeat("乙", 100)},
		entryOf{name: "z.txt", data: "丙"})
	for _, e := range []struct {
		name          string
		local, direct int // how far from the name the field is in its two headers
		value         byte
	}{{"locked.txt", -24, -38, 1}, {"odd.txt", -22, -36, 9}} {
		first, last := bytes.Index(data, []byte(e.name)), bytes.LastIndex(data, []byte(e.name))
		data[first+e.local], data[last+e.direct] = data[first+e.local]|e.value, data[last+e.direct]|e.value
	}
	data[bytes.Index(data, []byte("broken.txt"))+12] ^= 0xff
	wantItems(t, expand(t, data, Options{}), "-!/a.txt=甲", "-!/bomb.txt!too-large", "-!/locked.txt!encrypted", "-!/odd.txt!unsupported", "-!/broken.txt!malformed", "-!/z.txt=丙")
}

func TestExpandLimits(t *testing.T) {
	nested := []byte("底")
	for range 5 {
		nested = packZip(t, entryOf{name: "x.zip", data: string(nested)}, entryOf{name: "a.txt", data: "甲"})
	}
	wantItems(t, expand(t, nested, Options{Limits: Limits{Depth: 2}}), "-!/x.zip!/x.zip!too-large", "-!/x.zip!/a.txt=甲", "-!/a.txt=甲")
	many := packZip(t, entryOf{name: "1", data: "x"}, entryOf{name: "2", data: "x"}, entryOf{name: "3", data: "x"})
	wantItems(t, expand(t, many, Options{Limits: Limits{Entries: 2}}), "-!/1=x", "-!/2=x", "-!too-large")
	wantItems(t, expand(t, many, Options{Limits: Limits{Expanded: 2}}), "-!/1=x", "-!/2=x", "-!/3!too-large")
	wantItems(t, expand(t, many, Options{Limits: Limits{FileBytes: 10}}), "-!too-large")
	for name, bomb := range map[string][]byte{
		"tar.gz": packGzip(t, packTar(t, entryOf{name: "a.txt", data: "甲"}, entryOf{name: "b.txt", data: strings.Repeat("0", 32<<20)}, entryOf{name: "c.txt", data: "乙"})),
		"gz":     packGzip(t, bytes.Repeat([]byte("0"), 32<<20)),
	} {
		got := expand(t, bomb, Options{})
		if last := got[len(got)-1]; !strings.HasSuffix(last, "!too-large") {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestExpandTar(t *testing.T) {
	plain := packTar(t, entryOf{name: "附件/一.txt", data: "甲"}, entryOf{name: gbk(t, "二.txt"), data: "乙"}, entryOf{name: "link", data: "->"}, entryOf{name: ".hidden", data: "x"})
	want := []string{"-!/附件/一.txt=甲", "-!/二.txt=乙", "-!/link~no ordinary file"}
	wantItems(t, expand(t, plain, Options{}), want...)
	wantItems(t, expand(t, packGzip(t, plain), Options{}), want...)
	wantItems(t, expand(t, packGzip(t, []byte("一、通知")), Options{}), "-!/-=一、通知")
	cut := packGzip(t, plain)
	got := expand(t, cut[:len(cut)*3/4], Options{})
	if last := got[len(got)-1]; !strings.HasSuffix(last, "!malformed") {
		t.Errorf("cut short: %v", got)
	}
}

func TestExpandFolder(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string]string{
		"b.txt": "乙", "a/二.txt": "丙", "a/一.zip": string(packZip(t, entryOf{name: "x.txt", data: "甲"})), ".git/config": "x", "~$b.docx": "x",
		".~lock.b.txt#": "x", "a/Thumbs.db": "x", "page_files/style.css": "x", "c.xyz": "戊",
	} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(data), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for it := range Expand(t.Context(), dir, nil, Options{}) {
		got = append(got, filepath.ToSlash(strings.TrimPrefix(itemLine(t, it), dir+string(filepath.Separator))))
	}
	wantItems(t, got, "a/一.zip!/x.txt=甲", "a/二.txt=丙", "b.txt=乙", "c.xyz=戊", "page_files/style.css~part of a web page")

	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err == nil { // not allowed to everybody on Windows
		n := 0
		for it := range Expand(t.Context(), link, nil, Options{}) {
			if n++; !strings.HasPrefix(it.Name, link+string(filepath.Separator)) {
				t.Errorf("in a folder named by a link: %s", it.Name)
			}
		}
		if n != len(got) || Count(link) != Count(dir) {
			t.Errorf("a folder named by a link: %d files, %d counted, want %d, %d", n, Count(link), len(got), Count(dir))
		}
	}

	n := 0
	for range Expand(t.Context(), dir, nil, Options{}) {
		if n++; n == 2 {
			break // and no more is read
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for it := range Expand(ctx, dir, nil, Options{}) {
		t.Errorf("cancelled, yet %s", it.Name)
	}
	for it := range Expand(t.Context(), filepath.Join(dir, "none.txt"), nil, Options{}) {
		if taizhang.KindOf(it.Err) != taizhang.IO {
			t.Errorf("no file: %v", it.Err)
		}
	}
	empty := t.TempDir()
	for it := range Expand(t.Context(), empty, nil, Options{}) {
		if taizhang.KindOf(it.Err) != taizhang.Empty {
			t.Errorf("empty folder: %v", it.Err)
		}
	}
}

// TestLoadChanging: of a file that is being written no part is taken for the whole.
func TestLoadChanging(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("一、省教育厅负责"), 0o600); err != nil {
		t.Fatal(err)
	}
	left := 1
	grows := func(r io.Reader, b []byte) (int, error) {
		n, err := io.ReadFull(r, b)
		if left--; left >= 0 {
			f, bad := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if bad == nil {
				_, bad = f.WriteString("甲")
				bad = errors.Join(bad, f.Close())
			}
			err = errors.Join(err, bad)
		}
		return n, err
	}
	if data, err := load(path, grows); err != nil || !strings.HasSuffix(string(data), "负责甲") {
		t.Errorf("grown once: %q, %v", data, err)
	}
	left = mostLoads
	if _, err := load(path, grows); taizhang.KindOf(err) != taizhang.IO || !strings.Contains(err.Error(), "changes while it is read") {
		t.Errorf("growing on: %v", err)
	}
}
