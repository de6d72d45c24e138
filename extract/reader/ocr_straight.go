package reader

import (
	"image"
	"math"
)

// How a page that was put on the glass at an angle is set straight.
const (
	skewDPI   = 100     // of the picture in which the angle is looked for
	skewMost  = 6.0     // degrees
	skewLeast = 0.2     // degrees: tesseract reads on over less, and rules stay rules
	skewGain  = 1.05    // by which lines must stand out more than as they are
	skewDark  = 160     // of 255: brighter is paper
	skewDots  = 200_000 // looked at
	skewFew   = 200     // of them say nothing
)

// straight returns a scanned page with its lines level; the page itself where they are.
func straight(page *image.Gray, dpi int) *image.Gray {
	if angle := skew(page, dpi); angle != 0 {
		return rotated(page, angle)
	}
	return page
}

// skew returns the angle by which lines fall to the right, in radians: that at which most
// print stands in few rows.
func skew(page *image.Gray, dpi int) float64 {
	step := max(dpi/skewDPI, 1)
	w, h := page.Rect.Dx()/step, page.Rect.Dy()/step
	type dot struct{ x, y float64 }
	var dots []dot
	for y := h / 30; y < h-h/30; y++ {
		for x := w / 30; x < w-w/30; x++ {
			sum := 0
			for dy := range step {
				at := (y*step+dy)*page.Stride + x*step
				for _, v := range page.Pix[at : at+step] {
					sum += int(v)
				}
			}
			if sum < skewDark*step*step && len(dots) < skewDots {
				dots = append(dots, dot{float64(x - w/2), float64(y)})
			}
		}
	}
	if len(dots) < skewFew {
		return 0
	}
	rows := make([]int, h+2*int(float64(w)*math.Tan(skewMost*math.Pi/180))+2)
	score := func(degrees float64) float64 {
		clear(rows)
		slope := math.Tan(degrees * math.Pi / 180)
		for _, d := range dots {
			rows[int(d.y-d.x*slope)+(len(rows)-h)/2]++
		}
		sum := 0.0
		for _, n := range rows {
			sum += float64(n) * float64(n)
		}
		return sum
	}
	level := score(0)
	best, most := 0.0, level
	for _, search := range []struct{ around, step float64 }{{skewMost - 1, 0.5}, {0.5, 0.1}, {0.1, 0.05}} {
		middle := best
		for d := middle - search.around; d <= middle+search.around; d += search.step {
			if s := score(d); s > most {
				best, most = d, s
			}
		}
	}
	if math.Abs(best) < skewLeast || most < skewGain*level {
		return 0
	}
	return best * math.Pi / 180
}

// rotated turns a page around its middle, against lines that fall by an angle; what comes
// from beyond its edges is white.
func rotated(page *image.Gray, angle float64) *image.Gray {
	w, h := page.Rect.Dx(), page.Rect.Dy()
	out := image.NewGray(page.Rect)
	const one = 1 << 8
	sin, cos := math.Sincos(angle)
	for y := range h {
		dy := float64(y - h/2)
		sx := int((float64(w/2) - float64(w/2)*cos - dy*sin) * one)
		sy := int((float64(h/2) - float64(w/2)*sin + dy*cos) * one)
		stepX, stepY := cos*one, sin*one
		row := out.Pix[y*out.Stride:][:w]
		for x := range row {
			px, py := sx+int(float64(x)*stepX), sy+int(float64(x)*stepY)
			ix, iy := px>>8, py>>8
			if ix < 0 || iy < 0 || ix >= w-1 || iy >= h-1 {
				row[x] = 255
				continue
			}
			fx, fy := px&(one-1), py&(one-1)
			at := iy*page.Stride + ix
			top := int(page.Pix[at])*(one-fx) + int(page.Pix[at+1])*fx
			low := int(page.Pix[at+page.Stride])*(one-fx) + int(page.Pix[at+page.Stride+1])*fx
			row[x] = uint8((top*(one-fy) + low*fy) >> 16)
		}
	}
	return out
}
