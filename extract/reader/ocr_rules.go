package reader

import (
	"image"
	"slices"
)

// What is a rule on a scanned page, in inches: a dark run so long, or half of that from
// one rule to another, and no thicker.
const (
	scanRule  = 0.4
	scanShort = 0.2
	scanThick = 0.045
	scanGap   = 0.012 // of paper in a rule: scans are ragged
	scanReach = 0.06  // from a short rule to the one that it meets
	scanGray  = 0.8   // of the paper's brightness: a thin rule is hardly darker
	scanFaint = 0.86  // the same on gray paper, where a pen's or printer's line has faded
	scanEven  = 2     // pixels to each side, along a rule, over which the noise of gray paper is evened out
	scanWhite = 0.9   // of the gray paper's brightness: what is no darker is paper
	scanClean = 240   // of 255: paper that is white as it is
	scanDark  = 150   // of 255: print
	scanMost  = 4000  // such runs side by side: more are a pattern
)

// scanRun is a dark run in a row of pixels, or in a column.
type scanRun struct{ at, lo, hi int }

// scannedRule is the runs that make a rule.
type scannedRule struct {
	runs     []scanRun
	from, to int // rows or columns
	lo, hi   int
}

// scannedRules finds the rules of tables on a scanned page, in points, and takes them
// out of the picture: to tesseract they are letters.
func scannedRules(page *image.Gray, dpi int) (rules pdfRules) {
	px := func(inches float64) int { return int(inches * float64(dpi)) }
	across, down := darkRuns(page, px(scanShort), px(scanGap))
	h, v := joinRuns(across, px(scanThick)), joinRuns(down, px(scanThick))
	if len(h) > scanMost || len(v) > scanMost {
		return pdfRules{}
	}
	h, v = meeting(h, v, px(scanRule), px(scanReach)), meeting(v, h, px(scanRule), px(scanReach))
	scale := 72 / float64(dpi)
	points := func(r scannedRule) rule {
		return rule{float64(r.from+r.to+1) / 2 * scale, float64(r.lo) * scale, float64(r.hi+1) * scale}
	}
	for _, r := range h {
		rules.across = append(rules.across, points(r))
	}
	for _, r := range v {
		rules.down = append(rules.down, points(r))
	}
	rules = pdfRules{merge(rules.across), merge(rules.down)}
	if len(tableFrames(rules)) == 0 {
		return pdfRules{}
	}
	wipe(page, h, v)
	return rules
}

// darkRuns returns the dark runs of a page that are long enough, in rows and in columns.
func darkRuns(page *image.Gray, least, gap int) (across, down []scanRun) {
	w, h := page.Rect.Dx(), page.Rect.Dy()
	is, even, share := paper(page), 0, scanGray
	if is < scanClean {
		even, share = scanEven, scanFaint
	}
	gray := int(share*float64(is)) * (2*even + 1)
	first, last := make([]int, w), make([]int, w) // of the run in each column
	for x := range last {
		last[x] = -gap - 2
	}
	// The sums of the pixels around each one, along its row and along its column.
	row, column := make([]int, w), make([]int, w)
	at := func(y int) []uint8 {
		y = min(max(y, 0), h-1)
		return page.Pix[y*page.Stride:][:w]
	}
	for y := -even; y < even; y++ {
		for x, v := range at(y) {
			column[x] += int(v)
		}
	}
	for y := range h + gap + 2 {
		start, end := 0, -gap-2
		if y < h {
			rowSums(at(y), row, even)
			for x, v := range at(y + even) {
				column[x] += int(v)
			}
		}
		for x := range w {
			dark := y < h && row[x] < gray
			if dark {
				if x-end > gap+1 {
					if end-start >= least {
						across = append(across, scanRun{y, start, end})
					}
					start = x
				}
				end = x
			}
			dark = y < h && column[x] < gray
			switch {
			case dark && y-last[x] > gap+1:
				first[x] = y
				fallthrough
			case dark:
				last[x] = y
			case y-last[x] == gap+2 && last[x]-first[x] >= least:
				down = append(down, scanRun{x, first[x], last[x]})
			}
		}
		if end-start >= least {
			across = append(across, scanRun{y, start, end})
		}
		if y < h {
			for x, v := range at(y - even) {
				column[x] -= int(v)
			}
		}
	}
	slices.SortStableFunc(down, func(a, b scanRun) int { return a.at - b.at })
	return across, down
}

