package reader

import (
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
)

// readNotes appends the notes that the text refers to, each a block of its own.
func (d *docx) readNotes(rels []relation) error {
	if len(d.notes) == 0 {
		return nil
	}
	refs := d.notes // a note's own marks are none
	texts := map[docxRef][]string{}
	for _, r := range rels {
		kind := strings.TrimSuffix(r.kind, "s")
		if kind != "footnote" && kind != "endnote" || d.o.parts[r.target] == nil {
			continue
		}
		err := d.o.each(r.target, kind, func(x *xmlReader, e element) error {
			f := &docxFlow{}
			s := &docxStory{docx: d, x: x}
			if err := s.blocks(f); err != nil {
				return err
			}
			f.end()
			ref := docxRef{kind, e.attr("id")}
			texts[ref] = docxText(f.items, texts[ref])
			return nil
		})
		if err != nil {
			return err
		}
	}
	number := map[string]int{}
	for _, ref := range refs {
		number[ref.kind]++
		d.aside(taizhang.Paragraph, fmt.Sprintf("%s[%d]", ref.kind, number[ref.kind]), texts[ref])
		delete(texts, ref)
	}
	return nil
}

// readRunning appends headers and footers, each text once however many sections
// repeat it.
func (d *docx) readRunning(rels []relation) error {
	byID := map[string]relation{}
	for _, r := range rels {
		byID[r.id] = r
	}
	seen, number := map[string]bool{}, map[string]int{}
	for _, id := range d.running {
		r := byID[id]
		if r.kind != "header" && r.kind != "footer" || seen[r.target] || d.o.parts[r.target] == nil {
			continue
		}
		seen[r.target] = true
		var items []docxItem
		if err := d.story(r.target, func(it docxItem) { items = append(items, it) }); err != nil {
			return err
		}
		lines := docxText(items, nil)
		text := strings.Join(lines, "\n")
		if text == "" || seen["\n"+text] {
			continue
		}
		seen["\n"+text] = true
		number[r.kind]++
		d.aside(taizhang.Running, fmt.Sprintf("%s[%d]", r.kind, number[r.kind]), lines)
	}
	return nil
}

// aside appends lines beside the body as one block with a place of its own.
func (d *docx) aside(kind taizhang.BlockKind, at string, lines []string) {
	var ss taizhang.Spans
	for _, l := range lines {
		if sp := d.b.line(l); sp.Len() > 0 {
			ss = append(ss, sp)
		}
	}
	if len(ss) > 0 {
		d.b.blocks = append(d.b.blocks, taizhang.Block{Kind: kind, Spans: ss, At: at})
	}
}
