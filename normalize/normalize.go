// Package normalize turns a Draft into a Ledger: it resolves the mentions of
// units to full legal names, reads expressions of time as deadlines and numbers
// as targets, and decides roles.
package normalize

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Version is part of the key of a source that was read. Raise it whenever a
// Ledger changes for the same Draft.
const Version = "normalize/1"

// Normalizer holds the compiled reference data; it is safe for concurrent use.
type Normalizer struct {
	regions  *Regions
	organs   *organs
	formList []string // sorted, so that suggestions do not depend on map order
	classes  []string
	lexicon  *lexicon
	calendar *calendar
	measures *measures
}

// New compiles the reference tables in seeds. Errors name file and line.
func New(seeds fs.FS) (*Normalizer, error) {
	n := &Normalizer{}
	var err error
	if n.regions, err = readRegions(seeds); err != nil {
		return nil, err
	}
	if n.organs, err = readOrgans(seeds); err != nil {
		return nil, err
	}
	if n.measures, err = readMeasures(seeds); err != nil {
		return nil, err
	}
	if n.calendar, err = readCalendar(seeds); err != nil {
		return nil, err
	}
	rows, err := taizhang.ReadTable(seeds, "classes.tsv", "word")
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		n.classes = append(n.classes, r.Cells[0])
	}
	words := n.words()
	if n.lexicon, err = newLexicon(words); err != nil {
		return nil, err
	}
	n.calendar.lexicon = n.lexicon
	return n, nil
}

// words lists what jieba is to know: short and full forms of organs, words for
// levels, provinces and prefectures, and words of time. Counties are found by
// name, and full names composed by rule, so that the lexicon stays small.
func (n *Normalizer) words() map[string]class {
	words := make(map[string]class, 2048)
	for form := range n.organs.forms {
		n.formList = append(n.formList, form)
		if form[0] == regionMark[0] {
			form = form[1:]
		}
		if i := strings.IndexByte(form, regionMark[0]); i >= 0 {
			words[form[:i]] |= isOrgan
			words[form[i+1:]] |= isOrgan
			continue
		}
		words[form] |= isOrgan
	}
	slices.Sort(n.formList)
	for w := range n.organs.levels {
		words[w] |= isLevel
	}
	for _, r := range n.regions.all {
		if r.Level != County {
			words[r.Name] |= isRegion
			words[r.Short] |= isRegion
		}
	}
	for w := range n.calendar.words {
		words[w] |= isTime
	}
	return words
}

// Times returns the finder of expressions of time that extract is given.
func (n *Normalizer) Times() taizhang.TimeFinder { return n.calendar }
