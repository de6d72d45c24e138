package reader

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"

	"github.com/taizhang/taizhang"
)

// Every eighth prefix, and every 16th byte with a bit flipped: a document or a typed error.
func TestPDFDamaged(t *testing.T) {
	b := &pdfBuilder{}
	b.page("", show(90, 700, 16, "一、加强工作体系"), "90 600 m 300 600 l S 90 500 m 300 500 l S 90 500 m 90 600 l S 200 500 m 200 600 l S",
		show(95, 520, 16, "省公安厅"), show(205, 520, 16, "省财政厅"))
	data := b.bytes()
	for n := 8; n < len(data); n += 8 {
		pdfOrTyped(t, data[:n])
	}
	for i := 0; i < len(data); i += 16 {
		broken := bytes.Clone(data)
		broken[i] ^= 1 << (i / 16 % 8)
		pdfOrTyped(t, broken)
	}
}

func pdfOrTyped(t *testing.T, data []byte) {
	t.Helper()
	doc, err := Read("notice.pdf", data, Options{})
	soundOrTyped(t, doc, err)
}

func soundOrTyped(t *testing.T, doc *taizhang.Document, err error) {
	t.Helper()
	var e *taizhang.Error
	switch {
	case err == nil:
		checkPDF(t, doc)
	case !errors.As(err, &e):
		t.Fatal(err)
	}
}

// FuzzPDF reads many files in one sandbox: to make one takes longer than to read a page.
func FuzzPDF(f *testing.F) {
	b := &pdfBuilder{}
	b.page("/Rotate 270", show(90, 700, 16, "第一条 规划"), "q 1 0 0 1 5 5 cm 90 600 200 40 re S Q 90 600 1 40 re f")
	f.Add(b.bytes())
	b.page("", turnedText(0.7, 0.7, -0.7, 0.7, 200, 300, 40, "草案"))
	f.Add(b.bytes())
	f.Add([]byte("%PDF-1.4\ntrailer<</Root 1 0 R>>"))
	s := &sandbox{}
	f.Cleanup(s.end)
	f.Fuzz(func(t *testing.T, data []byte) {
		if isPDF(data) {
			doc, err := s.read(t, data)
			soundOrTyped(t, doc, err)
		}
	})
}

// sandbox is pdfium as [readPDF] has it, for some files in turn.
type sandbox struct {
	lib   pdfium.Pdfium
	reads int
}

func (s *sandbox) read(t testing.TB, data []byte) (*taizhang.Document, error) {
	if s.lib == nil {
		pool, err := pdfEngine()
		must(t, err)
		if s.lib, err = pool.GetInstanceWithContext(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	file := &pdfFile{src: taizhang.Source{Name: "notice.pdf"}, opt: Options{Limits: DefaultLimits}, lib: s.lib}
	doc, err := file.read(data)
	switch s.reads++; {
	case s.reads%50 == 0, err != nil && file.doc != "": // it may have trapped
		s.end()
	case file.doc != "":
		if _, err := s.lib.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: file.doc}); err != nil {
			t.Fatal(err)
		}
	}
	return doc, err
}

func (s *sandbox) end() {
	if s.lib != nil {
		_ = s.lib.Kill()
		s.lib = nil
	}
}

// BenchmarkPDF reads the two pages of lines and the two pages of a table.
func BenchmarkPDF(b *testing.B) {
	for _, name := range []string{"pdf-notice", "pdf-table"} {
		data := fixturePDF(b, name)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := Read(name, data, Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(2*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}
