package reader

import (
	"fmt"
	"strings"
	"testing"
)

// TestMergedBeyondPrint: how much merged cells repeat is bounded by what is printed, in
// steps that are counted, and each printed cell stays.
func TestMergedBeyondPrint(t *testing.T) {
	for _, span := range []int{20, 1000, 65534} {
		var b strings.Builder
		b.WriteString("<table>")
		for r := range 40 {
			b.WriteString("<tr>")
			for c := range 5 {
				fmt.Fprintf(&b, "<td rowspan=%d colspan=%d>第%d行%d</td>", span, span, r, c)
			}
			b.WriteString("</tr>")
		}
		doc, err := Read("x.html", []byte("<html><body>"+b.String()+"</table></body></html>"), Options{})
		must(t, err)
		places, own := 0, map[string]bool{}
		for _, row := range doc.Blocks[0].Grid.Rows {
			places += len(row)
			for _, c := range row {
				if !c.Covered && len(c.Spans) > 0 {
					own[c.Spans.Cut(doc.Text)] = true
				}
			}
		}
		if limit := repeatsAnyway + repeatsPrinted*200*2 + 40*1000; places > limit || len(own) != 200 {
			t.Errorf("spans of %d: %d places, want %d at most; %d printed cells", span, places, limit, len(own))
		}
		if span > 20 && len(doc.Findings) == 0 {
			t.Errorf("spans of %d: nothing is said", span)
		}
	}
}
