package export

import "github.com/xuri/excelize/v2"

// chart is a chart in the making. It is held by the cells under its corners, and excelize
// takes what is not written yet for cells of 64 × 18 pixels: so its size is given in cells.
// ("oneCell" would leave it one cell large in Excel.)
type chart struct {
	title      string
	kind       excelize.ChartType // Col, or BarStacked
	col, row   int                // its first cell
	cols, rows int
	categories string // a reference; empty where the series say it all
	series     []series
	most       int // the highest value of a Col: the axis has whole numbers only
}

// series is a row of like columns or bars: references to its name and its values.
type series struct{ name, values, color string }

// add draws the chart on a sheet whose rows are still to be written.
func (c *chart) add(b *book, sheet string) error {
	font := func(size float64) *excelize.Font {
		return &excelize.Font{Family: fontName, Size: size, Color: "404040"}
	}
	title := font(14)
	title.Bold = true
	out := &excelize.Chart{Type: c.kind,
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.title, Font: title}}},
		Legend:    excelize.ChartLegend{Position: "top", Font: font(10)},
		PlotArea:  excelize.ChartPlotArea{ShowVal: c.kind == excelize.Col}, // in bars that are stacked, numbers lie on their neighbours
		Dimension: excelize.ChartDimension{Width: uint(64 * c.cols), Height: uint(18 * c.rows)},
		Format:    excelize.GraphicOptions{Positioning: "absolute", Name: c.title, AltText: c.title},
	}
	for _, s := range c.series {
		out.Series = append(out.Series, excelize.ChartSeries{Name: s.name, Categories: c.categories, Values: s.values,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{s.color}}})
	}
	if len(c.series) == 1 {
		out.Legend.Position = "none"
	}
	var gap uint
	if c.kind == excelize.BarStacked {
		overlap := 100
		gap, out.Overlap = 40, &overlap
		out.XAxis = excelize.ChartAxis{ReverseOrder: true, TickLabelSkip: 1, Font: *font(9)}
		out.YAxis = excelize.ChartAxis{MajorGridLines: true, Font: *font(9), TickLabelPosition: excelize.ChartTickLabelHigh}
	} else {
		gap = 60
		unit := step(c.most)
		top := float64((c.most + c.most/8 + unit) / unit * unit) // room for the number over the highest
		out.XAxis = excelize.ChartAxis{None: c.categories == "", Font: *font(10)}
		out.YAxis = excelize.ChartAxis{MajorGridLines: true, MajorUnit: float64(unit), Maximum: &top, Font: *font(10)}
	}
	out.GapWidth = &gap
	return b.f.AddChart(sheet, cell(c.col, c.row), out)
}

// step is the distance of lines on an axis of whole numbers: at most six up to the highest.
func step(most int) int {
	for unit := 1; ; unit *= 10 {
		for _, n := range []int{1, 2, 5} {
			if n*unit*6 >= most {
				return n * unit
			}
		}
	}
}

// at is where the column of that name stands, from 1; 0 for none.
func (s *sheet[T]) at(name string) int {
	for i, c := range s.columns {
		if c.Name == name {
			return i + 1
		}
	}
	return 0
}

// ref refers to the cells of a column from one row to another.
func (s *sheet[T]) ref(column string, from, to int) string {
	at := s.at(column)
	return s.area(at, from, at, to)
}

// area refers to cells by column and row, from 1.
func (s *sheet[T]) area(col, row, toCol, toRow int) string {
	corner := func(col, row int) string {
		name, err := excelize.CoordinatesToCellName(col, row, true)
		if err != nil {
			panic(err) // our own column numbers
		}
		return name
	}
	ref := "'" + s.name + "'!" + corner(col, row)
	if col != toCol || row != toRow {
		ref += ":" + corner(toCol, toRow)
	}
	return ref
}
