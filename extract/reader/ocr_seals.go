package reader

import (
	"image"

	"github.com/klippa-app/go-pdfium/requests"
)

// Seals are looked for in a small picture of the page, and only where they are is the
// page drawn in color: a whole page would take 35 MB.
const (
	sealDPI      = 36
	sealPixels   = 60   // of red in the small picture: fewer are specks
	sealGap      = 6    // rows without red that part two seals
	letterhead   = 0.45 // of the first page from the top, where red print is the letterhead
	redBrightest = 110  // of a red that has no black print under it
	redOver      = 40   // by which its red is over its green and blue
)

func (f *pdfFile) pageOf(p *pdfPage) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: f.doc, Index: p.number - 1}}
}

// seals returns what is printed where a page has red seals, without the red: signatures
// and dates stand under them. The pictures lie where they belong on the page of that dpi.
func (f *pdfFile) seals(p *pdfPage, dpi int) (out []*image.Gray) {
	small, err := f.lib.RenderPageInDPI(&requests.RenderPageInDPI{Page: f.pageOf(p), DPI: sealDPI})
	if err != nil {
		return nil
	}
	var boxes []image.Rectangle
	if img, ok := small.Result.RenderedImage.(*image.RGBA); ok {
		from := 0
		if p.number == 1 {
			from = int(letterhead * float64(img.Rect.Dy()))
		}
		boxes = redBands(img, from)
	}
	small.Cleanup()
	for _, box := range boxes {
		scale := func(v int) int { return v * dpi / sealDPI }
		at := image.Rect(scale(box.Min.X), scale(box.Min.Y), scale(box.Max.X), scale(box.Max.Y))
		points := func(v int) float64 { return float64(v) * 72 / float64(dpi) }
		drawn, err := f.lib.RenderPageInDPI(&requests.RenderPageInDPI{Page: f.pageOf(p), DPI: dpi,
			Crop: &requests.RenderPageCrop{X: points(at.Min.X), Y: points(at.Min.Y), Width: points(at.Dx()), Height: points(at.Dy())}})
		if err != nil {
			continue // the page is read with its seal
		}
		if img, ok := drawn.Result.RenderedImage.(*image.RGBA); ok {
			out = append(out, withoutRed(img, at.Min))
		}
		drawn.Cleanup()
	}
	return out
}

// red reports whether a pixel is a seal's: red ink with no black under it.
func red(pix []uint8) bool {
	return pix[3] == 255 && pix[0] > redBrightest && int(pix[0])-int(max(pix[1], pix[2])) > redOver
}

// redBands finds where red is, from a row on: bands of rows, and how far each reaches.
func redBands(img *image.RGBA, from int) (bands []image.Rectangle) {
	var band image.Rectangle
	count, last := 0, -sealGap
	end := func() {
		if count >= sealPixels {
			bands = append(bands, band.Inset(-2).Intersect(img.Rect))
		}
		band, count = image.Rectangle{}, 0
	}
	for y := from; y < img.Rect.Dy(); y++ {
		for x := range img.Rect.Dx() {
			if !red(img.Pix[img.PixOffset(x, y):][:4]) {
				continue
			}
			if y-last > sealGap {
				end()
			}
			band, last = band.Union(image.Rect(x, y, x+1, y+1)), y
			count++
		}
	}
	end()
	return bands
}

// withoutRed makes a gray picture of the red light of one in color, in which red ink is
// as bright as paper, and lays it at a place.
func withoutRed(img *image.RGBA, at image.Point) *image.Gray {
	out := image.NewGray(image.Rectangle{at, at.Add(img.Rect.Size())})
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			pix := img.Pix[img.PixOffset(x, y):][:4]
			out.Pix[y*out.Stride+x] = pix[0] + (255 - pix[3]) // on white paper
		}
	}
	return out
}
