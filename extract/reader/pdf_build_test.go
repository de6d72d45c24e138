package reader

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"strings"
	"testing"
	"unicode/utf16"
)

// pdfBuilder writes small PDFs: a font for Chinese that is not embedded, and pages
// of content streams.
type pdfBuilder struct {
	objects []string
	pages   []string
}

// page adds a page of A4 with these operators; extra goes into its dictionary.
func (b *pdfBuilder) page(extra string, content ...string) {
	body := strings.Join(content, "\n")
	b.objects = append(b.objects, fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(body), body))
	b.pages = append(b.pages, fmt.Sprintf("/Contents %d 0 R %s", len(b.objects)+4, extra))
}

// jpeg adds a page that is a picture, with operators after it.
func (b *pdfBuilder) jpeg(t *testing.T, picture image.Image, after string) {
	var file bytes.Buffer
	must(t, jpeg.Encode(&file, picture, &jpeg.Options{Quality: 90}))
	space := "RGB"
	if _, gray := picture.(*image.Gray); gray {
		space = "Gray"
	}
	b.objects = append(b.objects, fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/Device%s"+
		"/Filter/DCTDecode/Length %d>>stream\n%s\nendstream", picture.Bounds().Dx(), picture.Bounds().Dy(), space, file.Len(), file.Bytes()))
	im := len(b.objects) + 4
	b.page(fmt.Sprintf("/Resources<</XObject<</Im %d 0 R>>/Font<</F 3 0 R>>>>", im), "q 595 0 0 842 0 0 cm /Im Do Q", after)
}

func (b *pdfBuilder) bytes() []byte {
	first := len(b.objects) + 5
	var kids strings.Builder
	for i := range b.pages {
		fmt.Fprintf(&kids, "%d 0 R ", first+i)
	}
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(b.pages)),
		"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
		"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000" +
			"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]/Ascent 880/Descent -120/CapHeight 700/ItalicAngle 0/StemV 80>>>>",
	}
	objects = append(objects, b.objects...)
	for _, p := range b.pages {
		if !strings.Contains(p, "/Resources") {
			p += "/Resources<</Font<</F 3 0 R>>>>"
		}
		objects = append(objects, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"+p+">>")
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.5\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return out.Bytes()
}

// show sets text at x, y (from below) in a size.
func show(x, y, size float64, text string) string {
	return turnedText(1, 0, 0, 1, x, y, size, text)
}

func turnedText(a, b, c, d, x, y, size float64, text string) string {
	var hex strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&hex, "%04x", u)
	}
	return fmt.Sprintf("BT /F %g Tf %g %g %g %g %g %g Tm <%s> Tj ET", size, a, b, c, d, x, y, hex.String())
}
