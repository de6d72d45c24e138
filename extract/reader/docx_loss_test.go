package reader

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// visibleIn dumps what a part's w:t show, by another way than the reader's: no
// structure but the chain of open elements.
func visibleIn(t *testing.T, part string) map[rune]int {
	t.Helper()
	count := map[rune]int{}
	d := xml.NewDecoder(strings.NewReader(part))
	var open []string
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return count
		} else if err != nil {
			t.Fatal(err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			open = append(open, e.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if open == nil || open[len(open)-1] != "t" || slices.Contains(open, "del") || slices.Contains(open, "moveFrom") || slices.Contains(open, "Fallback") {
				continue
			}
			for _, r := range string(e) {
				if !taizhang.Blank(r) {
					count[r]++
				}
			}
		}
	}
}

// TestDOCXLosesNothing holds the text of documents made of every construct here
// against that dump. What is left out on purpose, or isn't in a w:t, is listed.
func TestDOCXLosesNothing(t *testing.T) {
	except := map[string]string{
		"characters": "-☑①", "fields": "不显", "hidden": "不见藏", "text boxes": "后框艺术字", "notes": "删去",
		"readings and circled numbers": "yí②商1/2", // readings above the text; the code of a field
		"struck through":               "商务局和全删", "white and tiny": "白微", "hidden row": "藏了",
	}
	except["page taken in"] = "乙1234" // in a part that has no w:t
	check := func(t *testing.T, name, body string, more map[string]string) {
		want := map[rune]int{}
		for part, text := range docxParts(body, more) {
			if strings.HasPrefix(part, "word/") && !strings.Contains(part, "comments") && part != "word/header4.xml" && part != "word/header2.xml" {
				for r, n := range visibleIn(t, text) {
					want[r] += n
				}
			}
		}
		got := map[rune]int{}
		for _, r := range mustRead(t, docxOf(t, body, more)).Text {
			if !taizhang.Blank(r) {
				got[r]++
			}
		}
		for r, n := range want {
			if got[r] != n && !strings.ContainsRune(except[name], r) {
				t.Errorf("%s: %q is shown %d times, read %d times", name, r, n, got[r])
			}
		}
		for r, n := range got {
			if want[r] == 0 && !strings.ContainsRune(except[name], r) {
				t.Errorf("%s: %q is read %d times and not shown", name, r, n)
			}
		}
	}
	for _, c := range docxCases {
		check(t, c.name, c.body, c.more)
	}
	for _, c := range docxTables {
		if c.name != "changes and controls" { // its deleted row has no w:del around the text
			check(t, c.name, c.body, nil)
		}
	}
}
