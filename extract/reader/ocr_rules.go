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
	gray := uint8(scanGray * float64(paper(page)))
	first, last := make([]int, w), make([]int, w) // of the run in each column
	for x := range last {
		last[x] = -gap - 2
	}
	for y := range h + gap + 2 {
		start, end := 0, -gap-2
		var row []uint8
		if y < h {
			row = page.Pix[y*page.Stride:][:w]
		}
		for x := range w {
			dark := row != nil && row[x] < gray
			if dark {
				if x-end > gap+1 {
					if end-start >= least {
						across = append(across, scanRun{y, start, end})
					}
					start = x
				}
				end = x
			}
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
	}
	slices.SortStableFunc(down, func(a, b scanRun) int { return a.at - b.at })
	return across, down
}

// paper is the brightness that most of a page has.
func paper(page *image.Gray) int {
	var counts [256]int
	for _, v := range page.Pix {
		counts[v]++
	}
	best := 255
	for v := 128; v < 256; v++ {
		if counts[v] > counts[best] {
			best = v
		}
	}
	return best
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
