package export

import (
	"io"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// LetterChart is a chart that Word, WPS and LibreOffice draw and let people change: its
// numbers lie beside it as a workbook. Bars lie, one a row, where it has long names or
// several series, which are stacked; else they stand. Those of a single series have their numbers.
type LetterChart struct {
	Title  string
	Rows   []string // what the bars are of
	Series []LetterSeries
	Colors []string // of the bars of a single series, RRGGBB; nil: that of the series
	Bars   bool     // they lie
	Half   bool     // half as wide as the text, so that two stand side by side
}

// LetterSeries is what a chart counts, a number for each row.
type LetterSeries struct {
	Name, Color string
	Values      []int
}

// StatusColor is in which colour a status is drawn, RRGGBB.
func StatusColor(status string) string {
	for _, s := range statuses {
		if s.word == status {
			return tints[s.look]
		}
	}
	return tints[lookNotReported]
}

const (
	nsDraw     = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsChart    = "http://schemas.openxmlformats.org/drawingml/2006/chart"
	chartType  = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
	bookType   = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	emuPerTwip = 635
	chartData  = "数据"
)

// size is how large a chart is drawn, in twips: a bar that lies has 5 mm.
func (c *LetterChart) size() (wide, high int) {
	wide, high = letterWide, 3000
	if c.Half {
		wide = letterWide/2 - 60
	}
	if c.lie() {
		high = 1300 + 290*len(c.Rows)
	}
	return wide, high
}

func (c *LetterChart) lie() bool { return c.Bars || len(c.Series) > 1 }

// charts draws charts side by side in a paragraph; the first of them has a number.
func (d *document) charts(charts []*LetterChart, first int) {
	d.raw(`<w:p><w:pPr><w:pStyle w:val="chart"/></w:pPr>`)
	for i, c := range charts {
		n := itoa(first + i)
		wide, high := c.size()
		d.raw(`<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">` +
			`<wp:extent cx="` + itoa(wide*emuPerTwip) + `" cy="` + itoa(high*emuPerTwip) + `"/><wp:docPr id="` + n + `" name="图` + n + `" descr="` + escaped(c.Title) + `"/><wp:cNvGraphicFramePr/>` +
			`<a:graphic xmlns:a="` + nsDraw + `"><a:graphicData uri="` + nsChart + `"><c:chart xmlns:c="` + nsChart + `" r:id="chart` + n + `"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`)
	}
	d.raw(`</w:p>`)
}

// addCharts adds the parts of the charts, numbered from 1, and returns what the document's
// content types and relations say of them.
func addCharts(z *canonicalZip, charts []*LetterChart) (types, rels string, err error) {
	if len(charts) == 0 {
		return "", "", nil
	}
	types = `<Default Extension="xlsx" ContentType="` + bookType + `"/>`
	for i, c := range charts {
		n := itoa(i + 1)
		types += `<Override PartName="/word/charts/chart` + n + `.xml" ContentType="` + chartType + `"/>`
		rels += `<Relationship Id="chart` + n + `" Type="` + nsOffice + `/chart" Target="charts/chart` + n + `.xml"/>`
		for _, part := range []struct {
			name  string
			write func(io.Writer) error
		}{
			{"word/charts/chart" + n + ".xml", func(w io.Writer) error { _, err := io.WriteString(w, c.xml()); return err }},
			{"word/charts/_rels/chart" + n + ".xml.rels", func(w io.Writer) error {
				_, err := io.WriteString(w, xmlHead+`<Relationships xmlns="`+nsPackage+`"><Relationship Id="rId1" Type="`+nsOffice+`/package" Target="../embeddings/chart`+n+`.xlsx"/></Relationships>`)
				return err
			}},
			{"word/embeddings/chart" + n + ".xlsx", c.workbook},
		} {
			w, err := z.Create(part.name)
			if err == nil {
				err = part.write(w)
			}
			if err != nil {
				return "", "", err
			}
		}
	}
	return types, rels, nil
}

// workbook is the chart's numbers, as Word opens them to be changed.
func (c *LetterChart) workbook(w io.Writer) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", chartData); err != nil {
		return err
	}
	for s, x := range c.Series {
		if err := f.SetCellStr(chartData, cell(s+2, 1), x.Name); err != nil {
			return err
		}
		for r, v := range x.Values {
			if err := f.SetCellInt(chartData, cell(s+2, r+2), int64(v)); err != nil {
				return err
			}
		}
	}
	for r, name := range c.Rows {
		if err := f.SetCellStr(chartData, cell(1, r+2), name); err != nil {
			return err
		}
	}
	return WriteCanonical(f, w, c.Title, time.Time{})
}

