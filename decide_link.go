package taizhang

import "slices"

// link says whether two entries are one task: then their link is as sure as can be,
// else there is none.
func (d *deciding) link(x *Decision, state DecisionState) DecisionState {
	a, b := d.byUID[x.Task], d.byUID[x.Set.Other]
	switch {
	case b.Marks == nil || x.Set.Other == "":
		return DecisionLost
	case x.Set.Same == nil, a.Marks == nil:
		return DecisionStale
	case a.ID == b.ID && *x.Set.Same:
		return DecisionUnused
	case a.ID == b.ID:
		return DecisionStale // they became one
	}
	if d.digests[x.Set.Other] != x.Set.OtherDigest {
		state = DecisionChanged
	}
	for _, e := range d.entries { // in reading order
		if e.ID == b.ID {
			a, b = b, a
		}
		if e.ID == a.ID || e.ID == b.ID {
			break
		}
	}
	pair, links := [2]string{a.ID, b.ID}, d.l.Links
	between := func(k Link) bool { return k.A == a.ID && k.B == b.ID || k.A == b.ID && k.B == a.ID }
	at := slices.IndexFunc(links, between)
	if same, decided := d.linked[pair]; decided && same == *x.Set.Same || !*x.Set.Same && at < 0 {
		return DecisionUnused
	}
	if d.linked == nil {
		d.linked = make(map[[2]string]bool)
	}
	d.linked[pair] = *x.Set.Same
	d.whole()
	links = slices.Clone(links)
	switch {
	case !*x.Set.Same:
		links = slices.DeleteFunc(links, between)
	case at < 0:
		links = append(links, Link{a.ID, b.ID, "overlap", 1})
	default:
		links[at].Score = 1
	}
	d.l.Links = links
	return state
}
