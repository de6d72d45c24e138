package export

import (
	"slices"
	"strings"
	"testing"
)

// Width goes to where it makes rows lower, the sum stays, and no column falls below its least.
func TestBalance(t *testing.T) {
	rows := [][]string{{"无", strings.Repeat("长", 200)}, {"也无", strings.Repeat("长", 120)}}
	lines := func(column, row int, width float64) int { return Lines(rows[row][column], width) }
	before := lines(1, 0, 40)
	widths := []float64{40, 40}
	Balance(widths, []float64{12, 12}, len(rows), lines)
	if widths[0]+widths[1] != 80 || widths[0] < 12 || widths[0] > 28 || lines(1, 0, widths[1]) >= before {
		t.Errorf("%v", widths)
	}
	kept := []float64{40, 40}
	Balance(kept, []float64{40, 40}, len(rows), lines)
	if !slices.Equal(kept, []float64{40, 40}) {
		t.Errorf("a column gave what it needs: %v", kept)
	}
	Balance(nil, nil, 0, lines)
}
