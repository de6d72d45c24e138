package handoff

import (
	"fmt"
	"strconv"

	"github.com/taizhang/taizhang"
)

var conflictKeyPattern = taizhang.NewPattern(`^` + conflictHeader + `\|(\d{1,18})\|[0-9a-f]{8}$`)

// ReadDecisions reads what a person decided in a workbook that [WriteConflicts] wrote:
// "returned" or "present" by the conflict's ID; what is not decided is left out. ok is
// false for any other file. Listed are the conflicts as the database has them: a
// decision on something else is an error.
func ReadDecisions(name string, data []byte, listed []taizhang.Conflict) (decided map[int64]string, ok bool, err error) {
	defer func() {
		if r := recover(); r != nil { // as in Read
			decided, ok, err = nil, false, nil
		}
	}()
	f, err := openReturned(name, data, ReadOptions{}.withDefaults())
	if err != nil {
		return nil, false, nil // Read says what is wrong with it
	}
	defer func() { _ = f.Close() }()
	known := map[string]*taizhang.Conflict{}
	for i := range listed {
		known[conflictKey(&listed[i])] = &listed[i]
	}
	fail := func(at, what, remedy string) error {
		return &taizhang.Error{Kind: taizhang.Malformed, Path: name, At: at, What: what, Remedy: remedy}
	}
	decided = map[int64]string{}
	room := ReadOptions{}.withDefaults().MaxCells * 4
	for _, sheet := range f.GetSheetList() {
		rows, err := sheetRows(f, sheet, &room, looksOf(&f.Pkg))
		if err != nil {
			return nil, false, nil
		}
		column := -1
		for i := range rows {
			r := &rows[i]
			key := ""
			for col, c := range r.cells {
				if conflictKeyPattern.MatchString(c) {
					key = c
				} else if taizhang.FoldString(c) == decisionHeader {
					column = col
				}
			}
			if key == "" {
				continue
			}
			ok = true
			if column < 0 {
				return nil, true, fail(sheet, "the header "+decisionHeader+" is gone", "decide in the workbook as it was written")
			}
			word, at := taizhang.FoldString(r.cell(column)), r.at(sheet, column)
			if word == "" {
				continue
			}
			d, valid := decisions[word]
			c := known[key]
			switch {
			case !valid:
				return nil, true, fail(at, fmt.Sprintf("%q is no decision", r.cell(column)), "choose "+decideReturned+" or "+decidePresent)
			case c == nil:
				return nil, true, fail(at, "this database lists no such conflict", "use the database that the workbook was written from, or have the conflicts written anew")
			case d == "returned" && !acceptable(c):
				return nil, true, fail(at, "what came back can't be taken as it is", "choose "+decidePresent+", and have the workbook corrected and returned")
			case decided[c.ID] != "" && decided[c.ID] != d:
				return nil, true, fail(at, "conflict "+strconv.FormatInt(c.ID, 10)+" is decided twice, differently", "keep one of them")
			}
			decided[c.ID] = d
		}
	}
	return decided, ok, nil
}
