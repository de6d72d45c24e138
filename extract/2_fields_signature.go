package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// signature takes the first date that stands alone after the title, and the organs signed above it; where none does, the
// organs that end the text.
func (w *work) signature() {
	for i := range w.lines {
		s := w.folded(i)
		if i == 0 || !w.open(i) || len(w.str(i)) > 60 || !dateLine.MatchString(s) {
			continue
		}
		w.signers(i)
		w.take(i, "signed_on", isoDate(s), taizhang.Spans{w.lines[i].span})
		return
	}
	last := len(w.lines)
	for last > 1 && w.lines[last-1].grid == nil && (!w.open(last-1) || roughDate.MatchString(w.folded(last-1))) {
		last--
	}
	if first := w.signedFrom(last); first > 0 && first < last && w.signs(first) && (w.lines[first-1].use == asField || ends(lastRune(w.folded(first-1)))) {
		w.signers(last)
		w.takeOpen(last, len(w.lines), asField) // a date that can't be read
	}
}

// signedFrom returns the first of the lines before line last that sign: organs, each of which may go on over one more line,
// and a seal below them.
func (w *work) signedFrom(last int) (first int) {
	first = last
	name := func(i int) bool {
		return i >= 0 && w.open(i) && !w.labelled(i) && len(w.issuers(i)) > 0
	}
	for {
		switch k := first - 1; {
		case k > 0 && first == last && (sealLine.MatchString(w.folded(k)) && w.open(k) || w.personSigns(k) && name(k-1)):
			last--
			first--
		case name(k) && !(first < last && (w.namedBelow() || w.words.ofLevel(w.folded(k)) && !w.words.ofLevel(w.folded(first)))): // 市卫生健康委 over 云海市人民政府 answers for the last task
			first--
		case first == last && k > 0 && name(k-1) && !w.words.ofLevel(w.folded(k-1)) && w.restOfName(k):
			first -= 2
		default:
			return first
		}
	}
}

// restOfName reports whether line i is the rest of the name in the line above: short, without any mark, and joined they are
// an organ's name or what the title says.
func (w *work) restOfName(i int) bool {
	if !w.open(i) || w.labelled(i) {
		return false
	}
	s := w.folded(i)
	if s == "" || len(s) > 60 || strings.ContainsAny(s, "。;:,、，；《(") || dateLine.MatchString(s) {
		return false
	}
	whole := w.folded(i-1) + s
	return (w.words.organ(whole, false) || w.words.endsIn(whole, "name-rest")) && !w.words.says(whole) || strings.Contains(taizhang.FoldString(w.first("title").Value), whole)
}

// personSigns reports whether line i is a post and the name of who has it.
func (w *work) personSigns(i int) bool {
	return w.open(i) && !w.labelled(i) && len(w.parted(i)) == 2 && runes(w.folded(i)) <= longestPost && w.words.person(w.lastWord(i))
}

// longestPost is how many characters a post and the name behind it have at most: 副区长 欧阳明.
const longestPost = 12

// signers takes the organs that sign above line last.
func (w *work) signers(last int) {
	from, to := w.signedFrom(last), last
	for to > from && (sealLine.MatchString(w.folded(to-1)) || w.personSigns(to-1)) {
		to--
		w.lines[to].use = asField
	}
	if from < to && from > 0 && w.signsOver(from-1) {
		from--
	}
	for k := from; k < to; {
		end := k + 1
		for end < to && (w.signsOver(end-1) || len(w.issuers(end)) == 0 || slices.Contains(w.words.phrases["office"], w.folded(end))) { // 办公室 is of the organ above
			end++
		}
		names := eachAlone(w.issuers(k))
		if end > k+1 {
			names = w.organsIn(k, end)
		}
		for _, o := range names {
			last := &o[len(o)-1]
			last.End = last.Start + len(unsealed(w.text[last.Start:last.End]))
			w.field("issuer", taizhang.Squeeze(o.Cut(w.text)), o)
		}
		w.useAll(k, end, asField)
		k = end
	}
}

// signsOver reports whether the last name in line i goes on in the next one: as the title names it.
func (w *work) signsOver(i int) bool {
	name := unsealed(w.folded(i + 1))
	return w.open(i) && w.torn(i, name, len(w.issuers(i)) > 0) && strings.Contains(taizhang.FoldString(w.first("title").Value), w.lastWord(i)+name)
}

// unsealed is a name without the note on its seal behind it: 某某委（代章）.
func unsealed(name string) string {
	if k := lastAny(name, "(（"); k > 0 && sealLine.MatchString(taizhang.FoldString(name[k:])) {
		return name[:k]
	}
	return name
}

// eachAlone makes spans of their own of names that stand in one span each.
func eachAlone(names taizhang.Spans) []taizhang.Spans {
	out := make([]taizhang.Spans, len(names))
	for i, s := range names {
		out[i] = taizhang.Spans{s}
	}
	return out
}

// organsIn returns the names with blanks between them in lines [from, to), each of which goes on
// with the last one of the line before.
func (w *work) organsIn(from, to int) []taizhang.Spans {
	var out []taizhang.Spans
	for k := from; k < to; k++ {
		names := eachAlone(w.parted(k))
		if n := len(out); n > 0 && len(names) > 0 {
			out[n-1] = append(out[n-1], names[0]...)
			names = names[1:]
		}
		out = append(out, names...)
	}
	return out
}

// signs reports whether line i is a signature or its date: an organ's name alone, as stands below no task.
func (w *work) signs(i int) bool {
	return dateLine.MatchString(w.folded(i)) && !w.labelled(i) || w.organAlone(i) && !w.namedBelow()
}

// organAlone reports whether line i is an organ's name and nothing else: 市卫生健康委 answers for a task, and signs nothing.
func (w *work) organAlone(i int) bool {
	s := w.folded(i)
	return !w.labelled(i) && len(s) <= 90 && !strings.ContainsAny(s, "。;:,、，；《(") && w.words.organ(s, false) && !w.words.ofLevel(s)
}

// namedBelow reports whether an organ's name stands alone below a block that another follows: so they answer for the blocks,
// and the one below the last block signs nothing.
func (w *work) namedBelow() bool {
	if w.below == 0 {
		w.below = -1
		begun := false
		for i := 0; i+1 < len(w.lines) && w.below < 0; i++ {
			if begun && w.open(i) && w.organAlone(i) && w.open(i+1) && w.labelled(i+1) && !w.organAlone(i-1) { // no list of who takes part
				w.below = 1
			}
			begun = begun || w.open(i) && w.labelled(i)
		}
	}
	return w.below > 0
}
