package handoff

import (
	"bytes"
	"encoding/xml"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// looks are what a workbook's parts say of how its cells look, where that hides what
// they hold.
type looks struct {
	styles []string     // by style: why what has it is not seen as it stands, in Chinese; "" for what is
	shared map[int]rich // shared texts of which a part is struck through, by number
	texts  int          // how many shared texts there are
}

// rich is a text in runs: what of it is seen, and what is struck through.
type rich struct{ left, struck string }

const (
	whyStruck = "加了删除线"
	whyWhite  = "字为白色，看不见"
)

// looksOf reads a workbook's styles and shared texts.
func looksOf(pkg *sync.Map) looks {
	l := looks{styles: concealing(packed(pkg, "xl/styles.xml")), shared: map[int]rich{}}
	part := packed(pkg, "xl/sharedStrings.xml")
	if !bytes.Contains(part, []byte("strike")) {
		return l
	}
	d := xml.NewDecoder(bytes.NewReader(part))
	d.CharsetReader = sameCharset
	for n := 0; ; {
		t, err := d.Token()
		if err != nil {
			return l // excelize says what is wrong with it
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "si" {
			if r := runs(d); r.struck != "" {
				l.shared[n] = r
			}
			n++
		}
	}
}

// runs reads a text up to the end of its element.
func runs(d *xml.Decoder) (r rich) {
	struck, text, aside := false, false, 0
	for depth := 1; depth > 0; {
		t, err := d.Token()
		if err != nil {
			return r
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			switch t.Name.Local {
			case "r":
				struck = false
			case "strike":
				struck = on(t)
			case "rPh": // how it is read
				aside = depth
			}
			text = t.Name.Local == "t" && aside == 0
		case xml.CharData:
			if text && struck {
				r.struck += string(t)
			} else if text {
				r.left += string(t)
			}
		case xml.EndElement:
			if text = false; aside == depth {
				aside = 0
			}
			depth--
		}
	}
	return r
}

// concealing says of each style why what has it is not seen as it stands.
func concealing(part []byte) []string {
	if !bytes.Contains(part, []byte("strike")) && !bytes.Contains(bytes.ToUpper(part), []byte("FFFFFF")) && !bytes.Contains(part, []byte(`theme="0"`)) {
		return nil
	}
	type ink struct {
		RGB     string `xml:"rgb,attr"`
		Theme   string `xml:"theme,attr"`
		Tint    string `xml:"tint,attr"`
		Indexed string `xml:"indexed,attr"`
	}
	white := func(c *ink) bool {
		return c != nil && c.Tint == "" && (strings.HasSuffix(strings.ToUpper(c.RGB), "FFFFFF") || c.Theme == "0" || c.Indexed == "9" || c.Indexed == "1")
	}
	var s struct {
		Fonts []struct {
			Strike *struct {
				Val string `xml:"val,attr"`
			} `xml:"strike"`
			Color *ink `xml:"color"`
		} `xml:"fonts>font"`
		Fills []struct {
			Pattern *struct {
				Type string `xml:"patternType,attr"`
				Fore *ink   `xml:"fgColor"`
			} `xml:"patternFill"`
			Gradient *struct{} `xml:"gradientFill"`
		} `xml:"fills>fill"`
		Cells []struct {
			Font int `xml:"fontId,attr"`
			Fill int `xml:"fillId,attr"`
		} `xml:"cellXfs>xf"`
	}
	d := xml.NewDecoder(bytes.NewReader(part))
	d.CharsetReader = sameCharset
	if d.Decode(&s) != nil {
		return nil
	}
	ground := func(i int) bool { // something that is not white
		if i < 0 || i >= len(s.Fills) {
			return false
		}
		f := s.Fills[i]
		return f.Gradient != nil || f.Pattern != nil && f.Pattern.Type != "" && f.Pattern.Type != "none" && !white(f.Pattern.Fore)
	}
	out := make([]string, len(s.Cells))
	for i, c := range s.Cells {
		if c.Font < 0 || c.Font >= len(s.Fonts) {
			continue
		}
		switch f := s.Fonts[c.Font]; {
		case f.Strike != nil && f.Strike.Val != "0" && f.Strike.Val != "false":
			out[i] = whyStruck
		case white(f.Color) && !ground(c.Fill):
			out[i] = whyWhite
		}
	}
	return out
}

func on(e xml.StartElement) bool {
	v := attribute(e, "val")
	return v != "0" && v != "false"
}

// cellLook is how a filled cell looks where that hides what it holds: see [looks].
type cellLook struct {
	style string
	text  rich
}

// look puts into doubt what stands in cells to fill in and is not seen, or seen struck
// out; that given cells are struck is beside the table.
func (bl *block) look(r *sheetRow, given bool) {
	for _, col := range slices.Sorted(maps.Keys(r.looks)) {
		l, v, struck := r.looks[col], r.cell(col), trim(r.looks[col].text.struck)
		if l.style == whyStruck {
			struck = v
		}
		i := columnIndex(bl.header.columns[col])
		switch {
		case i < 0: // the key, or what is read nowhere
		case given && Columns[i].Field == "":
			if struck != "" {
				bl.beside = append(bl.beside, Unread{Column: clipped(struck), At: r.at(bl.sheet, col), Cells: 1, Kind: UnreadStruck})
			}
		case struck == "":
			r.doubt(col, doubt{"", l.style})
		case struck == v:
			r.cells[col] = ""
			r.doubt(col, doubt{"", "所填“" + clipped(v) + "”" + whyStruck})
		default:
			r.cells[col] = trim(l.text.left)
			r.doubt(col, doubt{"", "其中“" + clipped(struck) + "”" + whyStruck})
		}
	}
}

// clipped is the beginning of a text in a note.
func clipped(s string) string {
	const most = 40
	s = strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
