package reader

import (
	"slices"
	"sort"
)

// frame is a table's rules as a raster: owner says for each unit cell which cell
// it belongs to.
type frame struct {
	xs, ys []float64
	owner  [][]int
}

// mostUnits bounds a raster: a page holds far fewer cells.
const mostUnits = 1 << 16

func newFrame(r pdfRules) *frame {
	if len(r.across) < 2 || len(r.down) < 1 {
		return nil
	}
	var xs, ys []float64
	for _, v := range r.down {
		xs, ys = append(xs, v.at), append(ys, v.lo, v.hi)
	}
	for _, h := range r.across {
		xs, ys = append(xs, h.lo, h.hi), append(ys, h.at)
	}
	fr := &frame{xs: distinct(xs), ys: distinct(ys)}
	nx, ny := len(fr.xs)-1, len(fr.ys)-1
	if nx < 2 || ny < 1 || nx*ny > mostUnits {
		return nil
	}
	down := fr.walls(r.down, fr.xs, fr.ys)     // [x][row]
	across := fr.walls(r.across, fr.ys, fr.xs) // [y][column]
	fr.owner = make([][]int, ny)
	for i := range fr.owner {
		fr.owner[i] = make([]int, nx)
	}
	id := 0
	for i := range ny {
		for j := range nx {
			if fr.owner[i][j] != 0 {
				continue
			}
			id++
			cols := 1
			for j+cols < nx && fr.owner[i][j+cols] == 0 && !down[j+cols][i] {
				cols++
			}
			rows := 1
			for ; i+rows < ny; rows++ {
				open := true
				for k := j; k < j+cols && open; k++ {
					open = !across[i+rows][k] && fr.owner[i+rows][k] == 0 && (k == j || !down[k][i+rows])
				}
				if !open {
					break
				}
			}
			for y := i; y < i+rows; y++ {
				for x := j; x < j+cols; x++ {
					fr.owner[y][x] = id
				}
			}
		}
	}
	return fr
}

// walls says for each place across and each stretch along whether a rule fills it.
func (fr *frame) walls(rules []rule, at, along []float64) [][]bool {
	out := make([][]bool, len(at))
	for i := range out {
		out[i] = make([]bool, len(along)-1)
	}
	for _, r := range rules {
		i := nearest(at, r.at)
		for k := stretch(along, r.lo); k < len(along)-1 && along[k] < r.hi; k++ {
			lo, hi := max(r.lo, along[k]), min(r.hi, along[k+1])
			if hi-lo > 0.6*(along[k+1]-along[k]) {
				out[i][k] = true
			}
		}
	}
	return out
}

func (fr *frame) holds(x, y float64) bool {
	return x > fr.xs[0] && x < fr.xs[len(fr.xs)-1] && y > fr.ys[0] && y < fr.ys[len(fr.ys)-1]
}

// table puts characters into cells, and says how many columns show anything: one, or none, in a frame around text.
func (fr *frame) table(page int, chars []pdfChar) (t *pdfTable, columns int) {
	in := map[int][]pdfChar{}
	for _, c := range chars {
		i := stretch(fr.ys, c.y-0.35*c.em)
		j := stretch(fr.xs, (c.x0+c.x1)/2)
		in[fr.owner[i][j]] = append(in[fr.owner[i][j]], c)
	}
	t = &pdfTable{page: page, ruled: true, xs: fr.boundaries(true), ys: fr.boundaries(false)}
	used := map[int]bool{}
	done := map[int]bool{}
	t.rows = make([][]*pdfCell, len(t.ys)-1)
	for i, row := range fr.owner {
		for j, id := range row {
			if done[id] {
				continue
			}
			done[id] = true
			c := &pdfCell{row: nearest(t.ys, fr.ys[i]), col: nearest(t.xs, fr.xs[j])}
			right, below := j, i
			for right < len(row) && row[right] == id {
				right++
			}
			for below < len(fr.owner) && fr.owner[below][j] == id {
				below++
			}
			c.cols, c.rows = max(nearest(t.xs, fr.xs[right])-c.col, 1), max(nearest(t.ys, fr.ys[below])-c.row, 1)
			if len(in[id]) > 0 {
				c.lines = cellLines(page, in[id])
				used[c.col] = true
			}
			t.rows[c.row] = append(t.rows[c.row], c)
		}
	}
	return t, len(used)
}

// cellLines are the lines of a cell, those not upright after the others.
func cellLines(page int, chars []pdfChar) []pdfLine {
	up, other := partTurned(chars)
	return append(makeLines(page, up), turnedLines(page, other)...)
}

func partTurned(chars []pdfChar) (up, other []pdfChar) {
	for _, c := range chars {
		if c.quarter == 0 {
			up = append(up, c)
		} else {
			other = append(other, c)
		}
	}
	return up, other
}

// boundaries are the places of a raster at which some cell ends: a rule that parts
// nothing is none.
func (fr *frame) boundaries(vertical bool) []float64 {
	at := fr.ys
	if vertical {
		at = fr.xs
	}
	parts := make([]bool, len(at))
	for i, row := range fr.owner {
		for j, id := range row {
			switch {
			case vertical && j > 0 && row[j-1] != id:
				parts[j] = true
			case !vertical && i > 0 && fr.owner[i-1][j] != id:
				parts[i] = true
			}
		}
	}
	out := []float64{at[0]}
	for k := 1; k < len(at)-1; k++ {
		if parts[k] {
			out = append(out, at[k])
		}
	}
	return append(out, at[len(at)-1])
}

// outermostFrames leaves out what lies in another frame: its text is that cell's.
func outermostFrames(frames []*frame) []*frame {
	return slices.DeleteFunc(slices.Clone(frames), func(a *frame) bool {
		return slices.ContainsFunc(frames, func(b *frame) bool {
			return a != b && b.holds(a.xs[0], a.ys[0]) && b.holds(a.xs[len(a.xs)-1], a.ys[len(a.ys)-1])
		})
	})
}

// distinct sorts places and leaves out those near to the one before.
func distinct(vs []float64) []float64 {
	slices.Sort(vs)
	var out []float64
	for _, v := range vs {
		if len(out) == 0 || v-out[len(out)-1] > near {
			out = append(out, v)
		}
	}
	return out
}

// nearest is the index of the place next to v.
func nearest(at []float64, v float64) int {
	i := sort.SearchFloat64s(at, v)
	if i == len(at) || i > 0 && v-at[i-1] <= at[i]-v {
		i--
	}
	return i
}

// stretch is the index of the stretch between places that v lies in.
func stretch(at []float64, v float64) int {
	return min(max(sort.SearchFloat64s(at, v)-1, 0), len(at)-2)
}

func abs(v float64) float64 { return max(v, -v) }
