package extract

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// header is what a header word says of its column. strong: the word alone says that
// the table hands out tasks. known is how it was told: a listed word is surer than
// one put together.
type header struct {
	role    taizhang.ColumnRole
	strong  bool
	known   known
	persons bool // of people
}

type known uint8

const (
	unknown  known = iota
	bareNoun       // 部门: units, of which nothing is said
	built          // a stem and a noun: 主抓单位
	listed
)

// headerWords are the parts of header words that are in no list: stems, nouns
// and prefixes, longest first.
type headerWords struct {
	stems, nouns []headerPart
	prefixes     []string
	ahead        []string // those of them that say of a time that it is to come: 拟出台时间
	hints        []headerPart
	from         map[rune]*headersFrom // by first character
	starts       hanzi.Set             // the first two
	alone        hanzi.Set             // and words of one
	nounsTo      map[rune][]headerPart // by last character
	stemsTo      map[rune][]headerPart
}

type headerPart struct{ word, kind string }

// headerTables compiles the tables of header words.
func (v *vocabulary) headerTables(fsys fs.FS) error {
	rows, err := tsv.Read(fsys, "headers.tsv", "word", "role", "strong")
	if err != nil {
		return err
	}
	v.headers = make(map[string]header, len(rows))
	for _, r := range rows {
		role := taizhang.ColumnRole(r.Cells[1])
		if !slices.Contains(columnRoles, role) {
			return r.Errorf("role %q; want one of %v", role, columnRoles)
		}
		v.headers[taizhang.FoldString(r.Cells[0])] = header{role: role, strong: r.Cells[2] == "1", known: listed}
	}
	if rows, err = tsv.Read(fsys, "headerwords.tsv", "part", "word", "kind"); err != nil {
		return err
	}
	for _, r := range rows {
		word, kind := taizhang.FoldString(r.Cells[1]), r.Cells[2]
		switch r.Cells[0] {
		case "stem":
			if !slices.Contains(stemKinds, kind) {
				return r.Errorf("kind %q of a stem; want one of %v", kind, stemKinds)
			}
			v.headerWords.stems = append(v.headerWords.stems, headerPart{word, kind})
		case "noun":
			if !slices.Contains(nounKinds, kind) {
				return r.Errorf("kind %q of a noun; want one of %v", kind, nounKinds)
			}
			v.headerWords.nouns = append(v.headerWords.nouns, headerPart{word, kind})
		case "hint":
			if kind != "lead" && kind != "support" {
				return r.Errorf("kind %q of a hint; want lead or support", kind)
			}
			v.headerWords.hints = append(v.headerWords.hints, headerPart{word, kind})
		case "prefix":
			v.headerWords.prefixes = append(v.headerWords.prefixes, word)
			if kind == "ahead" {
				v.headerWords.ahead = append(v.headerWords.ahead, word)
			}
		default:
			return r.Errorf("part %q; want stem, noun, hint or prefix", r.Cells[0])
		}
	}
	longest := func(a, b headerPart) int { return len(b.word) - len(a.word) }
	slices.SortStableFunc(v.headerWords.stems, longest)
	slices.SortStableFunc(v.headerWords.nouns, longest)
	slices.SortStableFunc(v.headerWords.prefixes, func(a, b string) int { return len(b) - len(a) })
	for word, h := range v.headers {
		h.persons = h.role == taizhang.ColOther && v.headsPersons(word)
		v.headers[word] = h
	}
	v.indexHeaders()
	return nil
}

var (
	stemKinds = []string{"lead", "support", "responsible", "start", "none", "past"}
	nounKinds = []string{"unit", "time", "task", "person", "place", "number", "note", "measure", "result", "other"}
)

var columnRoles = []taizhang.ColumnRole{taizhang.ColNumber, taizhang.ColTask, taizhang.ColCategory, taizhang.ColUnit,
	taizhang.ColLead, taizhang.ColSupport, taizhang.ColDeadline, taizhang.ColResult, taizhang.ColMeasure, taizhang.ColNote,
	taizhang.ColOther}

// longestHeader is how many bytes a folded header word may have.
const longestHeader = 90

// header reads a folded header: of levels a/b the lower says more, and of the words
// beside a stroke the one that says anything; brackets hold a note.
func (v *vocabulary) header(name string) header {
	if name == "" || len(name) > 4*longestHeader {
		return header{role: taizhang.ColOther}
	}
	if h, ok := v.headers[name]; ok {
		return h
	}
	var best header
	for levels := strings.Split(name, "/"); len(levels) > 0; levels = levels[:len(levels)-1] {
		h := v.headerWord(levels[len(levels)-1])
		h.strong = h.strong || h.role == taizhang.ColDeadline && slices.ContainsFunc(v.headerWords.ahead, func(p string) bool { return strings.HasPrefix(levels[len(levels)-1], p) })
		if h.known == bareNoun && best.known == unknown || h.known > bareNoun {
			if best.known != unknown && h.role != taizhang.ColUnit && h.role != taizhang.ColLead && h.role != taizhang.ColSupport {
				break // 责任单位/部门: the bare noun is of the level above, where that is of units
			}
			best = h
			if h.known > bareNoun {
				break
			}
		}
	}
	if best.role == "" {
		best.role = taizhang.ColOther
	}
	return best
}

