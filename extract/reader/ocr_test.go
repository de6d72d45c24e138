package reader

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// scanned is the first page of a fixture as a picture, with a scanner's watermark as
// its only text; ink, if any, is put over it.
func scanned(t *testing.T, ink func(x, y, w, h int) bool) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "page")
	if msg, err := exec.Command("pdftoppm", "-png", "-gray", "-r", "150", "-f", "1", "-l", "1", "-singlefile",
		"../../fixtures/pdf-notice/notice.pdf", out).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	file, err := os.ReadFile(out + ".png")
	must(t, err)
	img, err := png.Decode(bytes.NewReader(file))
	must(t, err)
	gray := image.NewGray(img.Bounds())
	draw.Draw(gray, gray.Bounds(), img, image.Point{}, draw.Src)
	var page image.Image = gray
	if ink != nil {
		over := image.NewRGBA(img.Bounds())
		draw.Draw(over, over.Bounds(), img, image.Point{}, draw.Src)
		for i := 0; i < len(over.Pix); i += 4 {
			if n := i / 4; ink(n%gray.Rect.Dx(), n/gray.Rect.Dx(), gray.Rect.Dx(), gray.Rect.Dy()) {
				over.Pix[i] = uint8(int(over.Pix[i]) * 9 / 10) // red ink takes green and blue from what is under it
				over.Pix[i+1] /= 6
				over.Pix[i+2] /= 6
			}
		}
		page = over
	}
	b := &pdfBuilder{}
	b.jpeg(t, page, show(450, 10, 8, "扫描全能王创建"))
	return b.bytes()
}

// rings are a seal over the lower half of a page, dense enough to hide the text from a
// program that takes its ink for print.
func rings(x, y, w, h int) bool {
	dx, dy := float64(x-w/2), float64(y-3*h/4)
	r := math.Hypot(dx, dy)
	return r < float64(w)*0.45 && int(r)%24 < 5
}

var plainScan *taizhang.Document

// recognised is the page without ink as it is recognised, once.
func recognised(t *testing.T) *taizhang.Document {
	t.Helper()
	if plainScan == nil {
		doc, err := Read("scan.pdf", scanned(t, nil), Options{OCR: true})
		must(t, err)
		plainScan = doc
	}
	return plainScan
}

// TestOCRSeals reads what stands under a seal, and says page by page how far it is, from a
// child process too.
func TestOCRSeals(t *testing.T) {
	plain := recognised(t)
	var said []string
	p := newPool(1)
	defer p.Close()
	sealed, err := p.Read(t.Context(), "scan.pdf", scanned(t, rings), Options{OCR: true, Limits: Limits{Memory: raceFactor * 512 << 20},
		Recognized: func(name string, done, pages int) { said = append(said, fmt.Sprintf("%s %d/%d", name, done, pages)) }})
	must(t, err)
	if strings.Join(said, " ") != "scan.pdf 1/1" {
		t.Errorf("said %q", said)
	}
	// Without the seal 省公安厅负责 and 省财政厅负责 are read three times each; with all ink none of them.
	for _, word := range []string{"省公安厅负责", "省财政", "月底前"} {
		want, got := strings.Count(squeezed(plain.Text), word), strings.Count(squeezed(sealed.Text), word)
		if want < 3 || got < want-1 {
			t.Errorf("%s is read %d times, without a seal %d:\n%s", word, got, want, sealed.Text)
		}
	}
}

func TestLabelMark(t *testing.T) {
	for text, want := range map[string]string{"一,总体要求": "一、总体要求", "十二.保障": "十二、保障", "一般,要求": "一般,要求", "1,2": "1,2", "三": "三"} {
		var row []pdfChar
		for _, r := range text {
			row = append(row, pdfChar{r: r})
		}
		labelMark(row)
		got := ""
		for _, c := range row {
			got += string(c.r)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestOCR(t *testing.T) {
	data := scanned(t, nil)
	if _, err := Read("scan.pdf", data, Options{}); taizhang.KindOf(err) != taizhang.NeedsOCR {
		t.Fatalf("without OCR: %v", err)
	}
	doc := recognised(t)
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
	data := scanned(t, nil)
	t.Setenv("PATH", t.TempDir())
	_, err := Read("scan.pdf", data, Options{OCR: true})
	if taizhang.KindOf(err) != taizhang.NeedsOCR || !strings.Contains(err.Error(), "tesseract-ocr-chi-sim") {
		t.Errorf("%v", err)
	}
}
