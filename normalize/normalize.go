package normalize

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// Version is part of the key of a source that was read. Raise it whenever a
// Ledger changes for the same Draft.
const Version = "normalize/7"

// Normalizer holds the compiled reference data; it is safe for concurrent use.
type Normalizer struct {
	regions  *Regions
	organs   *organs
	formList []string // sorted, so that suggestions do not depend on map order
	classes  []classWord
	tales    tales // what tells of what was done
	script   *hanzi.Script
	lineage  *lineage
	prefixes map[string]*Region // of document numbers
	lexicon  *lexicon
	calendar *calendar
	measures *measures

	nameWords map[string]wordKind // words of organs' names
	ends      []string            // of names that compose, longest first
}

// New compiles the reference tables in seeds. Errors name file and line.
func New(seeds fs.FS) (*Normalizer, error) {
	n := &Normalizer{}
	var err error
	if n.organs, err = readOrgans(seeds); err != nil {
		return nil, err
	}
	if n.nameWords, n.ends, err = readWords(seeds); err != nil {
		return nil, err
	}
	if n.calendar, err = readCalendar(seeds); err != nil {
		return nil, err
	}
	loaded := make(chan error, 1)
	words := n.words()
	go func() { // jieba reads its files while the other tables are compiled
		var err error
		n.lexicon, err = newLexicon(words)
		loaded <- err
	}()
	err = n.tables(seeds)
	if failed := <-loaded; err == nil {
		err = failed
	}
	if err != nil {
		return nil, err
	}
	n.calendar.lexicon, n.calendar.script, n.calendar.measures = n.lexicon, n.script, n.measures
	return n, nil
}

// tables compiles the tables that the lexicon has no word of.
func (n *Normalizer) tables(seeds fs.FS) error {
	var err error
	if n.regions, err = readRegions(seeds); err != nil {
		return err
	}
	if n.measures, err = readMeasures(seeds); err != nil {
		return err
	}
	if n.script, err = hanzi.ReadScript(seeds); err != nil {
		return err
	}
	if n.lineage, err = readLineage(seeds); err != nil {
		return err
	}
	rows, err := tsv.Read(seeds, "classes.tsv", "word", "after")
	if err != nil {
		return err
	}
	for _, r := range rows {
		n.classes = append(n.classes, classWord{r.Cells[0], r.Cells[1] == "1"})
	}
	if n.tales, err = readTales(seeds); err != nil {
		return err
	}
	if rows, err = tsv.Read(seeds, "docprefixes.tsv", "prefix", "region"); err != nil {
		return err
	}
	n.prefixes = make(map[string]*Region, len(rows))
	for _, r := range rows {
		if n.prefixes[r.Cells[0]] = n.regions.Path(r.Cells[1]); n.prefixes[r.Cells[0]] == nil {
			return r.Errorf("there is no region %s", r.Cells[1])
		}
	}
	return nil
}

// longWord is the length in bytes of the longest name that is a word: longer ones
// are found as they are, or are made of words.
const longWord = 7 * 3

// words lists what jieba is to know: forms and full names of types of organs, words
// of such names, and words of time. Regions are found by name, and full names
// composed by rule, so that the lexicon stays small.
func (n *Normalizer) words() map[string]class {
	words := make(map[string]class, 4096)
	for form, types := range n.organs.forms {
		n.formList = append(n.formList, form)
		if len(form) > longWord || strings.ContainsAny(form, regionMark+levelMark) {
			continue
		}
		c := isOrgan
		for _, t := range types {
			if own, ok := strings.CutPrefix(t.name, "{R}"); ok && own == form || t.levels == "c" && strings.HasSuffix(t.name, form) {
				c |= isName
			}
		}
		words[form] |= c
	}
	slices.Sort(n.formList)
	for w := range n.nameWords {
		words[w] |= 0
	}
	for _, w := range n.organs.levels {
		words[w.word] |= 0
	}
	for w := range n.calendar.words {
		words[w] |= isTime
	}
	return words
}

// Times returns the finder of expressions of time that extract is given.
func (n *Normalizer) Times() taizhang.TimeFinder { return n.calendar }
