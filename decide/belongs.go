package decide

// belongs says of which notice a text that was read is one: of another's, as a revision or a
// repetition of it, or of none but its own. Undone, it is what it was read as.
type belongs struct{}

// Belongs says that the notice of one source, which is called title, is a text of the same notice
// as that of another source, which is called name; of none but its own for an empty one.
func Belongs(source, title, other, name string) Decision {
	return Decision{Kind: KindWork, Quote: Quote{Exact: source}, Set: Settled{Value: title, Other: other, Name: name}}
}

func (belongs) word() string                 { return "所属通知" }
func (belongs) once() bool                   { return false }
func (belongs) settles(*Decision) string     { return "" }
func (belongs) apply(*work, *Decision) State { return Applied }

func (belongs) said(s *Settled) string {
	if s.Other == "" {
		return "是独立的通知"
	}
	return "是“" + s.Name + "”的又一文本"
}

func (belongs) check(d *Decision) (what, remedy string) {
	if d.Quote.Exact == "" || d.Quote.Exact == d.Set.Other {
		return "a notice that belongs to itself", "name another notice, or say that it is of its own"
	}
	return "", ""
}

func (belongs) same(d, other *Decision) bool {
	return d.Kind == other.Kind && d.Quote.Exact == other.Quote.Exact
}
