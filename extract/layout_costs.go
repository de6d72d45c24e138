package extract

import (
	"io/fs"
	"slices"
	"strconv"

	"github.com/taizhang/taizhang/seeds/tsv"
)

// price is a row of layout.tsv; those of evidence stand first.
type price int

const (
	costAlien = price(inPhrase) + 1 + iota
	costAnew
	costBack
	costCharged
	costCircled
	costCited
	costClause
	costCloses
	costDecimal
	costEmpty
	costFigure
	costLate
	costLeft
	costListed
	costNested
	costOddMark
	costOpens
	costOuter
	costRepeats
	costRestarts
	costRunsOn
	costSecond
	costSkips
	costSkipsEach
	costTaken
	costTitled
	costUpside
	prices
)

// priceNames are the rows of layout.tsv.
var priceNames = [prices]string{
	atLine: "at-line", afterBlanks: "after-blanks", afterStop: "after-stop", afterBracket: "after-bracket", afterSemicolon: "after-semicolon", afterColon: "after-colon", listBegins: "list-begins", glued: "glued", afterComma: "after-comma", inPhrase: "in-phrase",
	costAlien: "alien", costAnew: "anew", costBack: "back", costCharged: "charged", costCircled: "circled", costCited: "cited", costClause: "clause",
	costCloses: "closes", costDecimal: "decimal", costEmpty: "empty", costFigure: "figure", costLate: "late", costLeft: "left", costListed: "listed", costNested: "nested", costOddMark: "odd-mark",
	costOpens: "opens", costOuter: "outer", costRepeats: "repeats", costRestarts: "restarts", costRunsOn: "runs-on", costSecond: "second", costSkips: "skips", costSkipsEach: "skips-each",
	costTaken: "taken", costTitled: "titled", costUpside: "upside",
}

// costs are the prices of layout.tsv.
type costs [prices]float64

func readCosts(fsys fs.FS) (*costs, error) {
	rows, err := tsv.Read(fsys, "layout.tsv", "name", "price", "of")
	if err != nil {
		return nil, err
	}
	c := new(costs)
	for p, name := range priceNames {
		i := slices.IndexFunc(rows, func(r tsv.Row) bool { return r.Cells[0] == name })
		if i < 0 {
			return nil, (tsv.Row{File: "layout.tsv", Line: 1}).Errorf("the price %q is missing", name)
		}
		if c[p], err = strconv.ParseFloat(rows[i].Cells[1], 64); err != nil {
			return nil, rows[i].Errorf("price %q; want a number", rows[i].Cells[1])
		}
		rows = slices.Delete(rows, i, i+1)
	}
	for _, r := range rows {
		return nil, r.Errorf("%q is no price of the layout, or stands twice", r.Cells[0])
	}
	return c, nil
}