// header reads a folded header: a word is asked about again and again, so what no
// table lists is remembered.
func (w *work) header(name string) header {
	if h, ok := w.words.headers[name]; ok {
		return h
	}
	h, ok := w.headers[name]
	if !ok && len(name) <= 4*longestHeader {
		if w.headers == nil {
			w.headers = make(map[string]header)
		}
		h = w.words.header(name)
		h.persons = h.role == taizhang.ColOther && w.words.headsPersons(name)
		w.headers[name] = h
	}
	if h.role == "" {
		h.role = taizhang.ColOther
	}
	return h
}

// headerWord reads one level of a header.
func (v *vocabulary) headerWord(s string) header {
	if len(s) > longestHeader {
		return header{}
	}
	if h, ok := v.headers[s]; ok {
		return h
	}
	s = strings.Trim(withoutBrackets(s), ":、,.;*")
	if h, ok := v.headers[s]; ok {
		return h
	}
	for _, and := range []string{"及", "和", "与", "、"} { // 责任单位及责任人
		if a, b, ok := strings.Cut(s, and); ok {
			x, y := v.headerWord(a), v.headerWord(b)
			if x.known >= built && (unitRole(x.role) || y.known < built) {
				return x
			}
			if y.known >= built {
				return y
			}
		}
	}
	if h := v.product(s); h.known > bareNoun {
		return h
	}
	for _, p := range v.headerWords.prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok && rest != "" {
			if h := v.headerWord(rest); h.known != unknown {
				return h
			}
		}
	}
	return v.product(s)
}

// stemRoles are the roles of columns that stems give nouns of units.
var stemRoles = map[string]taizhang.ColumnRole{"lead": taizhang.ColLead, "support": taizhang.ColSupport, "responsible": taizhang.ColUnit}

// saysLittle are the nouns that end many a sentence.
var saysLittle = []string{"note", "other", "measure", "result"}

// product reads a stem and a noun.
func (v *vocabulary) product(s string) header {
	for _, n := range v.headerWords.nounsTo[lastRune(s)] {
		stem, ok := strings.CutSuffix(s, n.word)
		if !ok {
			continue
		}
		kind := ""
		for _, x := range v.headerWords.stemsTo[lastRune(stem)] {
			if strings.HasSuffix(stem, x.word) {
				kind = x.kind
				break
			}
		}
		k := built
		if kind == "" {
			k = bareNoun
		}
		if long := len(stem) > 3*3 && !v.chars("level-begins", firstRune(stem)); long && (n.kind == "person" || kind == "" && len(stem) > 4*3 && slices.Contains(saysLittle, n.kind)) {
			return header{role: taizhang.ColOther, known: bareNoun} // 强化组织领导, 公示拟聘人员名单 are tasks
		}
		switch n.kind {
		case "unit", "place":
			role, ok := stemRoles[kind]
			switch {
			case ok: // 责任单位, 责任乡镇
				return header{role: role, strong: true, known: k}
			case n.kind == "place" && stem == "", n.kind == "unit" && kind == "" && stem != "" && len(n.word) <= 3: // 方 alone names nothing
				return header{}
			case n.kind == "place": // 北关街道 is in a cell
				return header{role: taizhang.ColOther, known: k}
			case kind != "":
				return header{role: taizhang.ColOther, known: k}
			}
			return header{role: taizhang.ColUnit, known: k}
		case "time":
			switch {
			case kind == "responsible":
				return header{role: taizhang.ColDeadline, strong: true, known: k}
			case kind == "past":
				return header{role: taizhang.ColOther, known: k}
			case len(n.word) <= 3: // 日, 期 and 点 end other words
				return header{}
			}
			return header{role: taizhang.ColDeadline, known: k}
		case "task":
			return header{role: taizhang.ColTask, known: k}
		case "number":
			return header{role: taizhang.ColNumber, known: k}
		case "note", "person", "other":
			role := taizhang.ColOther
			if n.kind == "note" {
				role = taizhang.ColNote
			}
			return header{role: role, known: built}
		case "measure":
			return header{role: taizhang.ColMeasure, known: k}
		case "result":
			return header{role: taizhang.ColResult, known: k}
		}
	}
	return header{}
}
