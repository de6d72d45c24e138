// Command floors prints the figures of an accuracy run and compares them with the floors kept beside it.
//
//	floors [-raise] FLOORS.tsv CORPUS REPORT…
//
// A floor is a line "scope, figure, floor": the scope is the shipped notice's name, a class of documents (see class.go;
// the mean over its files), "clothes" and a kind (the same documents in other clothes), LISTS (the normalizers alone),
// or SUITES (the figures of .ci/suites); a floor of 1 means every one right. It exits 1 naming each figure that
// is under its floor or missing; -raise first raises floors to the present values, and lowers none.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

const head = "# What make accuracy keeps: no figure may fall under its floor. Raise with: make accuracy RAISE=1\nscope\tfigure\tfloor\n"

// the shipped notice: its figures have floors from the start
const shipped = "sichuan-2017-ip-plan.txt"

type key struct{ scope, figure string }

type counts struct{ Hit, Pred, Gold float64 }

// f1 is the figure unrounded, so that 1 means every one right; ok is false where nothing was counted.
func (c counts) f1() (v float64, ok bool) {
	if c.Pred+c.Gold == 0 {
		return 0, false
	}
	return 2 * c.Hit / (c.Pred + c.Gold), true
}

// report is what the scorers wrote, each its part of it.
type report struct {
	Total  map[string]counts
	Mean   map[string]float64
	Min    map[string]float64
	Files  map[string]map[string]counts
	Suites map[string]counts
	Lines  map[key]float64 // of the reports in lines
}

func main() {
	raise := flag.Bool("raise", false, "raise floors to the present values")
	flag.Parse()
	if flag.NArg() < 3 {
		fmt.Fprintln(os.Stderr, "usage: floors [-raise] FLOORS.tsv CORPUS REPORT…")
		os.Exit(2)
	}
	under, err := run(flag.Arg(0), flag.Arg(1), flag.Args()[2:], *raise)
	if err != nil {
		fmt.Fprintln(os.Stderr, "floors:", err)
		os.Exit(2)
	}
	if len(under) > 0 {
		fmt.Println("under the floor:\n  " + strings.Join(under, "\n  "))
		os.Exit(1)
	}
	fmt.Println("no figure is under its floor")
}

