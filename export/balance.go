package export

import "math"

// Balanced is of how many rows widths are balanced.
const Balanced = 300

// balanceSteps are by how many digits widths are balanced, from coarse to fine.
var balanceSteps = []float64{6, 3, 1.5}

// balanceTexts is Balance of columns of text.
func balanceTexts(widths, least []float64, rows int, text func(column, row int) string) {
	cut := make([][]stretch, len(widths)*rows)
	Balance(widths, least, rows, func(column, row int, width float64) int {
		cell := &cut[column*rows+row]
		if *cell == nil {
			*cell = stretches([]stretch{}, text(column, row))
		}
		if len(*cell) == 0 {
			return 0
		}
		n := 1
		breakLines(*cell, capacity(width), func(int) { n++ })
		return n
	})
}

// Balance shares out widths, in digits, so that the rows are lowest together: from column to
// column, none below its least, as long as that saves height. Lines says how many lines a cell
// takes at a width, 0 where it is empty. A row is taken for as high as the 4-norm of its
// cells' lines, which is near the highest of them and lets others count.
func Balance(widths, least []float64, rows int, lines func(column, row int, width float64) int) {
	known := make([]map[float64][]float64, len(widths))
	powers := func(column int, width float64) []float64 { // of the lines, by row
		if out, ok := known[column][width]; ok {
			return out
		}
		out := make([]float64, rows)
		for n := range out {
			out[n] = math.Pow(float64(lines(column, n, width)), 4)
		}
		if known[column] == nil {
			known[column] = map[float64][]float64{}
		}
		known[column][width] = out
		return out
	}
	sums := make([]float64, rows)
	height := func() (sum float64) {
		clear(sums)
		for i := range widths {
			for n, l := range powers(i, widths[i]) {
				sums[n] += l
			}
		}
		for _, l := range sums {
			sum += math.Sqrt(math.Sqrt(l))
		}
		return sum
	}
	now := height()
	for _, step := range balanceSteps {
		for saved := true; saved; {
			saved = false
			for from := range widths {
				for to := range widths {
					if from == to || widths[from]-step < least[from] {
						continue
					}
					widths[from] -= step
					widths[to] += step
					if h := height(); h < now {
						now, saved = h, true
						continue
					}
					widths[from] += step
					widths[to] -= step
				}
			}
		}
	}
}
