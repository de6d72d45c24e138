package extract

import (
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang/seeds/tsv"
)

// Where a heading ends that a sentence stands glued to: 政策衔接区民政部门要…. Every place has signs for it and against: the last
// characters of the heading, the first of the sentence, its length, a word of it said again, how the blocks beside it begin. Each
// sign has a price (seeds/headings.tsv), fitted on headings whose lines are known (headings_fit_test.go); the dearest reading is
// taken, of which one is that all of it is the heading.

// plainly makes a digit of any, and one mark of two.
var plainly = strings.NewReplacer("1", "0", "2", "0", "3", "0", "4", "0", "5", "0", "6", "0", "7", "0", "8", "0", "9", "0", "，", ",", "（", "(", "）", ")")

// lead is how a block begins: its words up to the first stop on its line, and that stop; "" for none.
type lead struct{ text, stop string }

// How many runes of a lead are looked at, a heading has, and one that stands alone or before a stop.
const (
	mostLead  = 120
	mostCut   = 40
	leastText = 6 // behind a heading, but before a colon
	mostAlone = 29
	farBeside = 4   // blocks on each side
	mostSaid  = 135 // bytes of what they say
)

// headingPrices are the prices by kind of sign and word.
type headingPrices map[string]map[string]float64

func readHeadings(fsys fs.FS) (headingPrices, error) {
	rows, err := tsv.Read(fsys, "headings.tsv", "sign", "word", "price")
	if err != nil {
		return nil, err
	}
	out := headingPrices{}
	for _, r := range rows {
		if out[r.Cells[0]] == nil {
			out[r.Cells[0]] = map[string]float64{}
		}
		if out[r.Cells[0]][r.Cells[1]], err = strconv.ParseFloat(r.Cells[2], 64); err != nil {
			return nil, r.Errorf("price %q; want a number", r.Cells[2])
		}
	}
	return out, nil
}

// headingSigns calls sign with each sign of each reading of a lead: that the heading ends behind its first at runes, or, at 0, that
// nothing is cut off.
func (v *vocabulary) headingSigns(l lead, beside []lead, sign func(at int, kind, word string)) {
	s := []rune(beginning(l.text, mostLead*utf8.UTFMax))
	if len(s) > mostLead {
		s = s[:mostLead]
	}
	plain := []rune(plainly.Replace(string(s))) // what the words of the table are of
	full, verb := string(s), v.beginsWith(l.text, "heading-verb")
	sign(0, "whole", l.stop)
	sign(0, "whole-length", span(len(s)))
	if k := strings.IndexAny(full, ",，"); k >= 0 {
		sign(0, "whole-clause", span(runes(full[:k])))
	}
	if verb {
		sign(0, "whole-verb", span(len(s)))
	}
	alone, stopped, length := 0, 0, 0
	for _, x := range beside {
		switch n := runes(x.text); {
		case x.stop == "" && n < mostAlone:
			alone, length = alone+1, length+n
		case x.stop == "。" && n < mostAlone:
			stopped++
		}
	}
	sign(0, "whole-alone", howMany(alone, len(beside)))
	sign(0, "whole-stopped", howMany(stopped, len(beside)))
	open := 0
	for i := 1; i < min(len(s)-1, mostCut+1); i++ {
		switch {
		case strings.ContainsRune("(《〈“", plain[i-1]):
			open++
		case strings.ContainsRune(")》〉”", plain[i-1]):
			open--
		}
		if i == 1 || open != 0 || l.stop != "：" && len(s)-i < leastText || strings.ContainsRune(",、;；)》”", plain[i]) || strings.ContainsRune("、,", plain[i-1]) {
			continue
		}
		text := string(s[i:])
		if plain[i-1] == '0' && plain[i] == '0' || v.beginsWith(text, "text-bound") && !v.beginsWith(text, "text-free") {
			continue
		}
		for n := 1; n <= 3; n++ {
			sign(i, "end", string(plain[max(0, i-n):i]))
			sign(i, "begin", string(plain[i:min(len(s), i+n)]))
		}
		sign(i, "length", span(i))
		sign(i, "behind", span(len(s)-i))
		if verb {
			sign(i, "length-verb", span(i))
		}
		if alone > 0 {
			sign(i, "beside-length", strconv.Itoa(max(-6, min(6, i-length/alone))))
		}
		head := string(s[:i])
		for k, is := range [...]bool{strings.ContainsAny(head, ",，"), v.headingWords(head), v.endsWith(head, "heading-noun"), v.organ(head, true),
			strings.HasPrefix(text, head), strings.HasPrefix(text, string(s[:2])), strings.HasPrefix(text, string(s[i-2:i])), i >= 4 && strings.Contains(text, string(s[i-4:i]))} {
			if is {
				sign(i, "heading", [...]string{"clauses", "words", "noun", "organ", "again", "its first again", "its last again", "its end inside"}[k])
			}
		}
		v.opensText(text, func(kind, word string) { sign(i, kind, word) })
		if l.stop == "：" && len(s)-i <= 8 {
			sign(i, "key", text)
		}
		begins, ends := 0, 0
		for _, x := range beside {
			if strings.Index(beginning(x.text, mostSaid), string(s[i:min(len(s), i+3)])) > 3 {
				begins++
			}
			if strings.Index(beginning(x.text, mostSaid), string(s[i-2:i])) > 0 {
				ends++
			}
		}
		sign(i, "beside-begin", howMany(begins, len(beside)))
		sign(i, "beside-end", howMany(ends, len(beside)))
	}
}

