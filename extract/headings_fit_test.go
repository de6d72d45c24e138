package extract

import (
	"bufio"
	"flag"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var fitFrom = flag.String("fit", "", "fit seeds/headings.tsv on the examples in this `file`: document, weight, runes of the heading (0: all of it is one), stop, text, leads beside it with their stops, by |")

// example is a lead whose heading is known: by line ends that other copies of its document have, or by hand.
type example struct {
	document string
	weight   float64
	readings []fitted
	right    int
}

// fitted is a reading of an example: where the heading ends, and its signs.
type fitted struct {
	at    int
	signs []int32 // by their place in the list of all
}

const (
	folds      = 8
	passes     = 12
	pace       = 0.15
	leastWorth = 0.02 // what a sign must be worth to have a price
	ofCases    = 100  // what a case of the tests weighs beside an example
	leastHad   = 20   // documents that have a sign which has one: what fewer have says more of them than of headings
)

// TestFitHeadings fits the prices of seeds/headings.tsv, where -fit names examples, and says how many headings are found in documents
// that the prices were not fitted on.
func TestFitHeadings(t *testing.T) {
	if *fitFrom == "" {
		t.Skip("-fit names no examples")
	}
	examples, signs := readExamples(t, words(t), *fitFrom)
	whole, cuts, right, cut, wrongly := 0, 0, 0, 0, 0
	for k := range folds {
		held := func(e example) bool {
			h := fnv.New32a()
			h.Write([]byte(e.document))
			return int(h.Sum32()%folds) == k
		}
		prices := fitPrices(slices.DeleteFunc(slices.Clone(examples), held), len(signs))
		for _, e := range examples {
			if !held(e) || e.weight < 1 {
				continue
			}
			got, want := e.best(prices), e.readings[e.right].at
			switch {
			case want == 0:
				whole++
				if got != 0 {
					wrongly++
				}
			default:
				cuts++
				if got == want {
					cut++
				}
			}
			if got == want {
				right++
			}
		}
	}
	t.Logf("of documents left out: %d of %d leads right; %d of %d headings parted, %d of %d wrongly", right, whole+cuts, cut, cuts, wrongly, whole)
	writePrices(t, signs, fitPrices(examples, len(signs)))
}

func readExamples(t *testing.T, v *vocabulary, name string) (out []example, signs []string) {
	known := map[string]int32{}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	leadWith := func(s string) lead {
		for _, stop := range []string{"。", "："} {
			if text, ok := strings.CutSuffix(s, stop); ok {
				return lead{text, stop}
			}
		}
		return lead{text: s}
	}
	add := func(document string, weight float64, at int, l lead, beside []lead) {
		e := example{document: document, weight: weight, right: -1}
		v.headingSigns(l, beside, func(end int, kind, word string) {
			if n := len(e.readings); n == 0 || e.readings[n-1].at != end {
				e.readings = append(e.readings, fitted{at: end})
				if end == at {
					e.right = n
				}
			}
			r := &e.readings[len(e.readings)-1]
			name := kind + "\t" + word
			if _, ok := known[name]; !ok {
				known[name], signs = int32(len(signs)), append(signs, name)
			}
			r.signs = append(r.signs, known[name])
		})
		if e.right >= 0 {
			out = append(out, e)
		}
	}
	for _, text := range slices.Sorted(maps.Keys(headingCases)) {
		add(text, ofCases, runes(headingCases[text]), lead{text, "。"}, nil)
	}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<22)
	for in.Scan() {
		c := strings.Split(in.Text(), "\t")
		if len(c) != 6 || runes(c[4]) < 3 {
			continue
		}
		at, _ := strconv.Atoi(c[2])
		weight, err := strconv.ParseFloat(c[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		var beside []lead
		for s := range strings.SplitSeq(c[5], "|") {
			if s != "" {
				beside = append(beside, leadWith(s))
			}
		}
		add(c[0], weight, at, lead{c[4], c[3]}, beside)
	}
	return out, signs
}

// best returns where the heading ends by the prices.
func (e *example) best(prices []float64) int {
	best, at := math.Inf(-1), 0
	for _, r := range e.readings {
		sum := 0.0
		for _, s := range r.signs {
			sum += prices[s]
		}
		if sum > best {
			best, at = sum, r.at
		}
	}
	return at
}

// fitPrices makes the right readings the likeliest: logistic regression, which leaves signs of little worth without a price.
func fitPrices(examples []example, signs int) []float64 {
	had, last, prices, moved := make([]int, signs), make([]string, signs), make([]float64, signs), make([]float64, signs)
	for _, e := range examples {
		for _, r := range e.readings {
			for _, s := range r.signs {
				if last[s] != e.document {
					last[s] = e.document
					had[s]++
				}
			}
		}
	}
	for range passes {
		for _, e := range examples {
			odds, all := make([]float64, len(e.readings)), 0.0
			for k, r := range e.readings {
				for _, s := range r.signs {
					odds[k] += prices[s]
				}
				odds[k] = math.Exp(min(odds[k], 50))
				all += odds[k]
			}
			for k, r := range e.readings {
				d := odds[k] / all
				if k == e.right {
					d--
				}
				if d *= e.weight; math.Abs(d) < 1e-4 {
					continue
				}
				for _, s := range r.signs {
					if had[s] < leastHad {
						continue
					}
					moved[s] += d * d
					step := pace / math.Sqrt(moved[s]+1e-6)
					x := prices[s] - step*d
					prices[s] = math.Copysign(max(0, math.Abs(x)-step*leastWorth), x)
				}
			}
		}
	}
	return prices
}

func writePrices(t *testing.T, signs []string, prices []float64) {
	const name = "../seeds/headings.tsv"
	old, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(old)) {
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "sign\t") {
			out = append(out, line)
		}
	}
	var rows []string
	for sign, price := range prices {
		if math.Abs(price) >= 0.05 {
			rows = append(rows, fmt.Sprintf("%s\t%.2f\n", signs[sign], price))
		}
	}
	slices.Sort(rows)
	if err := os.WriteFile(name, []byte(strings.Join(append(out, rows...), "")), 0o644); err != nil {
		t.Fatal(err)
	}
}
