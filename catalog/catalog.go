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

// tables are the messages, read when something is to be said in Chinese, and the terms.
type tables struct {
	messages map[string]string
	terms    map[string]string
	patterns []pattern // of messages with verbs
}

var terms = sync.OnceValue(func() map[string]string { return table("terms.tsv") })

// table reads one of both.
func table(name string) map[string]string {
	rows, err := tsv.Read(files, name, "en", "zh")
	if err != nil {
		panic(err) // a test reads them
	}
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		out[breaks.Replace(r.Cells[0])] = breaks.Replace(r.Cells[1])
	}
	return out
}

var read = sync.OnceValue(func() *tables {
	t := &tables{messages: table("messages.tsv"), terms: terms()}
	for _, some := range []map[string]string{t.messages, t.terms} {
		for en, zh := range some {
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
