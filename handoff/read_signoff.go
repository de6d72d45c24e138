package handoff

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

// signOffAt is a sign-off and the row where it begins.
type signOffAt struct {
	SignOff
	row int
}

// signLabel finds the labels of a sign-off in folded text: 填报单位(盖章):
var signLabel = lazy.NewPattern(`(填报单位|填报人|联系电话|审核人|填报日期|填报时间)(?:\([^()]*\))?(:|$)`)

// isSignOff reports whether a row is one of a sign-off: it begins with a label.
func isSignOff(r *sheetRow) bool {
	i := r.first()
	return i >= 0 && isLabel(r.cells[i])
}

func isLabel(s string) bool {
	loc := signLabel.FindStringIndex(taizhang.FoldString(s))
	return loc != nil && loc[0] == 0
}

// signOffs finds what stands behind the labels, in their cell or to the right of it.
// Another 填报单位 begins another sign-off.
func signOffs(rows []sheetRow, parse func(string) (taizhang.Date, bool)) (out []signOffAt) {
	for i := range rows {
		r := &rows[i]
		if !isSignOff(r) {
			continue
		}
		for col, c := range r.cells {
			f := hanzi.Fold(c)
			for k, m := range labelsIn(f.Text) {
				if k == 0 && m[0] != 0 {
					break
				}
				label, value := f.Text[m[2]:m[3]], ""
				if m[1] < m[6] {
					from, to := f.Back(m[1], m[6])
					value = c[from:to]
				} else {
					value = beside(r, col)
				}
				value = strings.Trim(trim(value), "_＿　 ")
				if len(out) == 0 || label == "填报单位" && out[len(out)-1].Unit != "" {
					out = append(out, signOffAt{row: r.number})
				}
				s := &out[len(out)-1]
				switch label {
				case "填报单位":
					s.Unit = value
				case "填报人":
					s.Writer = value
				case "联系电话":
					s.Phone = unfraction(value)
				case "审核人":
					s.Checker = value
				default:
					if d, ok := dateOf(value, parse); ok {
						s.Date = d
					}
				}
			}
		}
	}
	return out
}

// labelsIn finds the labels of a cell; the last number of each is where its value ends.
func labelsIn(s string) [][]int {
	found := signLabel.FindAllStringSubmatchIndex(s, 8)
	for i, m := range found {
		end := len(s)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		found[i] = []int{m[0], m[1], m[2], m[3], m[4], m[5], end}
	}
	return found
}

// beside is the next filled cell to the right, if it is no label.
func beside(r *sheetRow, col int) string {
	for _, c := range r.cells[col+1:] {
		if c != "" {
			if isLabel(c) {
				return ""
			}
			return c
		}
	}
	return ""
}

// signOffOf finds the sign-off of a table: above it, or below it where the sheet has
// none above its first table, or the only one on other sheets.
func (b *returnedBook) signOffOf(bl *block) SignOff {
	own := b.signOffs[bl.sheet]
	first := bl.row
	for _, o := range b.blocks {
		if o.sheet == bl.sheet {
			first = min(first, o.row)
		}
	}
	var found SignOff
	switch above := len(own) > 0 && own[0].row < first; {
	case above:
		for _, s := range own {
			if s.row < bl.row {
				found = s.SignOff
			}
		}
		return found
	case len(own) > 0:
		for _, s := range own {
			if s.row > bl.row {
				return s.SignOff
			}
		}
		return found
	}
	n := 0
	for sheet, s := range b.signOffs {
		if len(s) > 0 && !slices.ContainsFunc(b.blocks, func(o *block) bool { return o.sheet == sheet }) {
			found = s[0].SignOff
			n += len(s)
		}
	}
	if n != 1 {
		return SignOff{}
	}
	return found
}
