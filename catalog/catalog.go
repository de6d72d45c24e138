// Package catalog says the program's messages in Chinese. English, which stands in the
// source, is the key: messages.tsv has a row for each message, terms.tsv one for each
// code, noun and heading. A test finds what is missing.
package catalog

import (
	"cmp"
	"embed"
	"slices"
	"strings"
	"sync"

	"github.com/taizhang/taizhang/seeds/tsv"
)

//go:embed messages.tsv terms.tsv
var files embed.FS

// tables are both tables, read when something is to be said in Chinese.
type tables struct {
	messages map[string]string
	terms    map[string]string
	patterns []pattern // of messages with verbs
}

var read = sync.OnceValue(func() *tables {
	t := &tables{messages: make(map[string]string), terms: make(map[string]string)}
	for name, to := range map[string]map[string]string{"messages.tsv": t.messages, "terms.tsv": t.terms} {
		rows, err := tsv.Read(files, name, "en", "zh")
		if err != nil {
			panic(err) // a test reads them
		}
		for _, r := range rows {
			en, zh := breaks.Replace(r.Cells[0]), breaks.Replace(r.Cells[1])
			to[en] = zh
			if strings.Contains(en, "%") {
				t.patterns = append(t.patterns, pattern{en: en, zh: zh})
			}
		}
	}
	slices.SortFunc(t.patterns, func(a, b pattern) int { // what says more comes first
		return cmp.Or(len(verb.Compiled().ReplaceAllString(b.en, ""))-len(verb.Compiled().ReplaceAllString(a.en, "")), strings.Compare(a.en, b.en))
	})
	return t
})

var breaks = strings.NewReplacer(`\n`, "\n", `\t`, "\t")
