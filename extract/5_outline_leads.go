package extract

import "github.com/taizhang/taizhang"

// Where a list prints 责任单位：… above each of its tasks, that line stands below the task before it, and above the first; the last
// has none below it. Then the lines are of the tasks they stand above.

// fieldsAbove returns, for each block, where the lines about it begin that stand above it; its own line where none do.
func (w *work) fieldsAbove(blocks []block, body, end int) []int {
	above := make([]int, len(blocks))
	for k, b := range blocks {
		from := body
		if k > 0 {
			from = blocks[k-1].line + 1
		}
		above[k] = w.fieldsBefore(from, b.line)
	}
	for k := 0; k < len(blocks); {
		last := k + 1
		for last < len(blocks) && blocks[last].depth == blocks[k].depth && blocks[last].label.style == blocks[k].label.style && above[last] < blocks[last].line {
			last++
		}
		below := end
		if last < len(blocks) {
			below = blocks[last].line
		}
		if above[k] == blocks[k].line || last-k < leastLed || w.fieldsBefore(blocks[last-1].line+1, below) < below {
			for i := k; i < last; i++ {
				above[i] = blocks[i].line
			}
		}
		k = last
	}
	return above
}

// leastLed is how many tasks have such a line above them at least.
const leastLed = 2

// fieldsBefore returns where the lines about a task begin that stand right before line until, at line from or behind it, one of which
// says who answers; until where none do.
func (w *work) fieldsBefore(from, until int) int {
	at, units := until, false
	for i := until - 1; i >= from && w.open(i) && w.words.fieldOf(w.folded(i)); i-- {
		at, units = i, units || w.dutyLine(w.folded(i))
	}
	if !units {
		return until
	}
	return at
}

// led puts the lines above a block before its text.
func (w *work) led(n *taizhang.DraftNode, from, until int) {
	if from == until {
		return
	}
	for i := from; i < until; i++ {
		w.lines[i].use = asRecord
	}
	n.Text = w.joined(w.spansOf(from, until), n.Text)
}
