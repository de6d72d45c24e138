package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// asPrinted puts the characters of the document in the place of those of its twin, which was
// read, in all that the draft says in words.
func (w *work) asPrinted() {
	d := w.draft
	if d.Doc.Text == w.text {
		return
	}
	for i := range d.Fields {
		f := &d.Fields[i]
		f.Raw = f.Spans.Cut(d.Doc.Text)
		w.printed(&f.Value, f.Spans)
	}
	all := taizhang.Of(0, len(w.text))
	for i := range d.Parts {
		w.printed(&d.Parts[i].Title, d.Parts[i].Spans, all)
	}
	for i := range d.Nodes {
		w.printed(&d.Nodes[i].Label, d.Nodes[i].LabelSpans)
		w.phrasesAsPrinted(&d.Nodes[i].Phrases)
	}
	for i := range d.Tables {
		t := &d.Tables[i]
		w.printed(&t.Title, t.Heading, all)
		for c := range t.Columns {
			w.printed(&t.Columns[c].Name, t.Columns[c].Spans)
		}
		for r := range t.Rows {
			for c := range t.Rows[r].Cells {
				w.printed(&t.Rows[r].Cells[c].Text, t.Rows[r].Cells[c].Spans)
			}
			w.phrasesAsPrinted(&t.Rows[r].Phrases)
		}
	}
}

func (w *work) phrasesAsPrinted(p *taizhang.Phrases) {
	for i := range p.Groups {
		for k := range p.Groups[i].Mentions {
			m := &p.Groups[i].Mentions[k]
			if m.Text == taizhang.Squeeze(m.Spans.Cut(w.text)) {
				m.Text = taizhang.Squeeze(m.Spans.Cut(w.draft.Doc.Text)) // with its readings
			}
		}
	}
}

// printed puts into s what the document prints in its place: in the first of the spans whose twin
// says s, blanks apart. What stands in none, such as a date that was computed, stays.
func (w *work) printed(s *string, in ...taizhang.Spans) {
	for _, spans := range in {
		twin, text := spans.Cut(w.text), spans.Cut(w.draft.Doc.Text)
		first, _ := utf8.DecodeRuneInString(*s)
		for at := 0; at < len(twin) && *s != ""; {
			k := strings.IndexRune(twin[at:], first)
			if k < 0 {
				break
			}
			at += k
			if out, ok := over(*s, twin[at:], text[at:]); ok {
				*s = out
				return
			}
			at += utf8.RuneLen(first)
		}
	}
}

// over writes s in the characters of text, where its twin begins with s, blanks apart.
func over(s, twin, text string) (string, bool) {
	var b strings.Builder
	at := 0
	for _, r := range s {
		x, n := utf8.DecodeRuneInString(twin[at:])
		for taizhang.Blank(x) && x != r && at < len(twin) {
			at += n
			x, n = utf8.DecodeRuneInString(twin[at:])
		}
		switch {
		case x == r && n > 0 && at < len(twin):
			b.WriteString(text[at : at+n])
			at += n
		case r == ' ': // put between Latin words
			b.WriteByte(' ')
		default:
			return "", false
		}
	}
	return b.String(), true
}
