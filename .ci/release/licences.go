package main

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"strings"
)

// licences.tsv is what somebody read in each module that is in the program: its licence in SPDX's terms, and the sum of
// the texts that were read.
//
//go:embed licences.tsv
var licencesTable string

type licence struct{ id, sum string }

// licences gives the rows of the table by module.
func licences() (map[string]licence, error) {
	out := map[string]licence{}
	for i, line := range strings.Split(strings.TrimSpace(licencesTable), "\n") {
		if i == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			return nil, fmt.Errorf("licences.tsv:%d: %d columns, want module, licence, sum", i+1, len(cells))
		}
		if _, twice := out[cells[0]]; twice {
			return nil, fmt.Errorf("licences.tsv:%d: %s has a row already", i+1, cells[0])
		}
		out[cells[0]] = licence{cells[1], cells[2]}
	}
	return out, nil
}

// licenceOf returns the licence that the table has of a module with these texts, or what is to be done about it.
func licenceOf(rows map[string]licence, module string, texts []file) (string, error) {
	sum := sha256.New()
	for _, t := range texts {
		fmt.Fprintf(sum, "%s\n%s", t.name, t.data)
	}
	is := hex.EncodeToString(sum.Sum(nil))[:16]
	was, ok := rows[module]
	switch {
	case len(texts) == 0:
		return "", fmt.Errorf("%s: no licence was found in it; without one it may not be passed on", module)
	case !ok:
		return "", fmt.Errorf("%s has no row in .ci/release/licences.tsv: read its licence, and add the row with the sum %s", module, is)
	case was.sum != is:
		return "", fmt.Errorf("%s: its licence is another than the one that was read: read it, and put the sum %s into .ci/release/licences.tsv", module, is)
	}
	return was.id, nil
}
