package handoff

import (
	"cmp"
	"slices"
)

// owner says whose a row is.
type owner struct{ round, organ string }

func (k keyParts) owner() owner { return owner{k.round, k.organ} }

// adopt finds out, sheet by sheet, where rows without a key belong. A single row that
// says something else than the others says nothing of its neighbours.
func (b *returnedBook) adopt() {
	count := map[owner]int{}
	for _, bl := range b.blocks {
		for _, r := range bl.rows {
			if r.ours {
				count[r.id.owner()]++
			}
		}
	}
	for o, n := range count {
		if m := count[b.usual]; n > m || n == m && cmp.Or(cmp.Compare(o.round, b.usual.round), cmp.Compare(o.organ, b.usual.organ)) < 0 {
			b.usual = o
		}
	}
	for i := 0; i < len(b.blocks); {
		var rows family
		sheet := b.blocks[i].sheet
		for ; i < len(b.blocks) && b.blocks[i].sheet == sheet; i++ {
			for j := range b.blocks[i].rows {
				if b.blocks[i].tasks() {
					rows = append(rows, &b.blocks[i].rows[j])
				}
			}
		}
		rows.adopt(b.usual, count)
	}
}

// returns puts the rows of all blocks together, a Return for each round and organ.
func (b *returnedBook) returns() []Return {
	keyed := func(r blockRow) bool { return r.out.Key != "" }
	heading := ""
	if !slices.ContainsFunc(b.blocks, func(bl *block) bool { return slices.ContainsFunc(bl.rows, keyed) }) {
		if heading = b.heading.String(); heading == "" && b.said == (Said{}) || !slices.ContainsFunc(b.blocks, (*block).numbered) {
			return nil
		}
	}
	b.adopt()
	found := map[owner]*Return{}
	of := func(o owner, bl *block) *Return {
		if found[o] == nil {
			found[o] = &Return{Round: o.round, OrganID: o.organ, SignOff: b.signOffOf(bl), Heading: heading, Said: b.said}
		}
		return found[o]
	}
	for _, bl := range b.blocks {
		if !bl.tasks() {
			continue
		}
		for _, r := range bl.rows {
			ret := of(r.owner, bl)
			ret.Rows = append(ret.Rows, r.out)
		}
	}
	for _, bl := range b.blocks {
		o := b.usual
		if len(bl.rows) > 0 && bl.tasks() {
			o = bl.rows[len(bl.rows)-1].owner
		}
		ret := of(o, bl)
		ret.Unread = append(ret.Unread, bl.beside...)
		if len(bl.lost) > 0 {
			ret.Lost, ret.Absent = append(ret.Lost, bl.lost...), bl.header.absent()
		}
		if len(bl.rows) > 0 && !bl.tasks() { // a table of something else
			ret.Unread = append(ret.Unread, Unread{Column: bl.sheet, At: bl.rows[0].out.At, Cells: len(bl.rows)})
		}
	}
	if len(b.aside) > 0 && len(b.blocks) > 0 {
		ret := of(b.usual, b.blocks[0])
		ret.Unread = append(ret.Unread, b.aside...)
	}
	var out []Return
	for _, r := range found {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b Return) int {
		return cmp.Or(cmp.Compare(a.Round, b.Round), cmp.Compare(a.OrganID, b.OrganID))
	})
	return out
}
