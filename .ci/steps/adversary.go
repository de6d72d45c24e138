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

// adversary is a text of any size that repeats what rules look for: a stretch a group of
// words, in which they take turns.
type adversary struct {
	name   string
	groups [][]string
	in     *cloth
}

// cloth is a way to repeat a word: head begins a stretch, tail ends it.
type cloth struct{ name, head, format, between, tail string }

var clothes = []cloth{
	{"run", "", "%[1]s", "", ""},
	{"glued", "1.推进改革。（省教育厅", "省%[1]s", "", "负责）"},
	{"joined", "1.推进改革。（", "省%[1]s", "和", "省财政厅负责）"},
	{"others", "1.推进改革。（", "省%[1]s", "等", "省财政厅负责）"},
	{"list", "1.推进改革。（", "%[1]s", "、", ""},
	{"lines", "", "%[1]s", "\n", ""},
	{"items", "", "%[2]d.推进改革%[1]s。", "\n", ""},
	{"brackets", "1.推进改革", "（%[1]s）", "", ""},
	{"sentences", "1.", "推进改革，省教育厅%[1]s", "；", ""},
	{"quoted", "1.推进", "“%[1]s”《%[1]s》", "，", ""},
	{"tabs", "序号\t工作任务\t责任单位\n", "%[2]d\t推进改革%[1]s\t%[1]s", "\n", ""},
	{"barred", "", "%[1]s |", "\n", ""},
	{"barred-rows", "序号 |\n工作任务 |\n责任单位 |\n", "%[2]d |\n推进改革。 |\n%[1]s |", "\n", ""},
	{"called", "1.推进改革。\n联系人：张三\n", "%[1]s 李四 87654321", "\n", ""},
	{"cells", "序号\n工作任务\n责任单位\n", "%[2]d\n推进改革。\n%[1]s", "\n", ""},
}

// plainItems are tasks with nothing odd about them, but their number.
var plainItems = adversary{"items", [][]string{{""}}, &cloth{format: "%[2]d.推进第%[2]d项改革任务，完善体制机制。", between: "\n"}}

// text has n words in each stretch.
func (a *adversary) text(n int) string {
	var b strings.Builder
	b.WriteString("江西省人民政府关于印发2020年工作计划的通知\n赣府发〔2020〕1号\n")
	for k, words := range a.groups {
		if k > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(a.in.head)
		for i := range n {
			if i > 0 {
				b.WriteString(a.in.between)
			}
			fmt.Fprintf(&b, strings.ReplaceAll(a.in.format, "%[2]d", fmt.Sprint(i+1)), words[i%len(words)])
		}
		b.WriteString(a.in.tail)
	}
	return b.String()
}

// some is the adversary of some of the groups.
func (a *adversary) some(from, to int) *adversary {
	return &adversary{a.name, a.groups[from:to], a.in}
}

func (a *adversary) String() string {
	if len(a.groups) == 1 {
		return a.name + ":" + a.groups[0][0]
	}
	return a.name
}

// mixed repeats words in turn, in each of the clothes.
func mixed(name string, words []string) (out []adversary) {
	for i := range clothes {
		out = append(out, adversary{name + "/" + clothes[i].name, [][]string{words}, &clothes[i]})
	}
	return out
}

// alone repeats the words of each row by themselves, some rows in a text; in all of the
// clothes, or each text in another.
func alone(name string, rows [][]string, all bool) (out []adversary) {
	k, many := 0, packed
	if !all {
		many = 1
	}
	for some := range slices.Chunk(rows, many) {
		for i := range clothes {
			if all || i == k%len(clothes) {
				out = append(out, adversary{name + "/" + clothes[i].name, some, &clothes[i]})
			}
		}
		k++
	}
	return out
}

// wordsIn says in which column a table has what it looks for; others have it in the first.
var wordsIn = map[string]int{"areas": 1, "conventions": 2, "festivals": 1, "headerwords": 1, "headings": 1, "nameparts": 1, "phrases": 1, "plates": 1, "regions": 1, "statuses": 2, "traditional": 1, "units": 1}

// oneRule are tables whose rows are all met by the same rule: names of regions, and characters.
var oneRule = []string{"areas", "regions", "traditional"}

// ruleWords are the words of a reference table, the alternatives of a row together, and what
// the table is called. Rules of times are over classes of words: fixtures instance them.
// What letters say is not read.
func ruleWords() (map[string][][]string, error) {
	files, err := filepath.Glob("seeds/*.tsv")
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no tables in seeds: run it where they are (%v)", err)
	}
	out, seen := map[string][][]string{}, map[string]bool{}
	for _, f := range append(files, "fixtures/deadlines/phrases.tsv", "fixtures/units/mentions.tsv") {
		name := strings.TrimSuffix(filepath.Base(f), ".tsv")
		column := wordsIn[name]
		switch f {
		case "seeds/deadlines.tsv", "seeds/letters.tsv":
			continue
		case "fixtures/deadlines/phrases.tsv":
			name, column = "deadlines", 0
		}
		rows, err := tableRows(f)
		if err != nil {
			return nil, err
		}
		for _, cells := range rows {
			said := cells[column]
			if name == "conventions" {
				if said, err = instance(said); err != nil {
					return nil, err
				}
			}
			if said != "" && !seen[said] {
				seen[said] = true
				out[name] = append(out[name], strings.Split(placed.Replace(said), "|"))
			}
		}
	}
	return out, nil
}

var placed = strings.NewReplacer("⏎", "\n", "{N}", "九江市", "{R}", "江西省")

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

// interleaved are the words of all tables, one row of each in turn.
func interleaved(tables map[string][][]string) (out []string) {
	names, most := slices.Sorted(maps.Keys(tables)), 0
	for _, name := range names {
		most = max(most, len(tables[name]))
	}
	for i := range most {
		for _, name := range names {
			out = append(out, tables[name][i%len(tables[name])]...)
		}
	}
	return out
}