// rowSums fills in the sum of the pixels around each one of a row.
func rowSums(row []uint8, sums []int, even int) {
	last := len(row) - 1
	sum := 0
	for x := -even; x < even; x++ {
		sum += int(row[min(max(x, 0), last)])
	}
	for x := range row {
		sum += int(row[min(x+even, last)])
		sums[x] = sum
		sum -= int(row[max(x-even, 0)])
	}
}

// whiten makes the paper of a page white, and its ink no lighter: where tables are cut out of gray paper, tesseract
// would take the paper for ink.
func whiten(page *image.Gray) {
	is := paper(page)
	if is >= scanClean {
		return
	}
	white := scanWhite * float64(is)
	var to [256]uint8
	for v := range to {
		to[v] = uint8(min(255, float64(v)*255/white))
	}
	for i, v := range page.Pix {
		page.Pix[i] = to[v]
	}
}

// paper is the brightness of a page without its print: half of what is light is lighter.
func paper(page *image.Gray) int {
	var counts [256]int
	light := 0
	for _, v := range page.Pix {
		counts[v]++
		if v >= 128 {
			light++
		}
	}
	v := 255
	for above := counts[v]; v > 128 && 2*above < light; above += counts[v] {
		v--
	}
	return v
}

// joinRuns joins runs that lie side by side, and keeps what is thin.
func joinRuns(runs []scanRun, thick int) (out []scannedRule) {
	var open []scannedRule
	for _, r := range runs {
		k := -1
		kept := open[:0]
		for _, o := range open {
			switch {
			case r.at-o.to > 1:
				out = append(out, o)
				continue
			case k < 0 && r.lo <= o.hi+1 && r.hi >= o.lo-1:
				o.runs, o.to = append(o.runs, r), r.at
				o.lo, o.hi = min(o.lo, r.lo), max(o.hi, r.hi)
				k = len(kept)
			}
			kept = append(kept, o)
		}
		if open = kept; k < 0 {
			open = append(open, scannedRule{[]scanRun{r}, r.at, r.at, r.lo, r.hi})
		}
	}
	out = append(out, open...)
	return slices.DeleteFunc(out, func(r scannedRule) bool { return r.to-r.from >= thick })
}

// meeting keeps the rules that are long, and those that reach from one rule across them
// to another: strokes of large letters are as long, too.
func meeting(rules, others []scannedRule, long, reach int) []scannedRule {
	meets := func(r scannedRule, end int) bool {
		return slices.ContainsFunc(others, func(o scannedRule) bool {
			return o.hi-o.lo >= long && end >= o.from-reach && end <= o.to+reach && r.from >= o.lo-reach && r.to <= o.hi+reach
		})
	}
	return slices.DeleteFunc(slices.Clone(rules), func(r scannedRule) bool {
		return r.hi-r.lo < long && !(meets(r, r.lo) && meets(r, r.hi))
	})
}

// wipe makes paper of rules, and of what is gray beside them.
func wipe(page *image.Gray, across, down []scannedRule) {
	white := func(x0, y0, x1, y1 int) { blank(page, image.Rect(x0, y0, x1+1, y1+1).Intersect(page.Rect)) }
	for _, r := range across {
		for _, run := range r.runs {
			white(run.lo-2, run.at-2, run.hi+2, run.at+2)
		}
	}
	for _, r := range down {
		for _, run := range r.runs {
			white(run.at-2, run.lo-2, run.at+2, run.hi+2)
		}
	}
}
