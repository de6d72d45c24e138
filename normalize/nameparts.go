package normalize

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/taizhang/taizhang/seeds/tsv"
)

// nameParts are the rows of nameparts.tsv, by kind.
type nameParts map[string][]string

func readNameParts(fsys fs.FS) (nameParts, error) {
	rows, err := tsv.Read(fsys, "nameparts.tsv", "kind", "word")
	if err != nil {
		return nil, err
	}
	p := nameParts{}
	for _, r := range rows {
		kind, word := r.Cells[0], r.Cells[1]
		if word == "" || !slices.Contains([]string{"central", "founding", "members", "own", "state", "town", "zone"}, kind) {
			return nil, r.Errorf("want a word, and a kind out of central, founding, members, own, state, town, zone")
		}
		p[kind] = append(p[kind], word)
	}
	return p, nil
}

// lead reports whether a name begins with a word of a kind.
func (p nameParts) lead(kind, name string) bool {
	return slices.ContainsFunc(p[kind], func(word string) bool { return strings.HasPrefix(name, word) })
}

// townName reports whether a name is a town's.
func (p nameParts) townName(s string) bool {
	for _, end := range p["town"] {
		if x, ok := strings.CutSuffix(s, end); ok {
			return len(x) >= 2*3 && len(x) <= 6*3 && !strings.ContainsAny(x, "、(各") && !strings.HasPrefix(x, "有关") && !strings.HasPrefix(x, "相关")
		}
	}
	return false
}
