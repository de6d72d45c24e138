package export

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// The columns of a comparison on a terminal are as wide as what they hold, but for these.
const (
	termTask   = 40 // columns of the terminal, two a character
	termChange = 72 // the last column
)

// CompareText writes a comparison as a table for a terminal, a change a line, and a
// line that counts.
func CompareText(w io.Writer, c *taizhang.Comparison) error {
	rows := [][]string{{"变化", "原编号", "新编号", "任务", "改动"}}
	for i := range c.Changes {
		ch := &c.Changes[i]
		sides := ch.New
		if len(sides) == 0 {
			sides = ch.Old
		}
		var texts []string
		for _, s := range sides {
			head, _, _ := strings.Cut(strings.TrimSpace(s.Text), "\n")
			texts = append(texts, head)
		}
		rows = append(rows, []string{verdictsOf(ch, "、"), oneLine(printedNumbers(ch.Old)), oneLine(printedNumbers(ch.New)),
			fit(oneLine(strings.Join(texts, "＋")), termTask), fit(oneLine(alterations(ch)), termChange)})
	}
	widths := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, s := range r {
			widths[i] = max(widths[i], termWidth(s))
		}
	}
	out := bufio.NewWriter(w)
	for _, r := range rows {
		line := ""
		for i, s := range r {
			line += s + strings.Repeat(" ", widths[i]-termWidth(s)+2)
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	var counts []string
	for _, v := range taizhang.Verdicts {
		if n := c.Summary[v]; n > 0 {
			counts = append(counts, catalog.Word(v)+" "+itoa(n))
		}
	}
	out.WriteString("\n" + oneLine(comparedNames(c)) + "\n共 " + itoa(len(c.Changes)) + " 项：" + strings.Join(counts, "，") + "\n")
	return out.Flush()
}

// alterations says in one line what is different: units, dates, words.
func alterations(c *taizhang.Change) string {
	var out []string
	if s := unitList(c.Units.Gone) + "→" + unitList(c.Units.Come); s != "→" {
		out = append(out, "单位："+s)
	}
	if s := dateList(c.Deadlines.Gone) + "→" + dateList(c.Deadlines.Come); s != "→" {
		out = append(out, "时限："+s)
	}
	switch {
	case !slices.ContainsFunc(c.Verdicts, func(v taizhang.Verdict) bool {
		return v == taizhang.Reworded || v == taizhang.Split || v == taizhang.Merged
	}):
	case rewritten(c.Diff):
		out = append(out, "通篇改写")
	default:
		var words strings.Builder
		for _, e := range c.Diff {
			switch e.Op {
			case taizhang.Delete:
				words.WriteString("[-" + e.Text + "-]")
			case taizhang.Insert:
				words.WriteString("[+" + e.Text + "+]")
			default:
				words.WriteString(around(e.Text))
			}
		}
		out = append(out, "文字："+words.String())
	}
	return strings.Join(out, "；")
}

// around shortens what did not change to what stands beside the changes.
func around(s string) string {
	const beside = 4
	r := []rune(s)
	if len(r) <= 2*beside+1 {
		return s
	}
	return string(r[:beside]) + "…" + string(r[len(r)-beside:])
}

func unitList(units []taizhang.UnitRole) string {
	var out []string
	for _, u := range units {
		out = append(out, u.Unit+"（"+catalog.Word(u.Role)+"）")
	}
	return strings.Join(out, "、")
}

func dateList(dates []taizhang.Date) string {
	var out []string
	for _, d := range dates {
		out = append(out, string(d))
	}
	return strings.Join(out, "、")
}

func oneLine(s string) string {
	return taizhang.Visible(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\t' }), " "))
}

// termWidth is how many columns a text takes on a terminal: two a character.
func termWidth(s string) (n int) {
	for _, r := range s {
		n += termRune(r)
	}
	return n
}

func termRune(r rune) int {
	switch {
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff,
		r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}

// fit shortens a text to so many columns.
func fit(s string, width int) string {
	if termWidth(s) <= width {
		return s
	}
	used := 0
	for i, r := range s {
		if used += termRune(r); used > width-1 {
			return s[:i] + "…"
		}
	}
	return s
}
