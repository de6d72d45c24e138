package decide

import (
	"slices"

	"github.com/taizhang/taizhang"
)

// SecondOf is the entry that the other reading of a finding changes, empty for a field of the notice; false where the
// finding has none, or none that one decision makes.
func (b *Builder) SecondOf(f *taizhang.Finding) (id string, ok bool) {
	switch x := f.Second; {
	case x == nil:
		return "", false
	case x.Of == taizhang.OfLabel:
		id, _ = b.numeral(f)
		return id, id != ""
	case x.Of == taizhang.OfDeadline, x.Of == taizhang.OfColumns:
		return f.Task, b.Of.UIDs[f.Task] != ""
	default:
		return "", wordOf(x.Of) != ""
	}
}

// Second takes the other reading that a finding knows, which SecondOf has an entry for.
func (b *Builder) Second(f *taizhang.Finding) (Decision, error) {
	id, ok := b.SecondOf(f)
	e, there := EntryOf(b.Of, b.Of.UIDs[id])
	if !ok || id != "" && !there {
		return Decision{}, &ChangedError{}
	}
	switch x := f.Second; x.Of {
	case taizhang.OfLabel:
		if _, from := b.numeral(f); from >= 0 {
			return b.Split(e, e.Text[from:])
		}
		return b.Join(e)
	case taizhang.OfDeadline:
		i := slices.IndexFunc(e.Deadlines, func(d taizhang.Deadline) bool { return len(f.Spans) > 0 && d.Spans.Contains(f.Spans.Start()) })
		if i < 0 {
			return Decision{}, &ChangedError{}
		}
		return b.Deadline(e, i, x.Value)
	case taizhang.OfColumns:
		roles, _ := ReadColumns(x.Value)
		return b.Table(e, roles)
	default:
		return b.Field(x.Of, x.Value)
	}
}

// numeral is the node at whose label a finding stands, or within whose text, from that byte of it; -1 for the label.
func (b *Builder) numeral(f *taizhang.Finding) (id string, from int) {
	at := f.Spans.Start()
	for i := range b.Of.Nodes {
		switch n := &b.Of.Nodes[i]; {
		case n.LabelSpans.Contains(at) && i > 0:
			return n.ID, -1
		case n.Spans.Contains(at) && !n.Section && n.Spans.Cut(b.Of.Text()) == n.Text:
			for _, s := range n.Spans {
				if at < s.End {
					return n.ID, from + at - s.Start
				}
				from += s.Len()
			}
		}
	}
	return "", -1
}

// told takes away the doubt of two readings of something, of which a person said one: of what stands there, or
// of the one such thing that a notice has.
func (w *work) told(of string, there ...taizhang.Span) {
	w.drop(func(f *taizhang.Finding) bool {
		return f.Second != nil && f.Second.Of == of && (wordOf(of) != "" || len(f.Spans) > 0 && taizhang.Spans(there).Contains(f.Spans.Start()))
	})
}
