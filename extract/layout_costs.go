package extract

import (
	"io/fs"
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
	atLine: "at-line", afterBlanks: "after-blanks", afterStop: "after-stop", afterBracket: "after-bracket", afterSemicolon: "after-semicolon", afterColon: "after-colon", glued: "glued", afterComma: "after-comma", inPhrase: "in-phrase",
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
	at := map[string]price{}
	for p, name := range priceNames {
		at[name] = price(p)
	}
	c := new(costs)
	for _, r := range rows {
		p, ok := at[r.Cells[0]]
		if !ok {
			return nil, r.Errorf("%q is no price of the layout, or stands twice", r.Cells[0])
		}
		if c[p], err = strconv.ParseFloat(r.Cells[1], 64); err != nil {
			return nil, r.Errorf("price %q; want a number", r.Cells[1])
		}
		delete(at, r.Cells[0])
	}
	for _, name := range priceNames {
		if _, missing := at[name]; missing {
			return nil, (tsv.Row{File: "layout.tsv", Line: 1}).Errorf("the price %q is missing", name)
		}
	}
	return c, nil
}
