package main

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp/syntax"
	"slices"
	"strings"
)

// adversary is a text of any size that repeats what one rule looks for.
type adversary struct {
	name string
	text func(bytes int) string
}

// clothes are the ways in which adversaries repeat a word.
var clothes = []struct{ name, head, format, between string }{
	{"run", "", "%[1]s", ""},
	{"list", "1.推进改革。（", "%[1]s", "、"},
	{"lines", "", "%[1]s", "\n"},
	{"items", "", "%[2]d.推进改革%[1]s。", "\n"},
	{"brackets", "1.推进改革", "（%[1]s）", ""},
	{"sentences", "1.", "推进改革，省教育厅%[1]s", "；"},
	{"quoted", "1.推进", "“%[1]s”《%[1]s》", "，"},
	{"tabs", "序号\t工作任务\t责任单位\n", "%[2]d\t推进改革%[1]s\t%[1]s", "\n"},
	{"cells", "序号\n工作任务\n责任单位\n", "%[2]d\n推进改革。\n%[1]s", "\n"},
}

// adversariesOf are a text a way for words that are repeated in turn.
func adversariesOf(name string, words []string) (out []adversary) {
	for i := range clothes {
		c := &clothes[i]
		out = append(out, adversary{name + "/" + c.name, func(size int) string {
			var b strings.Builder
			b.WriteString("江西省人民政府关于印发2020年工作计划的通知\n赣府发〔2020〕1号\n" + c.head)
			for n := 0; b.Len() < size; n++ {
				if n > 0 {
					b.WriteString(c.between)
				}
				fmt.Fprintf(&b, strings.ReplaceAll(c.format, "%[2]d", fmt.Sprint(n+1)), words[n%len(words)])
			}
			return b.String()
		}})
	}
	return out
}

// ruleWords are the words of a reference table, one a row, and what the table is called.
func ruleWords() (map[string][]string, error) {
	out := map[string][]string{}
	files, err := filepath.Glob("seeds/*.tsv")
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no tables in seeds: run it where they are (%v)", err)
	}
	for _, f := range append(files, "fixtures/deadlines/phrases.tsv", "fixtures/units/mentions.tsv") {
		name := strings.TrimSuffix(filepath.Base(f), ".tsv")
		rows, err := tableRows(f)
		if err != nil {
			return nil, err
		}
		column := map[string]int{"headerwords": 1, "phrases": 1, "conventions": 2, "units": 1, "plates": 1}[name]
		switch name {
		case "deadlines", "levels", "traditional", "regions", "areas": // rules over classes of words, which phrases.tsv instances; single characters
			continue
		case "phrases":
			if strings.Contains(f, "fixtures") {
				name, column = "deadlines", 0
			}
		}
		for _, cells := range rows {
			word := strings.NewReplacer("⏎", "\n", "{N}", "九江市", "{R}", "江西省").Replace(cells[column])
			if word, _, _ = strings.Cut(word, "|"); name == "conventions" {
				if word, err = instance(cells[column]); err != nil {
					return nil, err
				}
			}
			if word != "" {
				out[name] = append(out[name], word)
			}
		}
	}
	return out, nil
}

func tableRows(file string) (rows [][]string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for header := true; s.Scan(); {
		if line := s.Text(); line != "" && line[0] != '#' {
			if !header {
				rows = append(rows, strings.Split(line, "\t"))
			}
			header = false
		}
	}
	return rows, s.Err()
}

// instance is a text that a regular expression matches.
func instance(pattern string) (string, error) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	var say func(*syntax.Regexp)
	say = func(re *syntax.Regexp) {
		switch re.Op {
		case syntax.OpLiteral:
			b.WriteString(string(re.Rune))
		case syntax.OpCharClass:
			r := re.Rune[len(re.Rune)-1]
			if re.Rune[0] <= '省' && len(re.Rune) > 4 { // all but some
				r = '省'
			}
			b.WriteRune(r)
		case syntax.OpAlternate:
			say(re.Sub[0])
		case syntax.OpRepeat:
			for range max(1, re.Min) {
				say(re.Sub[0])
			}
		default:
			for _, sub := range re.Sub {
				say(sub)
			}
		}
	}
	say(re)
	return b.String(), nil
}

func sortedNames(tables map[string][]string) []string { return slices.Sorted(maps.Keys(tables)) }

// interleaved are the words of all tables, one of each in turn.
func interleaved(tables map[string][]string) (out []string) {
	names, most := sortedNames(tables), 0
	for _, name := range names {
		most = max(most, len(tables[name]))
	}
	for i := range most {
		for _, name := range names {
			out = append(out, tables[name][i%len(tables[name])])
		}
	}
	return out
}

// plainItems are tasks with nothing odd about them, but their number.
func plainItems() adversary {
	return adversary{"items", func(size int) string {
		var b strings.Builder
		b.WriteString("江西省人民政府关于印发2020年工作计划的通知\n赣府发〔2020〕1号\n")
		for n := 1; b.Len() < size; n++ {
			fmt.Fprintf(&b, "%d.推进第%d项改革任务，完善体制机制。\n", n, n)
		}
		return b.String()
	}}
}
