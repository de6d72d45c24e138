package reader

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/taizhang/taizhang"
)

// rtfOf writes paragraphs and a table of two columns as RTF, all of it in ASCII.
func rtfOf(paragraphs []string, rows [][2]string) []byte {
	var b strings.Builder
	text := func(s string) {
		for _, r := range s {
			switch {
			case r == '\\' || r == '{' || r == '}':
				b.WriteString("\\" + string(r))
			case r < 0x80:
				b.WriteRune(r)
			default:
				for _, u := range utf16.Encode([]rune{r}) {
					fmt.Fprintf(&b, "\\u%d?", int16(u))
				}
			}
		}
	}
	b.WriteString(`{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}`)
	for _, p := range paragraphs {
		b.WriteString(`\pard `)
		text(p)
		b.WriteString("\\par\n")
	}
	for _, r := range rows {
		b.WriteString(`\trowd\cellx3000\cellx6000\pard\intbl `)
		text(r[0])
		b.WriteString(`\cell `)
		text(r[1])
		b.WriteString("\\cell\\row\n")
	}
	return []byte(b.String() + `\pard 2017-01-25\par}`)
}

var (
	shortNotice = []string{"关于印发2017年工作计划的通知", "一、完善政策体系", "（一）修订条例。（牵头单位：省知识产权局）", "1.推动IP Protection立法{试行}"}
	shortTable  = [][2]string{{"任务", "单位"}, {"修订条例", "省法制办"}}
)

// officeFiles are made by LibreOffice from our own text, once.
var officeFiles = sync.OnceValues(func() (map[string][]byte, error) {
	office, err := findOffice(officePlaces())
	if err != nil {
		return nil, err
	}
	in := input{src: taizhang.Source{Name: "seed"}, opt: Options{Limits: DefaultLimits}}
	out := map[string][]byte{"rtf": rtfOf(shortNotice, shortTable)}
	in.data = out["rtf"]
	if out["doc"], err = (conversion{"rtf", "Rich Text Format", "doc", "MS Word 97"}).run(office, in); err != nil {
		return nil, err
	}
	in.data = []byte("任务,单位\n修订条例,省法制办\n")
	out["xls"], err = (conversion{"csv", "Text - txt - csv (StarCalc):44,34,76,1", "xls", "MS Excel 97"}).run(office, in)
	return out, err
})

func officeFile(t testing.TB, kind string) []byte {
	t.Helper()
	all, err := officeFiles()
	if err != nil {
		t.Fatalf("LibreOffice is needed for this test: %v", err)
	}
	return all[kind]
}

// converted are they as read, each by a LibreOffice of its own.
var converted = map[string]func() (*taizhang.Document, error){}

func init() {
	for _, kind := range []string{"rtf", "doc", "xls"} {
		converted[kind] = sync.OnceValues(func() (*taizhang.Document, error) {
			all, err := officeFiles()
			if err != nil {
				return nil, err
			}
			return Read("n."+kind, all[kind], Options{Limits: Limits{Time: unhurried}})
		})
	}
}

func TestConvert(t *testing.T) {
	for kind, media := range map[string]string{"rtf": "application/rtf", "doc": "application/msword", "xls": "application/vnd.ms-excel"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			data := officeFile(t, kind)
			doc, err := converted[kind]()
			must(t, err)
			if s := doc.Source; s.MediaType != media || s.SHA256 != Sum(data) || s.Bytes != int64(len(data)) || s.Name != "n."+kind {
				t.Errorf("source %+v", s)
			}
			grids := 0
			for _, b := range doc.Blocks {
				if b.Grid != nil {
					grids++
					if got := b.Grid.Rows[1][1].Spans.Cut(doc.Text); got != "省法制办" {
						t.Errorf("cell %q", got)
					}
				}
			}
			if grids != 1 {
				t.Errorf("%d tables in %q", grids, doc.Text)
			}
			if kind == "xls" {
				return
			}
			got := append(blocksOf(doc, taizhang.Heading), blocksOf(doc, taizhang.Paragraph)...)
			if want := append(append([]string(nil), shortNotice...), "2017-01-25"); strings.Join(got, "|") != strings.Join(want, "|") {
				t.Errorf("paragraphs %q, want %q", got, want)
			}
		})
	}
}

