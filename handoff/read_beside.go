package handoff

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/xuri/excelize/v2"
)

// remark is a comment or a picture that lies over a cell.
type remark struct {
	at      at
	text    string // of a comment
	picture bool
}

// isPicture reports whether a value or formula is what shows a picture in a cell of WPS.
func isPicture(s string) bool {
	return strings.HasPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "="), "_xlfn."), "DISPIMG(")
}

const (
	whyPicture = "单元格里是图片，未读入"
	whyComment = "写在批注里，不在单元格里"
)

// remark gives rows what lies over their cells.
func (b *returnedBook) remark(found []remark, sheet string, rows []sheetRow) {
	for _, x := range found {
		i, ok := slices.BinarySearchFunc(rows, x.at.row, func(r sheetRow, n int) int { return cmp.Compare(r.number, n) })
		if ok {
			rows[i].notes = append(rows[i].notes, x)
		} else {
			b.aside = append(b.aside, x.unread(sheet))
		}
	}
}

// remarks takes what lies over a row's cells: over an empty one to fill in it is what was
// meant for it, else it is beside the table.
func (bl *block) remarks(r *sheetRow) {
	for _, x := range r.notes {
		i := columnIndex(bl.header.columns[x.at.col])
		switch meant := i >= 0 && Columns[i].Field != "" && r.cell(x.at.col) == "" && r.doubts[x.at.col].why == ""; {
		case meant && x.picture:
			r.doubt(x.at.col, doubt{"", whyPicture})
		case meant:
			r.doubt(x.at.col, doubt{x.text, whyComment})
		default:
			bl.beside = append(bl.beside, x.unread(bl.sheet))
		}
	}
}

func (x remark) unread(sheet string) Unread {
	u := Unread{Column: x.text, At: sheet + "!" + name(x.at), Cells: 1, Kind: UnreadComment}
	if x.picture {
		u.Kind = UnreadPicture
	}
	return u
}

// remarksOf finds the comments and the pictures of a sheet.
func remarksOf(pkg *sync.Map, sheet string) (out []remark) {
	parts := related(pkg, sheet)
	for _, p := range parts["comments"] {
		out = append(out, comments(packed(pkg, p))...)
	}
	for _, p := range parts["drawing"] {
		out = append(out, pictures(packed(pkg, p))...)
	}
	return out
}

// related returns the parts that a part refers to, by the last word of their types.
func related(pkg *sync.Map, part string) map[string][]string {
	var rels struct {
		Relationship []struct {
			Type   string `xml:",attr"`
			Target string `xml:",attr"`
			Mode   string `xml:"TargetMode,attr"`
		}
	}
	dir, base := path.Split(part)
	if xml.Unmarshal(packed(pkg, dir+"_rels/"+base+".rels"), &rels) != nil {
		return nil
	}
	out := map[string][]string{}
	for _, r := range rels.Relationship {
		if kind := r.Type[strings.LastIndexByte(r.Type, '/')+1:]; r.Mode != "External" {
			target := path.Join(dir, r.Target)
			if strings.HasPrefix(r.Target, "/") {
				target = r.Target[1:]
			}
			out[kind] = append(out[kind], target)
		}
	}
	return out
}

func comments(part []byte) (out []remark) {
	d := xml.NewDecoder(bytes.NewReader(part))
	d.CharsetReader = sameCharset
	for {
		t, err := d.Token()
		if err != nil {
			return out
		}
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "comment" {
			continue
		}
		col, row, err := excelize.CellNameToCoordinates(attribute(e, "ref"))
		if r := runs(d); err == nil && trim(r.left) != "" {
			out = append(out, remark{at: at{row, col - 1}, text: trim(r.left)})
		}
	}
}

// pictures finds where pictures are anchored.
func pictures(part []byte) (out []remark) {
	d := xml.NewDecoder(bytes.NewReader(part))
	d.CharsetReader = sameCharset
	var p at
	var number *int
	from := false
	for {
		t, err := d.Token()
		if err != nil {
			return out
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "from":
				from = true
			case "col":
				number = &p.col
			case "row":
				number = &p.row
			case "pic":
				out = append(out, remark{at: at{p.row + 1, p.col}, picture: true})
			}
		case xml.CharData:
			if from && number != nil {
				*number = max(numberOr(string(t), 0), 0)
			}
		case xml.EndElement:
			if number = nil; t.Name.Local == "from" {
				from = false
			}
		}
	}
}

func sameCharset(_ string, r io.Reader) (io.Reader, error) { return r, nil } // as excelize reads it
