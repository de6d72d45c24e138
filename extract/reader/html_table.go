package reader

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isGrid tells a true table from one that lays out a page: it holds no other
// table, and has at least two rows and two columns.
func isGrid(table *html.Node) bool {
	rows, wide := 0, false
	for n := range table.Descendants() {
		switch n.DataAtom {
		case atom.Table:
			return false
		case atom.Tr:
			rows++
			cells := 0
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
					cells++
				}
			}
			wide = wide || cells > 1
		}
	}
	return rows > 1 && wide
}

// grid reads a table: its caption, then its rows as a browser shows them, the head
// first and the foot last.
func (w *walker) grid(table *html.Node) {
	w.b.tables++
	at := tableAt(w.b.tables)
	var parts [3][]*html.Node // rows of head, bodies and foot
	for n := range table.Descendants() {
		switch n.DataAtom {
		case atom.Caption:
			w.node(n)
			w.flush()
		case atom.Tr:
			part := 1
			switch n.Parent.DataAtom {
			case atom.Thead:
				part = 0
			case atom.Tfoot:
				part = 2
			}
			if w.absent(n) || n.Parent != table && w.absent(n.Parent) {
				continue
			}
			parts[part] = append(parts[part], n)
		}
	}
	var rows [][]mergedCell
	for _, part := range parts {
		for i, tr := range part {
			left := 1 // rows from here to the end of their group, which no cell reaches beyond
			for left < len(part)-i && part[i+left].Parent == tr.Parent {
				left++
			}
			var row []mergedCell
			w.within(tr.Parent, func() {
				w.within(tr, func() { row = w.cells(tr, fmt.Sprintf("%s/tr[%d]", at, len(rows)+1), left) })
			})
			rows = append(rows, row)
		}
	}
	w.b.table(at, rows, w.limits.Cells)
}

// cells reads a row of which left rows, itself among them, are to come in its group.
func (w *walker) cells(tr *html.Node, at string, left int) (row []mergedCell) {
	for td := tr.FirstChild; td != nil; td = td.NextSibling {
		if td.DataAtom != atom.Td && td.DataAtom != atom.Th || w.absent(td) {
			continue
		}
		cell := mergedCell{rows: extent(td, "rowspan"), cols: max(extent(td, "colspan"), 1)}
		if cell.rows == 0 || cell.rows > left {
			cell.rows = left // 0 is to the end of the group
		}
		cell.At = fmt.Sprintf("%s/td[%d]", at, len(row)+1)
		w.cell = &cell.Spans
		w.within(td, func() { w.children(td) })
		w.flush()
		w.cell = nil
		row = append(row, cell)
	}
	return row
}

// extent reads rowspan or colspan as browsers bound them; 1 where it isn't said.
func extent(n *html.Node, name string) int {
	val := strings.TrimSpace(attribute(n, name))
	if val == "" || val[0] < '0' || val[0] > '9' {
		return 1
	}
	v := 0
	for _, c := range val {
		if c < '0' || c > '9' || v > 65534 {
			break
		}
		v = v*10 + int(c-'0')
	}
	if name == "colspan" {
		v = min(v, 1000)
	}
	return v
}
