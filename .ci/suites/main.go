// Command suites runs public suites of Chinese expressions of time through the normalizer, as a floor: of the cases
// that name a day, a span of days or a period that a plan notice could contain, how many are right?
//
//	suites [-v] DIR > SUITES.json
//
// DIR holds recognizers-text, jionlp and duckling-zh. The table goes to standard error, the counts that
// .ci/floors compares to standard output. kinds.tsv says which kinds of phrase count, compare.go what right means.
package main

import (
	"embed"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/seeds/tsv"
)

//go:embed kinds.tsv
var tables embed.FS

// testCase is a phrase of a suite, with the answers that the suite accepts.
type testCase struct {
	suite  string
	form   string // what the suite calls it: day, span, holiday, repeat, length, clock, none
	phrase string
	year   int           // of the reference time: the plan year
	issued taizhang.Date // the reference time: when the notice was issued
	want   []answer
}

// answer is what a phrase means: the first and the last day, either empty where the span is open, or how often it
// comes back.
type answer struct {
	start, end taizhang.Date
	every      string
}

// kind is a row of kinds.tsv.
type kind struct {
	name    string
	counts  string // no, dates, or the kind of deadline that alone is compared
	pattern *regexp.Regexp
	why     string
}

func (k kind) left() bool { return k.counts == "no" }

// score counts in the form that .ci/floors reads.
type score struct{ Hit, Pred, Gold int }

func main() {
	verbose := flag.Bool("v", false, "print the cases that are not right, and those left out")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: suites [-v] DIR")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "suites:", err)
		os.Exit(2)
	}
}

func run(dir string, verbose bool) error {
	kinds, err := readKinds()
	if err != nil {
		return err
	}
	n, err := normalize.New(seeds.FS())
	if err != nil {
		return err
	}
	byKind := make([]score, len(kinds))
	suites := map[string]score{}
	for _, read := range []struct {
		suite string
		cases func(dir string) ([]testCase, error)
	}{{"recognizers-text", recognizers}, {"jionlp", jionlp}, {"duckling-zh", duckling}} {
		cases, err := read.cases(filepath.Join(dir, read.suite))
		if err != nil {
			return fmt.Errorf("%s: %w", read.suite, err)
		}
		seen := map[string]bool{}
		for _, c := range cases {
			slices.SortFunc(c.want, func(a, b answer) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			c.want = slices.Compact(c.want)
			key := fmt.Sprintln(c.phrase, c.year, c.issued, c.want)
			if seen[key] {
				continue // one case stands in several files
			}
			seen[key] = true
			c.suite = read.suite
			k, err := kindOf(kinds, c)
			if err != nil {
				return err
			}
			byKind[k].Gold++
			if kinds[k].left() {
				if verbose {
					fmt.Fprintf(os.Stderr, "%s\t%s\t%s left out: %s %v\n", c.suite, kinds[k].name, c.phrase, c.form, c.want)
				}
				continue
			}
			got := n.Deadlines(c.phrase, c.year, c.issued)
			right := c.right(got)
			if kinds[k].counts != "dates" {
				right = len(got) == 1 && string(got[0].Kind) == kinds[k].counts
			}
			for _, scope := range []string{"all", read.suite} {
				s := suites[scope]
				s.Gold, s.Pred = s.Gold+1, s.Pred+1
				if right {
					s.Hit++
				}
				suites[scope] = s
			}
			if right {
				byKind[k].Hit++
			} else if verbose {
				fmt.Fprintf(os.Stderr, "%s\t%s\t%s (%d %s)\twant %v, got %s\n", c.suite, kinds[k].name, c.phrase, c.year, c.issued, c.want, show(got))
			}
		}
	}
	counted, left := 0, 0
	for i, k := range kinds {
		if !k.left() {
			counted += byKind[i].Gold
			fmt.Fprintf(os.Stderr, "%4d of %4d right  %s\n", byKind[i].Hit, byKind[i].Gold, k.name)
		}
	}
	for i, k := range kinds {
		if k.left() {
			left += byKind[i].Gold
			fmt.Fprintf(os.Stderr, "%4d left out       %s: %s\n", byKind[i].Gold, k.name, k.why)
		}
	}
	all := suites["all"]
	fmt.Fprintf(os.Stderr, "suites: %d/%d=%.4f right; %d of %d cases left out\n", all.Hit, counted, float64(all.Hit)/float64(counted), left, counted+left)
	return json.NewEncoder(os.Stdout).Encode(map[string]any{"Suites": suites})
}

// readKinds reads kinds.tsv: the first pattern that fits "suite form phrase" is a case's kind.
func readKinds() ([]kind, error) {
	rows, err := tsv.Read(tables, "kinds.tsv", "kind", "counts", "pattern", "why")
	if err != nil {
		return nil, err
	}
	var out []kind
	for _, r := range rows {
		p, err := regexp.Compile(r.Cells[2])
		if err != nil {
			return nil, r.Errorf("pattern: %v", err)
		}
		out = append(out, kind{r.Cells[0], r.Cells[1], p, r.Cells[3]})
	}
	return out, nil
}

func kindOf(kinds []kind, c testCase) (int, error) {
	s := c.suite + " " + c.form + " " + strings.ReplaceAll(taizhang.FoldString(c.phrase), "的", "")
	for i, k := range kinds {
		if k.pattern.MatchString(s) {
			return i, nil
		}
	}
	return 0, fmt.Errorf("kinds.tsv has no kind for %q", s)
}

func show(ds []taizhang.Deadline) string {
	var out []string
	for _, d := range ds {
		out = append(out, fmt.Sprintf("%s %s…%s by %s", d.Kind, d.Start, d.End, d.Rule))
	}
	return strings.Join(out, "; ")
}
