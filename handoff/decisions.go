package handoff

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

var conflictKeyPattern = lazy.NewPattern(`^` + conflictHeader + `\|\d{1,18}\|[0-9a-f]{8}(?:\|[0-9a-f]{16})?$`)

// Decided is what a person decided in a workbook of conflicts, by their IDs: "returned" or
// "present", and of each [taizhang.Conflict.Seen] as the workbook was written.
type Decided struct{ How, Seen map[int64]string }

// ReadDecisions reads what a person decided in a workbook that [WriteConflicts] wrote:
// what is not decided is left out. ok is false for any other file. Listed are the conflicts as the
// database has them, as they were listed first: a decision on something else is an error.
func ReadDecisions(name string, data []byte, listed []taizhang.Conflict) (out Decided, ok bool, err error) {
	defer func() {
		if r := recover(); r != nil { // as in Read
			out, ok, err = Decided{}, false, nil
		}
	}()
	f, err := openReturned(name, data, ReadOptions{}.withDefaults())
	if err != nil {
		return out, false, nil // Read says what is wrong with it
	}
	defer func() { _ = f.Close() }()
	known := map[string]*taizhang.Conflict{}
	for i := range listed {
		known[conflictKey(&listed[i])] = &listed[i]
	}
	fail := func(at, what, remedy string) error {
		return &taizhang.Error{Kind: taizhang.Malformed, Path: name, At: at, What: what, Remedy: remedy}
	}
	decided, seen := map[int64]string{}, map[int64]string{}
	room := ReadOptions{}.withDefaults().MaxCells * 4
	for _, sheet := range f.GetSheetList() {
		rows, err := sheetRows(f, sheet, &room, looksOf(&f.Pkg))
		if err != nil {
			return out, false, nil
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
				return out, true, fail(sheet, "the header "+decisionHeader+" is gone", "decide in the workbook as it was written")
			}
			word, at := taizhang.FoldString(r.cell(column)), r.at(sheet, column)
			if word == "" {
				continue
			}
			d, valid := decisions[word]
			about, saw := partsOfKey(key)
			c := known[about]
			switch {
			case !valid:
				return out, true, fail(at, fmt.Sprintf("%q is no decision", r.cell(column)), "choose "+decideReturned+" or "+decidePresent)
			case c == nil:
				return out, true, fail(at, "this database lists no such conflict", "use the database that the workbook was written from, or have the conflicts written anew")
			case d == "returned" && !acceptable(c):
				return out, true, fail(at, "what came back can't be taken as it is", "choose "+decidePresent+", and have the workbook corrected and returned")
			case decided[c.ID] != "" && decided[c.ID] != d:
				return out, true, fail(at, "conflict "+strconv.FormatInt(c.ID, 10)+" is decided twice, differently", "keep one of them")
			}
			decided[c.ID], seen[c.ID] = d, cmp.Or(saw, c.Seen())
		}
	}
	return Decided{decided, seen}, ok, nil
}

// partsOfKey are the parts of what the hidden column holds: what a row is about, and what was
// seen of it; empty in a workbook of an earlier version.
func partsOfKey(key string) (about, seen string) {
	if i := strings.LastIndexByte(key, '|'); strings.Count(key, "|") == 3 {
		return key[:i], key[i+1:]
	}
	return key, ""
}
