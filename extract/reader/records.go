package reader

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"html"
	"io"
	"iter"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/taizhang/taizhang"
)

// Records says which fields of a collection's records hold a notice: JSON lines, a
// JSON array, CSV or SQLite, as crawlers write them. A record is a source. A field of
// a JSON object within another is named data.content.
type Records struct {
	Text, Title, URL, ID string

	// SQLite gives the rows of the table that has a column of that name, of values of most
	// bytes; the library for it lives elsewhere.
	SQLite func(ctx context.Context, path, column string, most int) iter.Seq2[map[string]string, error]
}

// recordsRemedy is what to do about a collection that can't be read.
const recordsRemedy = "name the fields as the file does: --text-field, --title-field, --url-field, --id-field"

// records expands a collection record by record; it is never in memory whole.
func (x *expander) records(path string, in io.Reader) {
	r := x.opt.Records
	n, found := 0, false
	seen := map[string]bool{}
	names := map[string]int{}
	for rec, err := range r.read(x.ctx, path, in, x.opt.Limits) {
		n++
		if x.stop() {
			return
		}
		name := path + inner + strconv.Itoa(n)
		if err != nil {
			x.emit(Item{Name: name, Err: &taizhang.Error{Kind: taizhang.Malformed, Path: path, At: fmt.Sprintf("record %d", n), What: "the record can't be read", Err: err, Remedy: "check the file there"}})
			continue
		}
		if len(seen) < 200 {
			for k := range rec {
				seen[k] = true
			}
		}
		text, ok := rec[r.Text]
		found = found || ok
		if id := strings.TrimSpace(or(rec[r.ID], rec[r.URL])); id != "" {
			name = path + inner + unrepeated(names, strings.ReplaceAll(oddBlank.Replace(id), inner, "/"))
		}
		switch {
		case strings.TrimSpace(text) == "":
			if ok || found {
				x.emit(Item{Name: name, Skipped: "a record without text"})
			}
		case int64(len(text)) > x.opt.Limits.FileBytes:
			x.emit(Item{Name: name, Err: overSize(name, x.opt.Limits.FileBytes)})
		default:
			x.emit(Item{Name: name, Data: recordPage(text, rec[r.Title], rec[r.URL])})
		}
	}
	if !found && !x.stop() {
		what := "there is no record in it"
		if n > 0 {
			what = fmt.Sprintf("no record has a field %q; the fields are %s", r.Text, strings.Join(slices.Sorted(maps.Keys(seen)), ", "))
		}
		x.emit(Item{Name: path, Err: &taizhang.Error{Kind: taizhang.Unsupported, Path: path, What: what, Remedy: recordsRemedy}})
	}
}

// recordPage makes a source of a record: a page where its text is HTML, else text,
// under its title unless that begins the text.
func recordPage(text, title, url string) []byte {
	title = strings.TrimSpace(title)
	isPage := isHTML([]byte(text))
	plain := text
	if isPage {
		plain = html.UnescapeString(markup.ReplaceAllString(text, ""))
	}
	if head := squeezed(beginning(plain, 1000)); title != "" && strings.Contains(head, squeezed(title)) {
		title = ""
	}
	if !isPage {
		if title != "" {
			text = title + "\n" + text
		}
		return []byte(text)
	}
	if wholePage.MatchString(text) {
		return []byte(text) // a page has its own title
	}
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html><head><meta charset="utf-8">`)
	if url != "" {
		fmt.Fprintf(&b, `<link rel="canonical" href="%s">`, html.EscapeString(url))
	}
	b.WriteString("</head><body>")
	if title != "" {
		fmt.Fprintf(&b, "<h1>%s</h1>", html.EscapeString(title))
	}
	return []byte(b.String() + text + "</body></html>")
}

func beginning(s string, n int) string { return strings.ToValidUTF8(s[:min(len(s), n)], "") }

// read gives the records of a collection, whatever its format.
func (r *Records) read(ctx context.Context, path string, in io.Reader, limits Limits) iter.Seq2[map[string]string, error] {
	each := &recordReader{in: unpackedRecords(in, limits.Ratio), most: 2 * limits.FileBytes, left: 2 * limits.FileBytes}
	br := bufio.NewReaderSize(each, 64<<10)
	head, _ := br.Peek(64 << 10)
	if bytes.HasPrefix(head, []byte("SQLite format 3\x00")) && r.SQLite != nil {
		return r.SQLite(ctx, path, r.Text, int(limits.FileBytes))
	}
	whole := head[:len(head)-len(cutRune(head))]
	_, name, _ := decode(whole, "")
	if decoded, err := charset.NewReaderLabel(strings.TrimSuffix(name, "-bom"), br); err == nil {
		br = bufio.NewReaderSize(decoded, 64<<10)
	}
	if mark, err := br.Peek(3); err == nil && string(mark) == "\xef\xbb\xbf" {
		_, _ = br.Discard(3)
	}
	first := byte(0)
	if start := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))); len(start) > 0 {
		first = start[0]
	}
	if first == '{' || first == '[' {
		return each.next(r.json(br, first == '['))
	}
	return each.next(csvRecords(br))
}

// unpackedRecords unpacks a collection that is packed with gzip.
func unpackedRecords(in io.Reader, ratio int64) io.Reader {
	br := bufio.NewReaderSize(in, 64<<10)
	if head, _ := br.Peek(3); isGzip(head) {
		packed := &countedReader{r: br}
		z, err := gzip.NewReader(packed)
		if err != nil {
			return failing{err}
		}
		return &packedRecords{z, packed, ratio, 0}
	}
	return br
}

// failing gives an error in place of bytes.
type failing struct{ error }

func (f failing) Read([]byte) (int, error) { return 0, f.error }

// countedReader counts what is read of it.
type countedReader struct {
	r io.Reader
	n int64
}

func (c *countedReader) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

// packedRecords unpacks a collection, and ends where it unpacks to more than records do.
type packedRecords struct {
	io.Reader
	packed *countedReader
	ratio  int64
	out    int64
}

func (p *packedRecords) Read(b []byte) (int, error) {
	if p.out > 1<<20+p.packed.n*p.ratio {
		return 0, errBomb
	}
	n, err := p.Reader.Read(b)
	p.out += int64(n)
	return n, err
}

// recordReader gives at most so many bytes for a record, or all behind them would be one.
type recordReader struct {
	in         io.Reader
	most, left int64
}

func (r *recordReader) Read(b []byte) (int, error) {
	if r.left <= 0 {
		return 0, errLongRecord
	}
	n, err := r.in.Read(b[:min(int64(len(b)), r.left)])
	r.left -= int64(n)
	return n, err
}

// next hands records on, and grants each anew what it may take.
func (r *recordReader) next(records iter.Seq2[map[string]string, error]) iter.Seq2[map[string]string, error] {
	return func(yield func(map[string]string, error) bool) {
		for rec, err := range records {
			r.left = r.most
			if !yield(rec, err) {
				return
			}
		}
	}
}

// collection opens a path whose records are wanted.
func (x *expander) collection(path string, stdin io.Reader) {
	in := stdin
	if path != "-" {
		if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
			x.emit(Item{Name: path, Err: noFile(path)})
			return
		}
		f, err := os.Open(path)
		if err != nil {
			x.emit(Item{Name: path, Err: ioError(path, err)})
			return
		}
		defer f.Close()
		in = f
	}
	x.records(path, in)
}
