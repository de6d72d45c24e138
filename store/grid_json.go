package store

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/taizhang/taizhang"
)

// gridJSON writes a grid as rows of cells [spans, at, covered], covered being 0
// or 1; nil for no grid. Written by hand, as grids are most of a document.
func gridJSON(g *taizhang.Grid) any {
	if g == nil {
		return nil
	}
	b := []byte{'['}
	for i, row := range g.Rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for j, c := range row {
			if j > 0 {
				b = append(b, ',')
			}
			b = append(append(b, '['), c.Spans.String()...)
			at, _ := json.Marshal(c.At) // a string always marshals
			b = append(append(b, ','), at...)
			b = append(b, ',')
			b = strconv.AppendInt(b, int64(boolInt(c.Covered)), 10)
			b = append(b, ']')
		}
		b = append(b, ']')
	}
	return string(append(b, ']'))
}

func parseGrid(s string) (*taizhang.Grid, error) {
	var rows [][][3]json.RawMessage
	if err := json.Unmarshal([]byte(s), &rows); err != nil {
		return nil, fmt.Errorf("grid: %w", err)
	}
	g := &taizhang.Grid{Rows: make([][]taizhang.GridCell, len(rows))}
	for i, row := range rows {
		g.Rows[i] = make([]taizhang.GridCell, len(row))
		for j, raw := range row {
			c := &g.Rows[i][j]
			spans, err := taizhang.ParseSpans(string(raw[0]))
			if err != nil {
				return nil, err
			}
			if err := json.Unmarshal(raw[1], &c.At); err != nil {
				return nil, fmt.Errorf("grid: %w", err)
			}
			c.Spans, c.Covered = spans, string(raw[2]) == "1"
		}
	}
	return g, nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
