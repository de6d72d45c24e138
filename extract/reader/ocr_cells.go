package reader

import (
	"image"
	"sort"
)

// The cells of a scanned table are read below each other, as a column: side by side, tesseract
// takes what stands in several for one line.
const (
	cellMargin = 24 // pixels of paper around a cell
	cellDots   = 24 // dark pixels: fewer are specks
)

// scanCell is a cell on a scanned page, in pixels, and where it begins in the stack.
type scanCell struct {
	at  image.Rectangle
	top int
}

// scannedCells returns the cells that show anything; none where their stack would be too
// large to read.
func scannedCells(page *image.Gray, frames []*frame, scale float64) (cells []scanCell) {
	px := func(points float64) int { return int(points / scale) }
	height, width := cellMargin, 0
	for _, fr := range frames {
		boxes := map[int]image.Rectangle{}
		var order []int
		for i, row := range fr.owner {
			for j, id := range row {
				box, known := boxes[id]
				if !known {
					order = append(order, id)
				}
				boxes[id] = box.Union(image.Rect(px(fr.xs[j]), px(fr.ys[i]), px(fr.xs[j+1]), px(fr.ys[i+1])))
			}
		}
		for _, id := range order {
			box := boxes[id].Inset(4).Intersect(page.Rect)
			if inked(page, box) {
				cells = append(cells, scanCell{box, height})
				height += box.Dy() + cellMargin
				width = max(width, box.Dx())
			}
		}
	}
	if height*(width+2*cellMargin) > ocrPixels {
		return nil
	}
	return cells
}

// inked reports whether a part of a page shows more than specks.
func inked(page *image.Gray, at image.Rectangle) bool {
	n := 0
	for y := at.Min.Y; y < at.Max.Y; y++ {
		for _, v := range page.Pix[y*page.Stride+at.Min.X : y*page.Stride+at.Max.X] {
			if v < scanDark {
				n++
			}
		}
		if n > cellDots {
			return true
		}
	}
	return false
}

// stacked is a picture of the cells below each other.
func stacked(page *image.Gray, cells []scanCell) *image.Gray {
	width := 0
	for _, c := range cells {
		width = max(width, c.at.Dx())
	}
	last := cells[len(cells)-1]
	out := image.NewGray(image.Rect(0, 0, width+2*cellMargin, last.top+last.at.Dy()+cellMargin))
	blank(out, out.Rect)
	for _, c := range cells {
		for y := range c.at.Dy() {
			copy(out.Pix[(c.top+y)*out.Stride+cellMargin:], page.Pix[(c.at.Min.Y+y)*page.Stride+c.at.Min.X:][:c.at.Dx()])
		}
	}
	return out
}

// unstacked takes lines of the stack back to their places on the page. Their characters
// are spread evenly: the boxes of Chinese words lie over each other.
func (s *scan) unstacked(lines []ocrLine) []ocrLine {
	for _, l := range lines {
		middle := int((l.box[1] + l.box[3]/2) / s.scale)
		c := s.cells[max(sort.Search(len(s.cells), func(i int) bool { return s.cells[i].top > middle })-1, 0)]
		left, base := l.box[0]+float64(c.at.Min.X-cellMargin)*s.scale, l.box[1]+l.box[3]+float64(c.at.Min.Y-c.top)*s.scale
		wide := l.box[2] / float64(len(l.chars))
		for k := range l.chars {
			l.chars[k].x0, l.chars[k].x1 = left+float64(k)*wide, left+float64(k+1)*wide
			l.chars[k].y, l.chars[k].em = base, max(l.box[3], 1)
		}
	}
	return lines
}

// blank makes paper of a part of a page.
func blank(page *image.Gray, at image.Rectangle) {
	for y := at.Min.Y; y < at.Max.Y; y++ {
		row := page.Pix[y*page.Stride+at.Min.X : y*page.Stride+at.Max.X]
		for x := range row {
			row[x] = 255
		}
	}
}