// farSubject and farPredicate are how many runes the subject of a text has at most, and stand before its predicate.
const (
	farSubject   = 14
	farPredicate = 16
)

// opensText are the signs that a text begins: an organ and what it does, a date, words that open texts, a predicate.
func (v *vocabulary) opensText(text string, sign func(kind, word string)) {
	for _, kind := range []string{"text-sure", "preamble", "heading-verb"} {
		if v.beginsWith(text, kind) {
			sign("text", kind)
		}
	}
	if startsDate.MatchString(text) {
		sign("text", "date")
	}
	n := 0
	for k := range beginning(text, (farSubject+1)*utf8.UTFMax) {
		if n++; n > 2 && n <= farSubject+1 && v.organ(text[:k], false) {
			sign("text", "organ")
			if v.beginsWith(text[k:], "text-predicate") {
				sign("text", "organ-acts")
			}
			break
		}
	}
	clause := beginning(text, farPredicate*utf8.UTFMax)
	if k := strings.IndexAny(clause, "，,、"); k >= 0 {
		clause = clause[:k]
	}
	for k := range clause {
		if word := v.kinds["text-predicate"].begins(clause[k:]); k > 0 && word != "" {
			sign("predicate", word)
			break
		}
	}
}

// span is a length, the longer the coarser.
func span(n int) string {
	for _, most := range []int{40, 30, 24, 18, 14} {
		if n > most {
			return ">" + strconv.Itoa(most)
		}
	}
	return strconv.Itoa(n)
}

// howMany says how many of the blocks beside have a sign.
func howMany(n, all int) string {
	switch {
	case all == 0:
		return "no others"
	case n == 0:
		return "none"
	case n*3 < all:
		return "few"
	case n*3 < all*2:
		return "some"
	}
	return "most"
}

// headingEnd returns where the heading ends that a sentence stands glued to in l, by its words and by how the blocks beside it begin; 0
// where none does.
func (v *vocabulary) headingEnd(l lead, beside []lead) int {
	var prices [mostCut + 1]float64
	var may [mostCut + 1]bool
	v.headingSigns(l, beside, func(at int, kind, word string) {
		prices[at] += v.headings[kind][word]
		may[at] = true
	})
	best := 0
	for at := range prices {
		if may[at] && prices[at] > prices[best] {
			best = at
		}
	}
	n := 0
	for i := range l.text {
		if n == best {
			return i
		}
		n++
	}
	return 0
}
