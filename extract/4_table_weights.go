package extract

import "github.com/taizhang/taizhang"

// The weights, in natural logarithms.
const (
	most         = 3.5  // the largest gain of a cell
	least        = -5.0 // the largest loss
	gainAnchor   = 4.0  // a header that ends before the first of its numbers
	gainRun      = 2.5  // a number that follows the last one
	lossJump     = -2.5 // one that does not
	lossNext     = -7.0 // one that does, in another column
	lossMore     = -1.0 // a further paragraph in a cell of prose
	lossPiece    = -0.5 // a further piece of a broken value
	lossTorn     = -2.0 // a value that goes on in the next cell
	lossValue    = -4.0 // a paragraph in a cell of prose that is a value
	lossAbove    = -8.0 // a heading that goes on with the count above the table
	lossSection  = -0.5 // a line over the whole table
	lossTurn     = .5   // a first row that is shorter than the others
	lossFirst    = -3.0 // a table's first cell that is absent
	lossAbsent   = -3.0 // a column that is empty all the way down
	lossNoOther  = -.5  // one of no certain role
	lossNoNote   = -.3  // one of remarks
	lossInside   = -8.0 // a row that begins within a line that is a row
	leastGroup   = 8.0  // of the rows that a group's name is above, at first
	mayMerge     = -1.6 // what the absent cells of a column cost that are merged over rows: a fifth of them
	lossFull     = -20  // an absent cell where all are printed
	lossHeader   = -3.0 // a header word among the rows
	gainDots     = .2   // a row of dots: and so on
	priorWeight  = 4.0  // rows that a header word counts for
	columnPrice  = 1.5  // what a column must gain
	lossRow      = .8   // what a row loses a column where another table may begin
	wantGain     = 8.0  // what a table must gain over the reading as prose
	wantRegular  = 4.0  // one in which nothing is missing
	leastRegular = 3    // rows of it
	hopelessGain = 30   // how much worse than the best a path may be
)

// symbolsOf are the shares of symbols that a role makes likely; the rest is the ground's.
var symbolsOf = map[taizhang.ColumnRole]map[symbol]float64{
	taizhang.ColNumber:   {symNumber: .95},
	taizhang.ColUnit:     {symUnits: .8, symOrgan: .12, symDuty: .05},
	taizhang.ColLead:     {symUnits: .75, symOrgan: .15, symDuty: .03},
	taizhang.ColSupport:  {symUnits: .75, symOrgan: .12, symDuty: .03},
	taizhang.ColDeadline: {symTime: .8, symShort: .08},
	taizhang.ColTask:     {symLong: .25, symSentence: .3, symMiddle: .25, symShort: .1},
	taizhang.ColResult:   {symLong: .2, symSentence: .3, symMiddle: .25, symShort: .2},
	taizhang.ColNote:     {symSentence: .3, symMiddle: .2, symShort: .3},
	taizhang.ColMeasure:  {symFigure: .3, symShort: .25, symMiddle: .25},
	taizhang.ColCategory: {symShort: .35, symMiddle: .15, symLabel: .25},
}

// personSymbols are those of a column of people, which has no role of its own.
var personSymbols = map[symbol]float64{symPerson: .7, symShort: .2}
