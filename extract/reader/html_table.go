package reader

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// leastHeaded is how many rows a table with header cells has at least that is none of a page's menus.
const leastHeaded = 3

// isGrid tells a true table from one that lays out a page: tables in it hold less than
// half of its text, and it has at least two rows and two columns. Of one with header cells tables of one column in it are lines of its cells.
func isGrid(table *html.Node) bool {
	wide, headed := columns(table)
	rows := len(tableRows(table))
	if !wide || rows < 2 {
		return false
	}
	all, inner := 0, 0
	parts := map[*html.Node]bool{} // which tables in it are no lines of a cell
	for n := range table.Descendants() {
		if n.DataAtom == atom.Table {
			wide, _ := columns(n)
			parts[n] = wide || !headed || rows < leastHeaded
		}
		if n.Type == html.TextNode {
			size := len(strings.TrimSpace(n.Data))
			all += size
			for p := n.Parent; p != table; p = p.Parent {
				if parts[p] {
					inner += size
					break
				}
			}
		}
	}
	return inner == 0 || 2*inner < all
}

// columns reports whether a table has a row of several cells, and one of header cells.
func columns(table *html.Node) (wide, headed bool) {
	for _, tr := range tableRows(table) {
		cells := 0
		for c := tr.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
				cells++
				headed = headed || c.DataAtom == atom.Th
			}
		}
		wide = wide || cells > 1
	}
	return wide, headed
}

// tableRows returns a table's own rows, without those of tables in it.
func tableRows(table *html.Node) (rows []*html.Node) {
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			rows = append(rows, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			for tr := c.FirstChild; tr != nil; tr = tr.NextSibling {
				if tr.DataAtom == atom.Tr {
					rows = append(rows, tr)
				}
			}
		}
	}
	return rows
}

// grid reads a table: its caption, then its rows as a browser shows them, the head
// first and the foot last.
func (w *walker) grid(table *html.Node) {
	w.b.tables++
	at := tableAt(w.b.tables)
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			w.node(c)
			w.flush()
		}
	}
	var parts [3][]*html.Node // rows of head, bodies and foot
	for _, n := range tableRows(table) {
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
	var rows [][]mergedCell
	for _, part := range parts {
		for i, tr := range part {
			left := 1 // rows from here to the end of their group, which no cell reaches beyond
			for left < len(part)-i && part[i+left].Parent == tr.Parent {
				left++
			}
			var row []mergedCell
			w.within(tr.Parent, func() {
				w.before(tr.Parent)
				w.within(tr, func() {
					w.before(tr)
					row = w.cells(tr, fmt.Sprintf("%s/tr[%d]", at, len(rows)+1), left)
				})
			})
			rows = append(rows, row)
		}
	}
	w.b.table(at, w.b.titles(rows), w.limits.Cells)
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
		w.within(td, func() {
			w.label = w.before(td)
			w.children(td)
		})
		w.line.WriteString(strings.TrimRight(w.label, " ")) // of a cell that CSS alone fills
		w.label = ""
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
