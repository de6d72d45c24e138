package handoff

import (
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// generate makes a round's returns: books of one organ, twice returned, merged into
// one, and damaged.
func generate(t testing.TB, seed uint64, organs int) *world {
	w := newWorld(t, seed, organs)
	for i := 0; i < len(w.books); i++ {
		b := w.books[i]
		name := b.Organ + ".xlsx"
		if i%10 >= 7 && i%10 <= 8 && i+1 < len(w.books) && i%10 == 7 { // two organs in one book
			var tables []*sheetOf
			for _, b := range w.books[i : i+2] {
				s := take(b)
				w.damage(s, true)
				w.fill(s)
				tables = append(tables, s)
			}
			w.joint(tables...)
			w.send("合并"+name, w.r.IntN(2) == 0, tables...)
			i++
			continue
		}
		s := take(b)
		w.shuffleColumns(s)
		w.damage(s, false)
		w.fill(s)
		if i%10 == 0 || i%10 == 2 {
			o := take(w.books[i+1])
			w.fill(o)
			w.joint(s, o)
			w.send(o.organ+".xlsx", false, o)
		}
		if w.r.IntN(3) == 0 {
			w.r.Shuffle(len(s.rows), func(i, j int) { s.rows[i], s.rows[j] = s.rows[j], s.rows[i] })
		}
		w.send(name, false, s)
		if i%10 == 4 {
			w.again(s)
		}
		if i%10 == 0 || i%10 == 2 {
			i++
		}
	}
	return w
}

// joint lets two organs report on the task that they share: the same, or not.
func (w *world) joint(tables ...*sheetOf) {
	values := []string{"已完成", "已完成"}
	differ := w.r.IntN(2) == 0
	if differ {
		values[1] = "滞后"
	}
	shared := map[string][]*line{}
	for _, s := range tables {
		for _, l := range s.rows {
			if l.h != nil && l.h.Role == taizhang.Joint {
				shared[l.h.Task] = append(shared[l.h.Task], l)
			}
		}
	}
	for _, ls := range shared {
		if len(ls) != 2 {
			continue
		}
		for i, l := range ls {
			l.cells[ColStatus] = values[i]
			if differ {
				w.expect(taizhang.ConflictValues, l.h, ColStatus, "", "", values[i])
			} else {
				w.progress[cellID{testRound, l.h.Organ, l.h.Task, "", taizhang.Status}] = values[i]
			}
		}
	}
}

// again returns a book a second time: a cell more, and a cell that says something else.
func (w *world) again(s *sheetOf) {
	changed, more := false, false
	for _, l := range s.rows {
		if l.h == nil || l.state != "" || w.changed[l.h.Task] || l.h.Role != taizhang.Lead {
			continue
		}
		id := cellID{testRound, l.h.Organ, l.h.Task, "", taizhang.Quarter2}
		first, filled := w.progress[id]
		v := w.value("第二次")
		switch {
		case filled && !changed:
			changed = true
			delete(w.progress, id)
			w.expect(taizhang.ConflictValues, l.h, "二季度进展", "", "", first)
			w.expect(taizhang.ConflictValues, l.h, "二季度进展", "", "", v)
		case l.cells["二季度进展"] == "" && w.presentOf(l.h, taizhang.Quarter2) == "" && !more:
			more = true
			w.progress[id] = v
		default:
			continue
		}
		l.cells["二季度进展"] = v
	}
	w.send(s.organ+"（更正）.xlsx", false, s)
}

// read reads all files; those that are damaged must say so.
func (w *world) read() (out []Return) {
	for _, f := range w.files {
		rs, err := Read(f.name, f.data, ReadOptions{ParseDate: typedDates(w.t)})
		switch {
		case err == nil && f.err == "":
			out = append(out, rs...)
		case err == nil:
			w.t.Errorf("%s: read, want %s", f.name, f.err)
		case f.err == "" || taizhang.KindOf(err) != f.err:
			w.t.Errorf("%v, want kind %q", err, f.err)
		}
	}
	return out
}

// check compares what was merged with what the operations must come to: nothing
// wrong, nothing lost, nothing but what was done.
func (w *world) check(m *Merged) {
	w.t.Helper()
	got := map[cellID]string{}
	for _, p := range m.Progress {
		got[cellID{p.Round, p.Organ, p.Task, p.Child, p.Field}] = p.Value
		if p.File == "" || p.SHA256 == "" || p.Cell == "" || p.At == "" {
			w.t.Errorf("%+v does not say where it is from", p)
		}
	}
	compareMaps(w.t, "progress", got, w.progress)
	found := map[outcome]bool{}
	for _, c := range m.Conflicts {
		o := outcome{c.Kind, c.Organ, c.Task, c.Child, c.Column, c.Given, c.Present, c.Returned}
		if c.Task == "" { // a row of no certain task: all it says is listed
			o = outcome{kind: c.Kind, column: c.Column}
			for want := range w.conflicts {
				if want.kind == c.Kind && want.task == "" && strings.Contains(c.Returned, want.returned) {
					o.returned = want.returned
				}
			}
		}
		if found[o] || o == (outcome{kind: taizhang.ConflictRow}) {
			w.t.Errorf("twice, or unexpected: %+v", c)
		}
		found[o] = true
		if c.Note == "" && c.Kind != taizhang.ConflictEdited {
			w.t.Errorf("%+v does not say what is wrong", c)
		}
	}
	compareMaps(w.t, "conflicts", found, w.conflicts)
	gone := map[keyParts]bool{}
	for _, h := range m.Missing {
		gone[idOf(&h)] = true
	}
	compareMaps(w.t, "missing", gone, w.missing)
	added := map[keyParts]bool{}
	for _, h := range m.Children {
		added[idOf(&h)] = true
	}
	compareMaps(w.t, "children", added, w.children)
	unread := map[string]bool{}
	for _, s := range m.Returns {
		if want := s.File == w.unclear; (taizhang.KindOf(s.Err) == taizhang.Unsupported) != want || !want && s.Err != nil {
			w.t.Errorf("%s: %v", s.File, s.Err)
		}
		for _, u := range s.Unread {
			switch u.Column {
			case "处室意见":
				unread[s.Organ] = true
			case "任务填报表": // the title of the next table in a merged book
			default:
				w.t.Errorf("%s: unread %+v", s.File, u)
			}
		}
	}
	compareMaps(w.t, "unread", unread, w.unread)
}

func compareMaps[K comparable, V comparable](t testing.TB, what string, got, want map[K]V) {
	t.Helper()
	n := 0
	for k, v := range want {
		if g, ok := got[k]; !ok || g != v {
			if n++; n < 6 {
				t.Errorf("%s: lost or wrong %#v: %#v, want %#v (%v)", what, k, g, v, ok)
			}
		}
	}
	for k, v := range got {
		if _, ok := want[k]; !ok {
			if n++; n < 12 {
				t.Errorf("%s: unexpected %#v: %#v", what, k, v)
			}
		}
	}
	if n > 0 {
		t.Errorf("%s: %d of %d wrong", what, n, len(want))
	}
}
