package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// together is how many neighbours are read in one transaction, and how far apart their keys may be.
const together = 64

// LoadTasks gives what lists show of notices, in any order: of each a ledger, with the uids of its entries by id, that has no
// blocks, fields, targets and unclaimed text, of a table the columns of tasks and of results alone, only the spans of findings
// and of the assignments that they are about, and a text only where a finding is more than to know.
//
// Neighbours are read together: the queries are as many for 64 notices as for one. A notice that another has replaced since
// the first query is left out.
func (s *Store) LoadTasks(ctx context.Context, keys []string, each func(l *taizhang.Ledger, uids map[string]string) error) error {
	var ids []int64
	asked := make(map[int64]string, len(keys)) // by id: a key goes over to the notice that replaces it
	if err := s.read(ctx, func(tx Tx) error {
		for some := range slices.Chunk(keys, together) {
			args := make([]any, len(some))
			for i, key := range some {
				args[i] = key
			}
			if err := tx.Query(ctx, "SELECT id, key FROM notices WHERE key IN ("+placesFrom(1, len(some))+")", func(r Row) error {
				ids = append(ids, r.Int(0))
				asked[r.Int(0)] = r.Text(1)
				return nil
			}, args...); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if len(ids) < len(keys) {
		return noticeGone
	}
	slices.Sort(ids)
	for len(ids) > 0 {
		n := 1
		for n < len(ids) && ids[n]-ids[0] < together {
			n++
		}
		if err := s.loadNeighbours(ctx, ids[:n], asked, each); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

var noticeGone = &taizhang.Error{Kind: taizhang.NotFound, What: "a notice that was listed is no longer in the database", Remedy: "look the keys up with notices"}

// placesFrom are n places of arguments of a query, from $first on.
func placesFrom(first, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("$%d", first+i)
	}
	return strings.Join(out, ", ")
}

func (s *Store) loadNeighbours(ctx context.Context, ids []int64, asked map[int64]string, each func(*taizhang.Ledger, map[string]string) error) error {
	ls := &listing{ctx: ctx, first: ids[0], notices: make([]*listed, ids[len(ids)-1]-ids[0]+1), once: once{}}
	for _, id := range ids {
		ls.notices[id-ls.first] = &listed{id: id, uids: make(map[string]string)}
	}
	if err := s.read(ctx, func(tx Tx) error {
		for _, step := range []func(Tx){ls.heads, ls.nodes, ls.rows, ls.assignments, ls.deadlines, ls.findings, ls.links} {
			if step(tx); ls.err != nil {
				return ls.err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for _, id := range ids {
		in := ls.notices[id-ls.first]
		if in.l.Notice.Key != asked[id] {
			continue
		}
		if err := each(&in.l, in.uids); err != nil {
			return err
		}
	}
	return nil
}

// listing reads what lists show of notices whose keys are neighbours.
type listing struct {
	ctx     context.Context
	first   int64     // the first key
	notices []*listed // from that on; nil: not wanted
	once    once
	err     error
}

// listed is a notice as it is put together; the inverse of a part of flatten.
type listed struct {
	id    int64
	l     taizhang.Ledger
	uids  map[string]string
	eids  []string          // by place
	marks []*taizhang.Marks // by place
}

// run runs a query about keys from $1 to $2, of notices or, where bits is keyBits, of what hangs on them, and gives the rows
// of those wanted. The first column is the key.
func (ls *listing) run(tx Tx, bits int, query string, row func(in *listed, r Row)) {
	if ls.err != nil {
		return
	}
	err := tx.Query(ls.ctx, query, func(r Row) error {
		if at := r.Int(0)>>bits - ls.first; ls.notices[at] != nil {
			row(ls.notices[at], r)
		}
		return ls.err
	}, ls.first<<bits, (ls.first+int64(len(ls.notices)))<<bits)
	if ls.err == nil {
		ls.err = err
	}
}

// place turns a key into the place in the notice, of n; -1 for null and for one that leads elsewhere, which only damage makes.
func (ls *listing) place(in *listed, key any, n int) int {
	k, ok := key.(int64)
	if !ok {
		return -1
	}
	if at := k - in.id<<keyBits; at >= 0 && at < int64(n) {
		return int(at)
	}
	ls.damage(in, fmt.Errorf("key %d leads out of the notice", k))
	return -1
}

func (ls *listing) damage(in *listed, err error) {
	if ls.err == nil && err != nil {
		damage := damaged
		damage.At, damage.Err = "notice "+in.l.Notice.Key, err
		ls.err = &damage
	}
}

func (ls *listing) spans(in *listed, s string) taizhang.Spans {
	ss, err := parseSpans(s)
	ls.damage(in, err)
	return ss
}

func (ls *listing) heads(tx Tx) {
	ls.run(tx, 0, `SELECT id, key, title, doc_number, issuer, signed_on, published_at, plan_year, jurisdiction FROM notices WHERE id >= $1 AND id < $2`, func(in *listed, r Row) {
		in.l.Notice = taizhang.Notice{Key: r.Text(1), Title: r.Text(2), DocNumber: r.Text(3), Issuer: r.Text(4),
			SignedOn: taizhang.Date(r.Text(5)), PublishedAt: r.Text(6), PlanYear: int(r.Int(7)), Jurisdiction: r.Text(8)}
	})
	ls.run(tx, keyBits, "SELECT id, name FROM sources WHERE id >= $1 AND id < $2 ORDER BY id", func(in *listed, r Row) {
		if in.l.Doc != nil {
			ls.damage(in, errors.New("it has more than one source"))
		}
		in.l.Doc = &taizhang.Document{Source: taizhang.Source{Name: r.Text(1)}}
	})
	ls.run(tx, keyBits, fmt.Sprintf(`SELECT t.source_id, t.text FROM texts t WHERE t.source_id >= $1 AND t.source_id < $2
		AND EXISTS (SELECT 1 FROM findings f WHERE f.notice_id = t.source_id >> %d AND f.severity <> 'info')`, keyBits), func(in *listed, r Row) {
		in.l.Doc.Text = r.Text(1)
	})
}

func (ls *listing) nodes(tx Tx) {
	ls.run(tx, keyBits, `SELECT e.id, e.eid, e.uid, e.kind, e.text, n.parent_id, n.label, n.title
		FROM entries e JOIN nodes n ON n.entry_id = e.id WHERE e.id >= $1 AND e.id < $2 ORDER BY e.id`, func(in *listed, r Row) {
		n := taizhang.Node{ID: r.Text(1), Section: r.Text(3) == "section", Text: r.Text(4), Label: r.Text(6), Title: r.Text(7)}
		if above := ls.place(in, r[5], len(in.l.Nodes)); above >= 0 {
			p := &in.l.Nodes[above]
			n.Parents = slices.Concat(p.Parents, []string{p.ID})
		}
		in.l.Nodes = append(in.l.Nodes, n)
		ls.add(in, r)
	})
}

// add adds an entry, by its key, id and uid; they come in the order of their places.
func (ls *listing) add(in *listed, r Row) {
	in.eids = append(in.eids, r.Text(1))
	in.uids[r.Text(1)] = r.Text(2)
	if at := ls.place(in, r[0], len(in.eids)); at >= 0 && at != len(in.eids)-1 {
		ls.damage(in, fmt.Errorf("two entries have the place %d", at))
	}
}

func (ls *listing) rows(tx Tx) {
	ls.run(tx, keyBits, "SELECT id, title FROM tables WHERE id >= $1 AND id < $2 ORDER BY id", func(in *listed, r Row) {
		in.l.Tables = append(in.l.Tables, taizhang.Table{Title: r.Text(1), Columns: []taizhang.Column{{Role: taizhang.ColTask}, {Role: taizhang.ColResult}}})
	})
	ls.run(tx, keyBits, `SELECT e.id, e.eid, e.uid, e.kind, e.number, e.text, r.table_id, (SELECT c.text FROM columns k
			LEFT JOIN cells c ON c.entry_id = e.id AND c.ord = k.ord WHERE k.table_id = r.table_id AND k.role = 'result' ORDER BY k.ord LIMIT 1)
		FROM entries e JOIN rows r ON r.entry_id = e.id WHERE e.id >= $1 AND e.id < $2 ORDER BY e.id`, func(in *listed, r Row) {
		if at := ls.place(in, r[6], len(in.l.Tables)); at >= 0 {
			t := &in.l.Tables[at]
			t.Rows = append(t.Rows, taizhang.Row{ID: r.Text(1), Kind: kindOfRow(r.Text(3)), Number: r.Text(4), Cells: []taizhang.Cell{{Text: r.Text(5)}, {Text: r.Text(7)}}})
			ls.add(in, r)
		}
	})
	for _, in := range ls.notices { // only now do they stay where they are
		if in == nil {
			continue
		}
		for i := range in.l.Nodes {
			in.marks = append(in.marks, &in.l.Nodes[i].Marks)
		}
		for i := range in.l.Tables {
			for j := range in.l.Tables[i].Rows {
				in.marks = append(in.marks, &in.l.Tables[i].Rows[j].Marks)
			}
		}
	}
}

// assignments reads who answers. A unit that many notices name is read once.
func (ls *listing) assignments(tx Tx) {
	units := make(map[int64]taizhang.Assignment)
	from, to := ls.first<<keyBits, (ls.first+int64(len(ls.notices)))<<keyBits
	ls.err = tx.Query(ls.ctx, "SELECT id, name, organ FROM units WHERE id IN (SELECT unit_id FROM assignments WHERE entry_id >= $1 AND entry_id < $2)", func(r Row) error {
		units[r.Int(0)] = taizhang.Assignment{Unit: r.Text(1), Organ: r.Text(2)}
		return nil
	}, from, to)
	ls.run(tx, keyBits, `SELECT entry_id, unit_id, mention, role, rule, from_id FROM assignments
		WHERE entry_id >= $1 AND entry_id < $2 ORDER BY entry_id, ord`, func(in *listed, r Row) {
		a := units[r.Int(1)]
		a.Mention, a.Role, a.Rule = ls.once.of(r.Text(2)), taizhang.Role(ls.once.of(r.Text(3))), ls.once.of(r.Text(4))
		if from := ls.place(in, r[5], len(in.eids)); from >= 0 {
			a.From = in.eids[from]
		}
		if at := ls.place(in, r[0], len(in.marks)); at >= 0 {
			in.marks[at].Assignments = append(in.marks[at].Assignments, a)
		}
	})
}

func (ls *listing) deadlines(tx Tx) {
	ls.run(tx, keyBits, "SELECT entry_id, "+deadlineColumns+" FROM deadlines WHERE entry_id >= $1 AND entry_id < $2 ORDER BY entry_id, ord", func(in *listed, r Row) {
		if at := ls.place(in, r[0], len(in.marks)); at >= 0 {
			in.marks[at].Deadlines = append(in.marks[at].Deadlines, deadlineOf(r))
		}
	})
}

func (ls *listing) findings(tx Tx) {
	ls.run(tx, 0, "SELECT notice_id, code, severity, message, spans, entry_id FROM findings WHERE notice_id >= $1 AND notice_id < $2 ORDER BY notice_id, ord", func(in *listed, r Row) {
		f := taizhang.Finding{Code: r.Text(1), Severity: taizhang.Severity(r.Text(2)), Message: r.Text(3), Spans: ls.spans(in, r.Text(4))}
		if at := ls.place(in, r[5], len(in.eids)); at >= 0 {
			f.Task = in.eids[at]
		}
		in.l.Findings = append(in.l.Findings, f)
	})
	ls.run(tx, keyBits, `SELECT a.entry_id, a.ord, a.spans FROM findings f JOIN assignments a ON a.entry_id = f.entry_id
		WHERE f.entry_id >= $1 AND f.entry_id < $2`, func(in *listed, r Row) {
		if at := ls.place(in, r[0], len(in.marks)); at >= 0 && int(r.Int(1)) < len(in.marks[at].Assignments) {
			in.marks[at].Assignments[r.Int(1)].Spans = ls.spans(in, r.Text(2))
		}
	})
}

func (ls *listing) links(tx Tx) {
	ls.run(tx, 0, "SELECT notice_id, score FROM links WHERE notice_id >= $1 AND notice_id < $2 ORDER BY notice_id, ord", func(in *listed, r Row) {
		var k taizhang.Link
		if f := r.Real(1); f != nil {
			k.Score = *f
		}
		in.l.Links = append(in.l.Links, k)
	})
}