func run(floorsFile, corpus string, reportFiles []string, raise bool) (under []string, err error) {
	r := report{Lines: map[key]float64{}}
	for _, name := range reportFiles {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if path.Ext(name) == ".txt" {
			r.readLines(string(data))
		} else if err := json.Unmarshal(data, &r); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if len(r.Files) == 0 {
		return nil, fmt.Errorf("%s: no file was scored", strings.Join(reportFiles, ", "))
	}
	floors, err := readFloors(floorsFile)
	if err != nil {
		return nil, err
	}
	show(r)
	have, err := r.values(corpus)
	if err != nil {
		return nil, err
	}
	showClasses(have)
	if raise {
		if err := os.WriteFile(floorsFile, format(raised(floors, have)), 0o644); err != nil {
			return nil, err
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(floors), compare) {
		switch v, ok := have[k]; {
		case !ok:
			under = append(under, fmt.Sprintf("%s %s: missing, floor %g", k.scope, k.figure, floors[k]))
		case v < floors[k]-1e-9:
			under = append(under, fmt.Sprintf("%s %s: %.6g, floor %g", k.scope, k.figure, v, floors[k]))
		}
	}
	return under, nil
}

// values are the figures that have floors: those of the shipped notice, of each class and kind, of lists and suites.
func (r report) values(corpus string) (map[key]float64, error) {
	out := maps.Clone(r.Lines)
	for f, c := range r.Suites {
		if v, ok := c.f1(); ok {
			out[key{"SUITES", f}] = v
		}
	}
	sum, n := map[key]float64{}, map[key]float64{}
	for file, figures := range r.Files {
		scope := shipped
		if path.Base(file) != shipped {
			var err error
			if scope, err = class(path.Join(corpus, file)); err != nil {
				return nil, err
			}
		}
		for f, c := range figures {
			if v, ok := c.f1(); ok {
				k := key{scope, f}
				sum[k] += v
				n[k]++
			}
		}
	}
	for k, v := range sum {
		out[k] = v / n[k]
	}
	return out, nil
}

// counted says of what a figure counts only what was found: it may fall while more is found, so it has a floor only
// where nearly all is.
var counted = map[string]string{"roles": "units", "raw": "deadlines", "parents": "items", "order": "items", "levels": "sections"}

// raised cuts values to four digits, so that rounding never puts a floor above its figure.
func raised(floors, have map[key]float64) map[key]float64 {
	out := maps.Clone(floors)
	for k, v := range have {
		if of, ok := counted[k.figure]; ok && have[key{k.scope, of}] < 0.9 {
			continue
		}
		out[k] = max(out[k], math.Floor(v*1e4+1e-6)/1e4)
	}
	return out
}

func compare(a, b key) int {
	if a.scope != b.scope {
		return strings.Compare(a.scope, b.scope)
	}
	return strings.Compare(a.figure, b.figure)
}

func format(floors map[key]float64) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	for _, k := range slices.SortedFunc(maps.Keys(floors), compare) {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", k.scope, k.figure, strconv.FormatFloat(floors[k], 'f', -1, 64))
	}
	return b.Bytes()
}

func readFloors(name string) (map[key]float64, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	floors := map[key]float64{}
	for i, line := range strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n") {
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "scope\t") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("%s:%d: want scope, figure and floor, separated by tabs", name, i+1)
		}
		v, err := strconv.ParseFloat(f[2], 64)
		if err != nil || !(v >= 0 && v <= 1) {
			return nil, fmt.Errorf("%s:%d: %q is no floor from 0 to 1", name, i+1, f[2])
		}
		floors[key{f[0], f[1]}] = v
	}
	return floors, nil
}

// show prints one line a file and three over all, one column a figure; the five notice figures are one column,
// the number of them that are right.
func show(r report) {
	var figures []string
	width := len("FILE")
	for f := range r.Total {
		if !strings.HasPrefix(f, "notice.") {
			figures = append(figures, f)
		}
	}
	slices.Sort(figures)
	for file := range r.Files {
		width = max(width, len(path.Base(file)))
	}
	line := func(name, notice string, cell func(string) string) {
		fmt.Printf("%-*s %6s", width, name, notice)
		for _, f := range figures {
			fmt.Printf(" %*s", max(6, len(f)), cell(f))
		}
		fmt.Println()
	}
	of := func(m map[string]counts) func(string) string {
		return func(f string) string {
			v, ok := m[f].f1()
			return number(v, ok, m[f].Hit == m[f].Pred && m[f].Hit == m[f].Gold)
		}
	}
	line("FILE", "notice", func(f string) string { return f })
	for _, file := range slices.Sorted(maps.Keys(r.Files)) {
		line(path.Base(file), notice(r.Files[file]), of(r.Files[file]))
	}
	line("ALL", notice(r.Total), of(r.Total))
	for _, m := range []struct {
		name   string
		values map[string]float64
	}{{"MEAN", r.Mean}, {"MIN", r.Min}} {
		line(m.name, "", func(f string) string { v, ok := m.values[f]; return number(v, ok, v == 1) })
	}
}

func notice(m map[string]counts) string {
	var hit, gold float64
	for f, c := range m {
		if strings.HasPrefix(f, "notice.") {
			hit, gold = hit+c.Hit, gold+c.Gold
		}
	}
	return fmt.Sprintf("%g/%g", hit, gold)
}

// number never shows 1 for something short of it.
func number(v float64, ok, whole bool) string {
	switch {
	case !ok:
		return "-"
	case whole:
		return "1"
	default:
		return fmt.Sprintf("%.4f", min(v, 0.9999))
	}
}