// xml is the chart, with what it shows beside where that stands.
func (c *LetterChart) xml() string {
	var b strings.Builder
	stacked := len(c.Series) > 1
	dir, grouping, overlap := "col", "clustered", ""
	if c.lie() {
		dir = "bar"
	}
	if stacked {
		grouping, overlap = "stacked", `<c:overlap val="100"/>`
	}
	b.WriteString(xmlHead + `<c:chartSpace xmlns:c="` + nsChart + `" xmlns:a="` + nsDraw + `" xmlns:r="` + nsOffice + `"><c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>` +
		chartFont("defRPr", 1200, true) + `</a:pPr><a:r>` + chartFont("rPr", 1200, true) + `<a:t>` + escaped(c.Title) + `</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>` +
		`<c:plotArea><c:layout/><c:barChart><c:barDir val="` + dir + `"/><c:grouping val="` + grouping + `"/><c:varyColors val="0"/>`)
	most, sums := 0, make([]int, len(c.Rows))
	for s, x := range c.Series {
		for i, v := range x.Values {
			sums[i] += v
		}
		c.series(&b, s, x)
	}
	if len(sums) > 0 {
		most = slices.Max(sums)
	}
	unit := step(max(most, 1))
	top := (most + unit - 1) / unit * unit
	if !stacked { // room for the number over the highest
		top = (most + most/8 + unit) / unit * unit
	}
	axis := func(order string) string { return `<c:scaling><c:orientation val="` + order + `"/>` }
	order, crosses := "minMax", "autoZero"
	catAt, valAt := "b", "l"
	if c.lie() {
		order, crosses, catAt, valAt = "maxMin", "max", "l", "b"
	}
	line := `<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln></c:spPr>`
	b.WriteString(`<c:gapWidth val="50"/>` + overlap + `<c:axId val="1"/><c:axId val="2"/></c:barChart>` +
		`<c:catAx><c:axId val="1"/>` + axis(order) + `</c:scaling><c:delete val="0"/><c:axPos val="` + catAt + `"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>` +
		line + chartText(800) + `<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="50"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>` +
		`<c:valAx><c:axId val="2"/>` + axis("minMax") + `<c:max val="` + itoa(max(top, 1)) + `"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="` + valAt + `"/><c:majorGridlines><c:spPr><a:ln w="3175"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>` +
		`<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>` + line + chartText(900) +
		`<c:crossAx val="1"/><c:crosses val="` + crosses + `"/><c:crossBetween val="between"/><c:majorUnit val="` + itoa(unit) + `"/></c:valAx></c:plotArea>`)
	if stacked {
		b.WriteString(`<c:legend><c:legendPos val="t"/><c:overlay val="0"/>` + chartText(900) + `</c:legend>`)
	}
	b.WriteString(`<c:plotVisOnly val="1"/></c:chart>` + chartText(900) + `<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`)
	return b.String()
}

// series writes one series with its labels, and the numbers that it last had.
func (c *LetterChart) series(b *strings.Builder, s int, x LetterSeries) {
	column, _ := excelize.ColumnNumberToName(s + 2)
	last := itoa(len(c.Rows) + 1)
	fill := func(color string) string {
		return `<c:spPr><a:solidFill><a:srgbClr val="` + color + `"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>`
	}
	n := itoa(s)
	b.WriteString(`<c:ser><c:idx val="` + n + `"/><c:order val="` + n + `"/><c:tx><c:strRef><c:f>` + chartData + `!$` + column + `$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>` +
		escaped(x.Name) + `</c:v></c:pt></c:strCache></c:strRef></c:tx>` + fill(x.Color))
	for i, color := range c.Colors {
		b.WriteString(`<c:dPt><c:idx val="` + itoa(i) + `"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr><a:solidFill><a:srgbClr val="` + color + `"/></a:solidFill></c:spPr></c:dPt>`)
	}
	if len(c.Series) == 1 {
		b.WriteString(`<c:dLbls>` + chartText(900) + `<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`)
	}
	count := `<c:ptCount val="` + itoa(len(c.Rows)) + `"/>`
	b.WriteString(`<c:cat><c:strRef><c:f>` + chartData + `!$A$2:$A$` + last + `</c:f><c:strCache>` + count)
	for i, name := range c.Rows {
		b.WriteString(`<c:pt idx="` + itoa(i) + `"><c:v>` + escaped(name) + `</c:v></c:pt>`)
	}
	b.WriteString(`</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>` + chartData + `!$` + column + `$2:$` + column + `$` + last + `</c:f><c:numCache><c:formatCode>General</c:formatCode>` + count)
	for i, v := range x.Values {
		b.WriteString(`<c:pt idx="` + itoa(i) + `"><c:v>` + itoa(v) + `</c:v></c:pt>`)
	}
	b.WriteString(`</c:numCache></c:numRef></c:val></c:ser>`)
}

// chartFont is the font of a chart's text, in hundredths of a point.
func chartFont(element string, size int, bold bool) string {
	b := "0"
	if bold {
		b = "1"
	}
	return `<a:` + element + ` lang="zh-CN" sz="` + itoa(size) + `" b="` + b + `"><a:solidFill><a:srgbClr val="262626"/></a:solidFill><a:latin typeface="` + fontBody + `"/><a:ea typeface="` + fontBody + `"/></a:` + element + `>`
}

func chartText(size int) string {
	return `<c:txPr><a:bodyPr/><a:p><a:pPr>` + chartFont("defRPr", size, false) + `</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`
}

// escaped is a text as an attribute or an element of XML holds it, on one line.
func escaped(s string) string { return string(appendXML(nil, visible(s), " ", " ")) }
