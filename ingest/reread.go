package ingest

import (
	"io/fs"
	"sync"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/normalize"
)

// Rereader reads documents again with what a person says of the notice. The tables are
// compiled when they are first needed; where they can't be, it makes nil.
func Rereader(tables fs.FS) func(doc *taizhang.Document, said map[string]string) *taizhang.Ledger {
	pipeline := sync.OnceValue(func() *Pipeline {
		p, err := New(tables)
		if err != nil {
			return nil // which the command has said already
		}
		return p
	})
	return func(doc *taizhang.Document, said map[string]string) *taizhang.Ledger {
		if p := pipeline(); p != nil {
			return p.Document(doc, normalize.Options{Said: said})
		}
		return nil
	}
}
