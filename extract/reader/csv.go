package reader

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// Bounds of what is taken for a table with separators: rows below its head, and columns.
const (
	csvRows    = 2
	csvColumns = 3
	csvTitles  = 3  // lines before it without a separator
	csvHeader  = 12 // characters of a header's word
	csvSample  = 256 << 10
)

// isCSV knows a table whose cells are set apart by commas or semicolons, as Excel and WPS
// save it, whatever its file is called: nearly all rows have the same number of cells.
// What is set apart by tabs, blanks or bars reads as text, where a table is searched.
func isCSV(data []byte) bool {
	end := min(len(data), csvSample)
	for end < len(data) && end > 0 && !utf8.RuneStart(data[end]) { // half a character would look like another charset
		end--
	}
	sample := data[:end]
	if marks := max(bytes.Count(sample, []byte(",")), bytes.Count(sample, []byte(";"))); marks < csvRows*(csvColumns-1) || !isText(data) {
		return false // as nearly every text, before anything is decoded
	}
	text, _, _ := decode(sample, "")
	if len(data) > len(sample) {
		text = text[:strings.LastIndexByte(text, '\n')+1]
	}
	_, ok := csvTable(text, len(text))
	return ok
}

// csvTable reads text as such a table, or the first of it with so many cells.
func csvTable(text string, most int) (rows [][]string, ok bool) {
	for _, comma := range []rune{',', ';'} {
		if strings.Count(text, string(comma)) < csvRows*(csvColumns-1) {
			continue
		}
		c := csv.NewReader(strings.NewReader(lineEnds(text)))
		c.Comma, c.FieldsPerRecord = comma, -1
		widths, filled := map[int]int{}, map[int]int{}
		sentences := 0
		rows = rows[:0]
		for cells := 0; cells <= most; {
			row, err := c.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				rows = nil // quotes that no table has
				break
			}
			cells += len(row)
			widths[len(row)]++
			if comma == ';' && sentence(row) {
				sentences++
			}
			for _, cell := range row {
				if strings.TrimSpace(cell) != "" {
					filled[len(row)]++
				}
			}
			rows = append(rows, row)
		}
		lead := 0 // a title, and what stands under it
		for lead < len(rows)-csvRows-1 && lead < csvTitles && len(rows[lead]) == 1 {
			lead++ // above three rows: a paragraph under a title is no table
		}
		width := 0
		for w, n := range widths {
			if n > widths[width] || n == widths[width] && w > width {
				width = w
			}
		}
		// Half of the cells say something, so that lists with stray commas are none.
		if comma == ';' && lead < len(rows) && headsCells(rows[lead]) {
			sentences = 0 // each cell may hold some
		}
		if width >= csvColumns && len(rows) >= csvRows && widths[width]*10 >= (len(rows)-lead)*9 && 2*filled[width] >= width*widths[width] && 2*sentences < len(rows) {
			return rows, true
		}
	}
	return nil, false
}

// headsCells reports whether a row may be a table's header: short words, and none of them a clause.
func headsCells(row []string) bool {
	return !slices.ContainsFunc(row, func(cell string) bool {
		cell = strings.TrimSpace(cell)
		return cell == "" || utf8.RuneCountInString(cell) > csvHeader || strings.ContainsAny(cell, "。，、：:,.!") || cell[0] >= '0' && cell[0] <= '9'
	})
}

// sentence reports whether the cells between semicolons are the clauses of a sentence: it ends as one, before the first or
// behind the last, or a bracket goes on from one to the next.
func sentence(row []string) bool {
	open := 0
	for k, cell := range row {
		if k > 0 && open > 0 && strings.ContainsAny(cell, ")）") {
			return true
		}
		open += strings.Count(cell, "(") + strings.Count(cell, "（") - strings.Count(cell, ")") - strings.Count(cell, "）")
		open = max(open, 0)
	}
	return strings.Contains(row[0], "。") || strings.HasSuffix(strings.TrimSpace(row[len(row)-1]), "。")
}

func readCSV(in input) (*taizhang.Document, error) {
	text, name, findings := decode(in.data, "")
	in.src.Charset = name
	table, ok := csvTable(text, in.opt.Limits.Cells)
	if !ok { // beyond the sample it is none
		return readText(in)
	}
	b := &builder{findings: findings}
	b.tables++
	at := tableAt(b.tables)
	rows := make([][]mergedCell, len(table))
	for i, row := range table {
		for j, text := range row {
			cell := mergedCell{rows: 1, cols: 1}
			cell.At = fmt.Sprintf("%s/tr[%d]/td[%d]", at, i+1, j+1)
			for l := range strings.SplitSeq(text, "\n") {
				if strings.TrimSpace(l) != "" {
					cell.Spans = append(cell.Spans, b.line(l))
				}
			}
			rows[i] = append(rows[i], cell)
		}
	}
	b.table(at, b.titles(rows), in.opt.Limits.Cells)
	return b.document(in.src)
}
