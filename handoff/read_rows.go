package handoff

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// returnedBook is a workbook while it is read.
type returnedBook struct {
	name     string
	opt      ReadOptions
	visited  int
	usual    owner // whose most rows are
	said     Said
	heading  strings.Builder
	blocks   []*block
	signOffs map[string][]signOffAt // by sheet
	looks    *looks
	aside    []Unread // comments and pictures over no row of a table
	headless bool     // rows with keys stand on a sheet without any header, and not in their columns
}

// block is a header and the rows under it, up to the next header.
type block struct {
	sheet  string
	header *header
	row    int    // of the header
	key    int    // the column of the keys; -1 for none
	round  string // of the keys; empty without any
	rows   []blockRow
	beside []Unread
	lost   []Unread // of those, columns that may be ones to fill in, under another name
}

// blockRow is a row of the table, before it is known whose it is.
type blockRow struct {
	*sheetRow
	out   ReturnedRow
	id    keyParts
	ours  bool   // the key can be read
	seq   string // 序号, folded
	owner owner
}

// mostHeading is how many rows of a sheet may stand above its table and say what it is.
const mostHeading = 50

// saidBy reads the sheet that says what the workbook is.
func saidBy(rows []sheetRow) (s Said) {
	for i := range rows {
		switch r := &rows[i]; r.cell(0) {
		case MetaRound:
			s.Round = r.cell(1)
		case MetaOrgan:
			s.Organ = r.cell(1)
		case MetaReplyBy:
			s.ReplyBy = taizhang.Date(r.cell(1))
		}
	}
	return s
}

// sheet reads the tables and sign-offs of a sheet.
func (b *returnedBook) sheet(f *excelize.File, name string) error {
	room := b.opt.MaxCells*4 - b.visited
	before := room
	if b.looks == nil {
		l := looksOf(&f.Pkg)
		b.looks = &l
	}
	rows, err := sheetRows(f, name, &room, *b.looks)
	if err != nil {
		if e, ok := err.(*taizhang.Error); ok {
			e.Path = b.name
			return e
		}
		return &taizhang.Error{Kind: taizhang.Malformed, Path: b.name, At: name, What: "the sheet can't be read", Remedy: saveAgain, Err: err}
	}
	b.visited += before - room
	if name == SheetMeta {
		b.said = saidBy(rows)
		return nil
	}
	if b.signOffs == nil {
		b.signOffs = map[string][]signOffAt{}
	}
	b.signOffs[name] = signOffs(rows, b.opt.ParseDate)
	b.remark(remarksOf(&f.Pkg, sheetPart(f, name)), name, rows)
	headers := make([]*header, len(rows))
	for i := range rows {
		headers[i] = headerOf(&rows[i])
	}
	first := -1
	var inPlace *header
	if !slices.ContainsFunc(headers, func(h *header) bool { return h != nil }) {
		first, inPlace = b.byPlace(rows)
	}
	var cur *block
	for i := range rows {
		if i == first {
			cur = &block{sheet: name, header: inPlace, row: rows[i].number - 1}
			b.blocks = append(b.blocks, cur)
		}
		if headers[i] != nil {
			cur = &block{sheet: name, header: headers[i], row: rows[i].number}
			b.blocks = append(b.blocks, cur)
		} else if cur != nil {
			cur.rows = append(cur.rows, blockRow{sheetRow: &rows[i]})
			continue
		} else if i < mostHeading {
			b.heading.WriteString(strings.Join(rows[i].cells, " ") + "\n")
		}
		for _, x := range rows[i].notes {
			b.aside = append(b.aside, x.unread(name))
		}
	}
	var last *block
	for _, bl := range b.blocks {
		if bl.sheet != name {
			continue
		}
		bl.findKeys()
		if bl.key < 0 && last != nil && maps.Equal(bl.header.columns, last.header.columns) {
			bl.key = last.key // the header was repeated
		}
		delete(bl.header.unknown, bl.key)
		bl.nameless()
		bl.header.findProgress(quarterSaid(taizhang.Round{Name: cmp.Or(bl.round, b.said.Round), ReplyBy: b.said.ReplyBy}))
		bl.readRows()
		last = bl
	}
	return nil
}

// nameless gives a name to columns that are filled in and have no header, where one that is
// to be filled in is missing in their place.
func (bl *block) nameless() {
	absent := bl.header.absent()
	for _, r := range bl.rows {
		for col, c := range r.cells {
			if c != "" && col != bl.key && bl.header.columns[col] == "" && bl.header.unknown[col] == "" && r.cell(bl.key) != "" && bl.header.mayBe(col, absent) {
				letters, _ := excelize.ColumnNumberToName(col + 1)
				bl.header.unknown[col] = "（" + letters + "列，无表头）"
			}
		}
	}
}

