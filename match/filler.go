package match

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// fillerWeight is what a gram of filler counts.
const fillerWeight = 0.1

// vocabulary is seeds/fillers.tsv.
type vocabulary struct {
	fillers map[rune][]string // by their first character, the longest first
	verbs   map[string]bool
}

// words are the built-in ones, whatever tables a user brings: uids are carried by them.
var words = sync.OnceValue(func() *vocabulary {
	rows, err := tsv.Read(seeds.FS(), "fillers.tsv", "word", "kind")
	if err != nil {
		panic(err) // a test reads it
	}
	v := &vocabulary{fillers: make(map[rune][]string), verbs: make(map[string]bool)}
	for _, r := range rows {
		word := r.Cells[0]
		if r.Cells[1] == "verb" {
			v.verbs[word] = true
			continue
		}
		first, _ := utf8.DecodeRuneInString(word)
		v.fillers[first] = append(v.fillers[first], word)
	}
	for _, list := range v.fillers {
		slices.SortFunc(list, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	}
	return v
})

// filler returns how many bytes of filler a text begins with.
func (v *vocabulary) filler(s string) int {
	r, _ := utf8.DecodeRuneInString(s)
	for _, f := range v.fillers[r] {
		if strings.HasPrefix(s, f) {
			return len(f)
		}
	}
	return 0
}
