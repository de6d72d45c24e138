// Command taizhang turns government plan notices into a task ledger.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

func main() {
	p, err := ingest.New(seeds.FS())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	path := os.Args[len(os.Args)-1]
	l, err := p.File(path, os.Stdin, normalize.Options{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for _, a := range os.Args {
		if a == "text" {
			w.WriteString(l.Docs[0].Text)
			return
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	e.Encode(l)
}