// findKeys finds the column of the keys by what it holds, or by its header.
func (bl *block) findKeys() {
	count := map[int]int{}
	for _, r := range bl.rows {
		for col, c := range r.cells {
			if strings.Count(c, "|")+strings.Count(c, "｜") >= 4 {
				if id, _, ok := retyped(c); ok {
					count[col]++
					bl.round = id.round
				}
			}
		}
	}
	bl.key = bl.header.key
	for _, col := range slices.Sorted(maps.Keys(count)) {
		if bl.key < 0 || count[col] > count[bl.key] {
			bl.key = col
		}
	}
}

// readRows turns the rows of the sheet into returned ones, and keeps apart what is
// none of the table's.
func (bl *block) readRows() {
	unknown := map[int]*Unread{}
	kept := bl.rows[:0]
	for _, r := range bl.rows {
		bl.look(r.sheetRow, r.cell(bl.key) != "")
		bl.remarks(r.sheetRow)
		r.out.Cells = make(map[string]ReturnedCell, len(bl.header.columns))
		says := false // something beside the running number
		for col, name := range bl.header.columns {
			v := r.cell(col)
			switch name {
			case ColSeq, colPhone:
				v = unfraction(v)
			case ColDue:
				if d, ok := serialDate(v); ok { // a date that lost its format
					v = string(d)
				}
			}
			r.out.Cells[name] = ReturnedCell{Value: v, At: r.at(bl.sheet, col)}
			says = says || v != "" && name != ColSeq
		}
		r.seq = taizhang.FoldString(r.out.Cells[ColSeq].Value)
		r.out.Key = r.cell(bl.key)
		if r.id, r.ours = parseKey(r.out.Key); !r.ours {
			if id, key, ok := retyped(r.out.Key); ok {
				r.id, r.out.Key, r.ours = id, key, true
			}
		}
		switch {
		case r.out.Key == "" && !says:
			if i := r.first(); !isSignOff(r.sheetRow) {
				bl.beside = append(bl.beside, Unread{Column: r.cells[i], At: r.at(bl.sheet, i), Cells: 1})
			}
			continue
		case r.out.Key == "" && isSignOff(r.sheetRow):
			continue
		case r.out.Key == "":
			r.out.At = r.at(bl.sheet, r.first())
		default:
			r.out.At = r.at(bl.sheet, bl.key)
			r.out.Task, r.out.Child = r.id.task, r.id.child
		}
		for col, d := range r.doubts {
			if name := bl.header.columns[col]; name != "" {
				r.out.Cells[name] = ReturnedCell{cmp.Or(r.out.Cells[name].Value, d.value), r.at(bl.sheet, col), d.why}
			}
		}
		for col, name := range bl.header.unknown {
			if r.cell(col) == "" {
				continue
			}
			if unknown[col] == nil {
				unknown[col] = &Unread{Column: name, At: r.at(bl.sheet, col)}
			}
			unknown[col].Cells++
		}
		for col := range r.cells { // beyond the header
			if r.cells[col] != "" && col != bl.key && bl.header.columns[col] == "" && bl.header.unknown[col] == "" {
				bl.beside = append(bl.beside, Unread{Column: r.cells[col], At: r.at(bl.sheet, col), Cells: 1})
			}
		}
		kept = append(kept, r)
	}
	bl.rows = kept
	for _, col := range slices.Sorted(maps.Keys(unknown)) {
		bl.beside = append(bl.beside, *unknown[col])
		if bl.tasks() && bl.header.mayBe(col, bl.header.absent()) {
			bl.lost = append(bl.lost, *unknown[col])
		}
	}
}

// tasks reports whether a table says of which tasks its rows are.
func (bl *block) tasks() bool { return bl.key >= 0 || bl.header.column(ColTask) >= 0 || bl.ours() }

// ours reports whether a table has lost its hidden columns and is one of ours by the others.
func (bl *block) ours() bool {
	return bl.header.column(ColText) >= 0 && bl.header.column(ColStatus) >= 0 && bl.header.column(colRole) >= 0
}

// numbered reports whether a table's rows name tasks and say their texts, be their keys lost.
func (bl *block) numbered() bool {
	return bl.ours() || bl.header.column(ColTask) >= 0 && bl.header.column(ColText) >= 0 &&
		slices.ContainsFunc(bl.rows, func(r blockRow) bool { return r.out.Cells[ColTask].Value != "" })
}
