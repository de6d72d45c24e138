package decide

import (
	"slices"

	"github.com/taizhang/taizhang"
)

// PartKindWord is a kind of part, and what it is called.
type PartKindWord struct {
	Kind taizhang.PartKind
	Word string
}

// PartKinds are all of them.
var PartKinds = []PartKindWord{{taizhang.NoticePart, "通知"}, {taizhang.PlanPart, "方案"}, {taizhang.SchedulePart, "任务表"}, {taizhang.AnnexPart, "其他附件"}}

// PartWord is what a kind of part is called; empty of what is none.
func PartWord(kind taizhang.PartKind) string {
	for _, k := range PartKinds {
		if k.Kind == kind {
			return k.Word
		}
	}
	return ""
}

// PartOf is the part that an entry stands in.
func PartOf(l *taizhang.Ledger, e Entry) (taizhang.Part, bool) {
	i := partAt(l, e.place)
	if i < 0 {
		return taizhang.Part{}, false
	}
	return l.Parts[i], true
}

func partAt(l *taizhang.Ledger, p place) int {
	id := ""
	if p.node != nil {
		id = p.node.Part
	} else if p.table != nil {
		id = p.table.Part
	}
	return slices.IndexFunc(l.Parts, func(part taizhang.Part) bool { return part.ID == id })
}

// Part says what the part of a notice is that an entry stands in, and how it is headed; an empty
// title stays.
func (b *Builder) Part(e Entry, kind taizhang.PartKind, title string) (Decision, error) {
	d := b.outline(e, InPart)
	for _, k := range PartKinds {
		if k.Word == string(kind) {
			kind = k.Kind
		}
	}
	if PartWord(kind) == "" {
		return d, &InvalidError{Problem: NotPartKind, What: string(kind)}
	}
	d.Set.Value, d.Set.Name = string(kind), title
	return d, nil
}

// inPart says what the part is that an entry stands in.
func (w *work) inPart(p place, x *Decision) bool {
	i := partAt(w.l, p)
	if i < 0 {
		return false
	}
	w.keepOutline()
	w.l.Parts = slices.Clone(w.l.Parts)
	part := &w.l.Parts[i]
	if part.Kind = taizhang.PartKind(x.Set.Value); x.Set.Name != "" {
		part.Title = x.Set.Name
	}
	return true
}
