package reader

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// pictureOf is the first page of a fixture in gray, at so many points an inch.
func pictureOf(t *testing.T, fixture, dpi string) *image.Gray {
	t.Helper()
	out := filepath.Join(t.TempDir(), "page")
	if msg, err := exec.Command("pdftoppm", "-png", "-gray", "-r", dpi, "-f", "1", "-l", "1", "-singlefile",
		"../../fixtures/"+fixture+"/notice.pdf", out).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	file, err := os.ReadFile(out + ".png")
	must(t, err)
	img, err := png.Decode(bytes.NewReader(file))
	must(t, err)
	gray := image.NewGray(img.Bounds())
	draw.Draw(gray, gray.Rect, img, image.Point{}, draw.Src)
	return gray
}

// TestSkew: the angle at which a page was put on the glass is found to a tenth of a
// degree; a level page, an empty one and one of a single line stay as they are.
func TestSkew(t *testing.T) {
	page := pictureOf(t, "pdf-notice", "150")
	for _, degrees := range []float64{-4, -1, 0.5, 2.3, 5} {
		if got := skew(rotated(page, -degrees*math.Pi/180), 150) * 180 / math.Pi; math.Abs(got-degrees) > 0.1 {
			t.Errorf("turned by %.1f degrees: found %.2f", degrees, got)
		}
	}
	empty := image.NewGray(image.Rect(0, 0, 1240, 1754))
	blank(empty, empty.Rect)
	for name, page := range map[string]*image.Gray{"level": page, "empty": empty, "small": image.NewGray(image.Rect(0, 0, 3, 3))} {
		if got := skew(page, 150); got != 0 {
			t.Errorf("%s: %f", name, got)
		}
	}
}

// TestScannedRules: a scan's rules are those of the page, level or turned back; text has none,
// and what is not ruled stays as it was.
func TestScannedRules(t *testing.T) {
	text := pictureOf(t, "pdf-notice", "300")
	before := slices.Clone(text.Pix)
	if r := scannedRules(text, 300); len(r.across)+len(r.down) > 0 || !slices.Equal(text.Pix, before) {
		t.Errorf("rules in text: %v", r)
	}
	drawn := 0
	for _, degrees := range []float64{0, 1.7} {
		page := straight(rotated(pictureOf(t, "pdf-table", "300"), -degrees*math.Pi/180), 300)
		fr := tableFrames(scannedRules(page, 300))
		if len(fr) != 1 {
			t.Fatalf("turned by %.1f degrees: %d tables", degrees, len(fr))
		}
		cells := len(scannedCells(page, fr, 72.0/300))
		if drawn == 0 {
			drawn = cells
		}
		if cells != drawn || cells < 60 || len(fr[0].xs) != 6 {
			t.Errorf("turned by %.1f degrees: %d cells with print, %d columns", degrees, cells, len(fr[0].xs)-1)
		}
	}
}

// TestScannedGray: on gray paper with noise, rules that have faded are found, and the paper is made white.
func TestScannedGray(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	page := image.NewGray(image.Rect(0, 0, 1400, 900))
	for y := range 900 {
		for x := range 1400 {
			v := 215.0 - 12*float64(x)/1400 // darker to one side
			if x >= 100 && x <= 1301 && y >= 100 && y <= 701 && ((x-100)%240 < 2 || (y-100)%100 < 2) {
				v -= 45 // rules of 5 columns and 6 rows
			}
			page.Pix[y*page.Stride+x] = uint8(v + 9*random.NormFloat64())
		}
	}
	if got := tableFrames(scannedRules(page, 300)); len(got) != 1 || len(got[0].xs) != 6 || len(got[0].ys) != 7 {
		t.Errorf("%d tables; want one of 5 columns and 6 rows", len(got))
	}
	whiten(page)
	white := 0
	for _, v := range page.Pix {
		if v == 255 {
			white++
		}
	}
	if is := paper(page); is != 255 || white*10 < len(page.Pix)*8 {
		t.Errorf("paper is %d, and %d of %d pixels are white", is, white, len(page.Pix))
	}
	clean := pictureOf(t, "pdf-table", "100")
	before := slices.Clone(clean.Pix)
	if whiten(clean); !slices.Equal(clean.Pix, before) {
		t.Error("white paper is changed")
	}
}

// TestOCRTable: a table on a page that was scanned at an angle is read cell by cell.
func TestOCRTable(t *testing.T) {
	b := &pdfBuilder{}
	b.jpeg(t, rotated(pictureOf(t, "pdf-table", "200"), -1.7*math.Pi/180), "")
	doc, err := Read("scan.pdf", b.bytes(), Options{OCR: true})
	must(t, err)
	checkPDF(t, doc)
	rows, units, dates := 0, 0, 0
	for _, block := range doc.Blocks {
		if block.Kind != taizhang.TableGrid {
			continue
		}
		for _, row := range block.Grid.Rows {
			cell := func(i int) string { return squeezed(row[i].Spans.Cut(doc.Text)) }
			if len(row) != 5 {
				t.Fatalf("%d columns:\n%s", len(row), doc.Text)
			}
			rows++
			if strings.HasPrefix(cell(3), "省") {
				units++
			}
			if strings.Contains(cell(4), "2018年12月") {
				dates++
			}
		}
		if len(doc.Findings) == 0 || doc.Findings[0].Code != "ocr" || !doc.Findings[0].Spans.Contains(block.Spans.Start()) {
			t.Errorf("not marked as read: %+v", doc.Findings)
		}
	}
	// The page has 15 rows with its head; one or two words may be misread.
	if rows < 14 || units < 12 || dates < 11 {
		t.Errorf("%d rows, %d with units, %d with dates:\n%s", rows, units, dates, doc.Text)
	}
}

// TestGarbledCells: a page whose fonts do not say their characters is drawn with the rules
// that it has, and its cells are read like those of a scan.
func TestGarbledCells(t *testing.T) {
	pool, err := pdfEngine()
	must(t, err)
	lib, err := pool.GetInstanceWithContext(t.Context())
	must(t, err)
	defer func() { _ = lib.Kill() }()
	f := &pdfFile{lib: lib, opt: Options{Limits: DefaultLimits}}
	if _, err := f.open(fixturePDF(t, "pdf-table")); err != nil {
		t.Fatal(err)
	}
	p, err := f.page(0)
	must(t, err)
	p.garbled, p.picture, p.chars = true, true, nil
	s, err := f.render(p)
	must(t, err)
	if len(s.cells) < 60 || len(s.stack) == 0 {
		t.Errorf("%d cells, a stack of %d bytes", len(s.cells), len(s.stack))
	}
}