func TestConvertErrors(t *testing.T) {
	doc, xls := officeFile(t, "doc"), officeFile(t, "xls")
	flagged := bytes.Clone(doc)
	streams, _ := oleStreams(doc)
	head := bytes.Index(doc, streams["WordDocument"][:16])
	flagged[head+11] |= 1
	lying := bytes.Clone(doc)
	binary.LittleEndian.PutUint32(lying[head+76:], uint32(len(doc)+1))
	for name, c := range map[string]struct {
		data  []byte
		limit time.Duration
		most  int64
		want  taizhang.ErrorKind
	}{
		"cut doc":                          {data: doc[:len(doc)/3], want: taizhang.Malformed},
		"only magic":                       {data: []byte(ole2 + "and no more"), want: taizhang.Malformed},
		"encrypted doc":                    {data: flagged, want: taizhang.Encrypted},
		"a doc of more text than bytes":    {data: lying, want: taizhang.Malformed},
		"an rtf of more bytes than it has": {data: []byte(`{\rtf1 {\pict\bin100 x}}`), want: taizhang.Malformed},
		"an rtf row of 1,001 cells":        {data: []byte(`{\rtf1 \trowd` + strings.Repeat(`\cellx9`, mostCells+1) + `\cell\row}`), want: taizhang.TooLarge},
		"no time":                          {data: xls, limit: 20 * time.Millisecond, want: taizhang.Timeout},
		"no memory":                        {data: xls, most: 1 << 20, want: taizhang.TooLarge},
		"another kind":                     {data: renamed(xls, "Workbook", "Worksome"), want: taizhang.Unsupported},
		"slides":                           {data: renamed(doc, "WordDocument", "PowerPointXX"), want: taizhang.Unsupported},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Read("n", c.data, Options{Limits: Limits{Time: c.limit, Memory: c.most}})
			if got := taizhang.KindOf(err); err == nil || got != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// renamed renames a stream of an OLE2 container.
func renamed(data []byte, from, to string) []byte {
	wide := func(s string) (b []byte) {
		for _, c := range []byte(s) {
			b = append(b, c, 0)
		}
		return b
	}
	return bytes.ReplaceAll(data, wide(from), wide(to))
}

func TestConvertLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	data := rtfOf(shortNotice, nil)
	for _, limit := range []time.Duration{0, 300 * time.Millisecond} {
		_, _ = Read("n.rtf", data, Options{Limits: Limits{Time: limit}})
		left, err := os.ReadDir(dir)
		if err != nil || len(left) > 0 {
			t.Errorf("left after a limit of %v: %v, %v", limit, left, err)
		}
	}
}

func TestNoConverter(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := findOffice(nil); err == nil {
		t.Fatal("found where there is none")
	}
	_, err := fromRTF.readWith(input{src: taizhang.Source{Name: "a.rtf"}, opt: Options{Limits: DefaultLimits}}, nil, readDOCX)
	if taizhang.KindOf(err) != taizhang.NeedsConverter || !strings.Contains(err.Error(), "install LibreOffice") {
		t.Error(err)
	}
	place := filepath.Join(t.TempDir(), "soffice")
	must(t, os.WriteFile(place, []byte("#!/bin/none\n"), 0o755))
	if got, err := findOffice([]string{place}); err != nil || got != place {
		t.Errorf("%q, %v", got, err)
	}
	_, err = fromRTF.readWith(input{src: taizhang.Source{Name: "a.rtf"}, opt: Options{Limits: DefaultLimits}}, []string{place}, readDOCX)
	if taizhang.KindOf(err) != taizhang.NeedsConverter {
		t.Error(err)
	}
}

func TestOLEStreams(t *testing.T) {
	for kind, stream := range map[string]string{"doc": "WordDocument", "xls": "Workbook"} {
		data := officeFile(t, kind)
		streams, whole := oleStreams(data)
		if _, ok := streams[stream]; !ok || !whole || oleKind(data) != kind {
			t.Errorf("%s: %d streams, whole %v, kind %q", kind, len(streams), whole, oleKind(data))
		}
		for n := 0; n < len(data); n += 8 {
			oleKind(data[:n])
		}
		for i := range 4096 {
			bad := bytes.Clone(data)
			bad[i*7%len(bad)] ^= 1 << (i % 8)
			oleKind(bad)
		}
	}
	record := func(id, n int) []byte {
		return append(binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, uint16(id)), uint16(n)), make([]byte, n)...)
	}
	if !hasFilePass(append(record(0x809, 16), record(0x2f, 6)...)) || hasFilePass(append(record(0x809, 16), record(0x42, 2)...)) {
		t.Error("FILEPASS")
	}
}

func init() {
	hostileSeeds["rtf"] = hostileSeed{make: func(t testing.TB) []byte { return rtfOf(shortNotice, shortTable) }, most: 3}
	hostileSeeds["doc"] = hostileSeed{make: func(t testing.TB) []byte { return officeFile(t, "doc") }, most: 3}
	hostileSeeds["xls"] = hostileSeed{make: func(t testing.TB) []byte { return officeFile(t, "xls") }, most: 3}
}
