package handoff

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
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

// 200 workbooks with known edits, conflicts and damage: nothing wrong, nothing lost,
// every conflict listed.
func TestReturns(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := generate(t, seed, 200)
			w.broken()
			returns := w.read()
			m := Merge(w.given(), w.present, returns, w.options())
			w.check(m)
			t.Logf("%d workbooks, %d tasks: %d cells taken, %d conflicts, %d missing, %d children", len(w.files), len(w.given()),
				len(m.Progress), len(m.Conflicts), len(m.Missing), len(m.Children))
		})
	}
}

func TestMergeOrder(t *testing.T) {
	w := generate(t, 11, 30)
	returns := w.read()
	want := Merge(w.given(), w.present, returns, w.options())
	for range 10 {
		given, present := w.given(), slices.Clone(w.present)
		w.r.Shuffle(len(returns), func(i, j int) { returns[i], returns[j] = returns[j], returns[i] })
		w.r.Shuffle(len(given), func(i, j int) { given[i], given[j] = given[j], given[i] })
		if got := Merge(given, present, returns, w.options()); !reflect.DeepEqual(got, want) {
			t.Fatal("another order of the returns has another outcome")
		}
	}
}

// Collecting what was collected changes nothing: not the same files, and not the same
// values in other files.
func TestMergeTwice(t *testing.T) {
	w := generate(t, 12, 30)
	returns := w.read()
	first := Merge(w.given(), w.present, returns, w.options())
	if len(first.Progress) == 0 || len(first.Conflicts) == 0 || len(first.Children) == 0 {
		t.Fatal("nothing to repeat")
	}
	given := append(w.given(), first.Children...)
	present := append(slices.Clone(w.present), first.Progress...)
	opt := w.options()
	opt.Known = first.Conflicts
	unchanged := func(m *Merged) {
		t.Helper()
		if len(m.Progress)+len(m.Conflicts)+len(m.Children) > 0 {
			t.Errorf("%d taken, %d conflicts, %d children", len(m.Progress), len(m.Conflicts), len(m.Children))
			for _, p := range m.Progress {
				t.Logf("%+v", p)
			}
			for _, c := range m.Conflicts {
				t.Logf("%+v", c)
			}
		}
	}
	unchanged(Merge(given, present, returns, opt))
	unchanged(Merge(w.given(), present, returns, opt)) // children are known by what they say
	opt.Known = nil
	opt.Collected = map[string]bool{}
	for _, r := range returns {
		opt.Collected[r.SHA256] = true
	}
	m := Merge(given, present, returns, opt)
	unchanged(m)
	for _, s := range m.Returns {
		if !s.Repeated {
			t.Errorf("%s is taken for new", s.File)
		}
	}
}

// broken adds files that are no returns.
func (w *world) broken() {
	whole := workbook(w.t, w.books[0])
	plain := take(w.books[0])
	for _, l := range plain.rows {
		l.key = ""
	}
	unread := maps.Clone(w.unread)
	w.send("无键.xlsx", false, plain)
	w.unread = unread
	w.unclear = "无键.xlsx" // no heading says of which round
	ole := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...)
	for name, f := range map[string]returned{
		"截断.xlsx": {data: whole[:len(whole)/2], err: taizhang.Malformed},
		"空.xlsx":  {err: taizhang.Empty},
		"旧.xls":   {data: ole, err: taizhang.NeedsConverter},
		"加密.xlsx": {data: append(slices.Clone(ole), "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"...), err: taizhang.Encrypted},
		"说明.txt":  {data: []byte("填报说明"), err: taizhang.Unsupported},
	} {
		f.name = name
		w.files = append(w.files, f)
	}
	slices.SortFunc(w.files, func(a, b returned) int { return strings.Compare(a.name, b.name) })
}
