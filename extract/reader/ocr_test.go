package reader

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// scanned is the first page of a fixture as a picture, with a scanner's watermark as
// its only text.
func scanned(t *testing.T) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "page")
	if msg, err := exec.Command("pdftoppm", "-png", "-gray", "-r", "150", "-f", "1", "-l", "1", "-singlefile",
		"../../fixtures/pdf-notice/notice.pdf", out).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	file, err := os.ReadFile(out + ".png")
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	gray := image.NewGray(img.Bounds())
	draw.Draw(gray, gray.Bounds(), img, image.Point{}, draw.Src)
	var picture bytes.Buffer
	if err := jpeg.Encode(&picture, gray, nil); err != nil {
		t.Fatal(err)
	}
	b := &pdfBuilder{}
	b.jpeg(picture.Bytes(), gray.Rect.Dx(), gray.Rect.Dy(), show(450, 10, 8, "扫描全能王创建"))
	return b.bytes()
}

func TestOCR(t *testing.T) {
	data := scanned(t)
	if _, err := Read("scan.pdf", data, Options{}); taizhang.KindOf(err) != taizhang.NeedsOCR {
		t.Fatalf("without OCR: %v", err)
	}
	doc, err := Read("scan.pdf", data, Options{OCR: true})
	if err != nil {
		t.Fatal(err)
	}
	checkPDF(t, doc)
	text := squeezed(strings.ReplaceAll(doc.Text, "\n", ""))
	for _, want := range []string{"青山省人民政府办公厅关于印发知识产权工作计划的通知", "2018年12月底前将实施情况报送省知识产权局"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, doc.Text)
		}
	}
	if len(doc.Findings) != 1 || doc.Findings[0].Code != "ocr" || doc.Findings[0].Severity != taizhang.Warning {
		t.Fatalf("findings: %+v", doc.Findings)
	}
	for _, b := range doc.Blocks {
		covered := doc.Findings[0].Spans.Contains(b.Spans.Start())
		if mark := b.Spans.Cut(doc.Text) == "扫描全能王创建"; mark == covered || mark && b.Kind != taizhang.Running {
			t.Errorf("%s %s: marked is %v", b.Kind, b.Spans.Cut(doc.Text), covered)
		}
	}
}

func TestOCRNotInstalled(t *testing.T) {
	data := scanned(t)
	t.Setenv("PATH", t.TempDir())
	_, err := Read("scan.pdf", data, Options{OCR: true})
	if taizhang.KindOf(err) != taizhang.NeedsOCR || !strings.Contains(err.Error(), "tesseract-ocr-chi-sim") {
		t.Errorf("%v", err)
	}
}
