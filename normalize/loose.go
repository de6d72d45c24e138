package normalize

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// readShortenings reads shortenings.tsv.
func (o *organs) readShortenings(fsys fs.FS) error {
	rows, err := tsv.Read(fsys, "shortenings.tsv", "long", "short")
	if err != nil {
		return err
	}
	slices.SortStableFunc(rows, func(a, b tsv.Row) int { return len(b.Cells[0]) - len(a.Cells[0]) })
	pairs := make([]string, 0, 2*len(rows))
	var begins hanzi.Set
	for _, r := range "和与及" {
		begins.Add(r)
	}
	for _, r := range rows {
		if r.Cells[0] == "" || len(r.Cells[1]) > len(r.Cells[0]) || strings.ContainsAny(r.Cells[0], "和与及") {
			return r.Errorf("want a word without 和, and one that is no longer")
		}
		pairs = append(pairs, r.Cells...)
		first, _ := utf8.DecodeRuneInString(r.Cells[0])
		begins.Add(first)
	}
	short := strings.NewReplacer(pairs...)
	o.loosen = func(form string) string {
		if !strings.ContainsFunc(form, begins.Has) { // as most
			return form
		}
		return short.Replace(noAnds.Replace(form))
	}
	o.loose = sync.OnceValue(func() map[string][]organType {
		loose := make(map[string][]organType, len(o.forms)/4)
		for form, types := range o.forms {
			if key := o.loosen(form); key != form {
				loose[key] = append(loose[key], types...)
			}
		}
		return loose
	})
	return nil
}

var noAnds = strings.NewReplacer("和", "", "与", "", "及", "")

// loosely returns the one type that form can be short for in region r and year.
func (o *organs) loosely(form string, r *Region, year int) (found organType, ok bool) {
	kind := r.kind()
	key := o.loosen(form)
	types := o.loose()[key]
	if o.loosen(key) == key {
		types = append(types[:len(types):len(types)], o.forms[key]...)
	}
	for _, t := range types {
		if strings.IndexByte(t.levels, kind) < 0 || t.region != "" && t.region != r.Path() || year != 0 && (year < t.from || t.to < year) {
			continue
		}
		if ok && t.name != found.name {
			return organType{}, false
		}
		found, ok = t, true
	}
	return found, ok
}

// group reports whether a name is that of a group of several organs, or of its office
// or its members: 领导小组, 联席会议办公室, 指挥部成员单位; where loose also 专班 and 工作组,
// which are many.
func (o *organs) group(name string, loose bool) bool {
	if first, _ := utf8.DecodeRuneInString(name); !hanzi.Unified(first) {
		return false // (一)联席会议
	}
	stem := name
	for _, tail := range o.parts["members"] {
		stem = strings.TrimSuffix(stem, tail)
	}
	if len(stem) < len(name) && strings.HasSuffix(stem, "委员会") && len(stem) > len("委员会") {
		return true
	}
	for _, e := range o.ends {
		if e.kind == "leading-group" && (loose || !strings.HasSuffix(e.word, "组") && e.word != "专班" || e.word == "领导小组") && strings.HasSuffix(stem, e.word) && len(stem) > len(e.word) {
			return true
		}
	}
	return false
}

// slip returns the one form from which a core differs by one character that is wrong,
// missing or too many (省知识产权, 交通运偷厅), of those that stand in region r and year.
func (n *Normalizer) slip(core string, r *Region, year, longer int) (found organType, ok bool) {
	want := []rune(core)
	if len(want) == 0 || len(n.organs.forms[core]) > 0 { // 市消防救援大队 is none of 消防救援支队
		return found, false
	}
	for _, form := range n.formList {
		if d := len(form) - len(core); max(d, -d) > 3*longer || !strings.HasPrefix(form, string(want[:1])) || !n.oneOff(want, []rune(form)) {
			continue
		}
		if t, known := n.organs.find(form, r, year); known {
			if ok && t.name != found.name {
				return organType{}, false
			}
			found, ok = t, true
		}
	}
	return found, ok
}

// oneOff reports whether a and b differ in one place by one character, and both are
// long enough that this is no accident.
func (n *Normalizer) oneOff(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == 0 {
		return false // 级数据中心 is no 大数据中心
	}
	if len(b) == len(a) {
		return len(a) >= 5 && i < len(a)-1 && slices.Equal(a[i+1:], b[i+1:]) &&
			!slices.ContainsFunc(n.formList, func(form string) bool { return strings.ContainsRune(form, a[i]) }) // 公安局交管支队 is none of 交警支队
	}
	return (len(a) >= 5 || i == len(a) && len(a) >= 3) && len(b) == len(a)+1 && slices.Equal(a[i:], b[i+1:])
}
