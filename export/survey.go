package export

import (
	"slices"
	"time"

	"github.com/taizhang/taizhang"
)

// numbers are how many tasks there are of each sheet.
type numbers struct{ items, rows int }

// survey is what one look at every notice tells: where each entry will stand,
// since links point forwards too, and what the sheets that count have to say. It
// holds no ledger, but for a few words of each.
type survey struct {
	src    Source
	only   *notice // if there is no other
	seen   []seen
	places []int32 // the first row of every entry, notice by notice, items before rows

	numbers
	duties, issues   int // rows of 责任分解 and of 待核事项
	again            int // tasks that say once more what another says
	findings         map[taizhang.Severity]int
	data             int // tables of other kinds
	runes, unclaimed int
	organDuties      dutiesByOrgan
	facts            []fact // a line a notice; of the only one, its fields
	title            string // of the last notice
	latest           time.Time
}

// seen is a notice that was looked at.
type seen struct {
	name   string
	before numbers // tasks of the notices before
	places int     // entries of the notices before
	rows   bool    // it has entries in 进度安排
}

// take looks at every notice and tells the sheets of its records.
func (o *survey) take(b *book, items, rows *sheet[*entry], duties *sheet[duty], issues *sheet[issue]) error {
	named := map[string]int{}
	for i := range o.src.Len() {
		in, err := o.src.Load(i)
		if err != nil {
			return err
		}
		n := newNotice(in, o.numbers)
		if named[n.name]++; named[n.name] > 1 {
			n.name += "（" + itoa(named[n.name]) + "）"
		}
		o.seen = append(o.seen, seen{n.name, o.numbers, len(o.places), len(n.rows) > 0})
		for _, e := range n.rows {
			if v := printedNumber(e.task.Number); e.seq > 0 && (v.kind != number || v.n != e.seq) {
				b.renumbered = true
			}
		}
		for _, list := range []struct {
			s       *sheet[*entry]
			entries []*entry
		}{{items, n.items}, {rows, n.rows}} {
			for _, e := range list.entries {
				e.row = list.s.survey(b, e)
				o.places = append(o.places, int32(e.row))
			}
		}
		n.place()
		for d := range dutiesOf(n.tasks, &o.duties) {
			duties.survey(b, d)
			o.organDuties.add(d)
		}
		for s := range n.issues(&o.issues) {
			issues.survey(b, s)
		}
		o.count(n, o.src.Len() == 1)
		if o.src.Len() == 1 {
			o.only, b.from = n, n.name
		}
	}
	return nil
}

// count adds a notice to what is counted.
func (o *survey) count(n *notice, only bool) {
	var own numbers
	for e := range n.tasks {
		if e.table == nil {
			own.items++
		} else {
			own.rows++
		}
	}
	o.items, o.rows = o.items+own.items, o.rows+own.rows
	o.again += n.overlaps()
	for _, f := range n.Findings {
		o.findings[f.Severity]++
	}
	for _, t := range n.Tables {
		if t.Kind == taizhang.DataTable {
			o.data++
		}
	}
	o.runes += n.Coverage.Runes
	o.unclaimed += len(n.Coverage.Unclaimed)
	if only {
		o.facts = n.facts()
	} else {
		o.facts = append(o.facts, fact{name: n.name, value: textOf(n.line(own)), link: n.first()})
	}
	o.title = n.Called()
	if d, ok := ParseDay(n.Notice.SignedOn); ok && d.After(o.latest) {
		o.latest = d
	}
}

// load brings a notice back, with its entries in their places.
func (o *survey) load(i int) (*notice, error) {
	if o.only != nil {
		return o.only, nil
	}
	in, err := o.src.Load(i)
	if err != nil {
		return nil, err
	}
	s := o.seen[i]
	n := newNotice(in, s.before)
	n.name = s.name
	for k, e := range slices.Concat(n.items, n.rows) {
		e.row = int(o.places[s.places+k])
	}
	n.place()
	return n, nil
}

// fill writes the records of every notice. 责任分解 has the items of all notices
// before the rows of any, so that those with rows are loaded once more.
func (o *survey) fill(b *book, items, rows *sheet[*entry], duties *sheet[duty], issues *sheet[issue]) error {
	duty, issue := 0, 0
	for i := range o.seen {
		n, err := o.load(i)
		if err == nil {
			err = items.add(b, slices.Values(n.items))
		}
		if err == nil {
			err = duties.add(b, dutiesOf(tasksOf(n.items), &duty))
		}
		if err == nil {
			err = issues.add(b, n.issues(&issue))
		}
		if err != nil {
			return err
		}
	}
	for i, s := range o.seen {
		if !s.rows {
			continue
		}
		n, err := o.load(i)
		if err == nil {
			err = rows.add(b, slices.Values(n.rows))
		}
		if err == nil {
			err = duties.add(b, dutiesOf(tasksOf(n.rows), &duty))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
