package main

import (
	"errors"
	"strings"

	"github.com/taizhang/taizhang/decide"
)

// problems are what is said of what makes no decision: with what was typed, and of a
// deadline with how many it reads as.
var problems = map[decide.Problem]string{
	decide.NoText:       "decide text: the text is empty; `decide drop UID` takes a task away",
	decide.NoUnits:      "decide units: name units with --lead, --support, --joint or --separate",
	decide.NoTime:       "decide deadline: %q reads as %s, not as one; `taizhang deadlines parse` shows what it reads as",
	decide.NotClaimed:   "decide claim: %q is none of item, field, chrome, running and other",
	decide.NoName:       "decide claim: a field has a name, as in `decide claim NOTICE TEXT field 备注`, and nothing else",
	decide.NotItem:      "decide claim: only an item has units",
	decide.NotField:     "decide notice: a notice has no field %q that can be said",
	decide.NotDate:      "decide notice: %q reads as no day; write it as 2017-02-04",
	decide.NotYear:      "decide notice: %q is no year",
	decide.NotRegion:    "decide notice: %q is no region; write it as 四川省, 福建省龙岩市, 中央, or its GB/T 2260 code",
	decide.NotPart:      "decide split: the task does not go on with %q",
	decide.NotCut:       "decide split: a section and a task whose text was corrected can't be split; undo the text first",
	decide.NotBefore:    "decide join: nothing stands before it that it could be the end of",
	decide.NotUnder:     "decide move: %q is no section before it in the notice",
	decide.NotSection:   "decide title: an item has no heading of its own; `decide text` says what it says",
	decide.NoTarget:     "decide target: %q is not one number with a measure, as 50家企业 or 5—8个",
	decide.NotRow:       "decide: it is no row of a table, or none of that kind",
	decide.NoTaskColumn: "decide: no column says what is to be done; name one of them task, in `decide columns` or here",
	decide.NotColumns:   "decide: name what each of the %s of the table holds, as number、task、lead、deadline; %q is none of these",
	decide.NotCell:      "decide cell: the row has no such cell, or none there to be moved; name the column by its header or its number",
	decide.NotHeading:   "decide heading: it is a section already, or says nothing, or nothing stands below it",
	decide.NotTable:     "decide table: what it says is no rows of %s columns, with a cell on each line, or with tabs, bars or wide blanks between cells",
	decide.NoHeader:     "decide body: nothing heads the columns of its table",
	decide.NotPartKind:  "decide part: %q is none of notice, plan, schedule and annex",
	decide.NotPrinted:   "decide notice: no such field says %q; a field that is missing is said with `decide claim`",
	decide.NotThere:     "decide assign: no task there has the unit %q",
}

// problemOf says why what was typed makes no decision; another error stays as it is.
func problemOf(err error) error {
	x, ok := errors.AsType[*decide.InvalidError](err)
	if !ok {
		return err
	}
	said, ok := problems[x.Problem]
	if !ok {
		return err
	}
	if x.Problem == decide.NotColumns {
		return usage(said, plural(x.Count, "column"), x.What)
	}
	return usage(said, []any{x.What, plural(x.Count, "deadline")}[:strings.Count(said, "%")]...)
}
