package export

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/taizhang/taizhang"
)

// OverviewFormats are the forms in which a roll-up is written. All but the workbook hold
// its sheet 总台账: one line a task, its columns by their headers.
var OverviewFormats = map[string]func(io.Writer, *taizhang.Overview) error{
	"xlsx": OverviewXLSX, "csv": overviewCSV, "jsonl": overviewJSONL,
}

// flatStandings gives the cells of each task, those of optional columns too.
func flatStandings(o *taizhang.Overview, each func(cells []string) error) error {
	b := &book{}
	cells := make([]string, len(standingColumns))
	for t := range standingSheet(o).records {
		for i, c := range standingColumns {
			switch v := c.fill(b, t); v.kind {
			case number, leftNumber:
				cells[i] = itoa(v.n)
			default:
				cells[i] = v.text
			}
		}
		if err := each(cells); err != nil {
			return err
		}
	}
	return o.Err()
}

func overviewCSV(w io.Writer, o *taizhang.Overview) error {
	out := bufio.NewWriter(w)
	out.WriteString("\ufeff")
	var names []string
	for _, c := range standingColumns {
		names = append(names, c.Name)
	}
	if err := writeCSV(out, names); err != nil {
		return err
	}
	if err := flatStandings(o, func(cells []string) error { return writeCSV(out, cells) }); err != nil {
		return err
	}
	return out.Flush()
}

func overviewJSONL(w io.Writer, o *taizhang.Overview) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return flatStandings(o, func(cells []string) error {
		line := map[string]string{}
		for i, c := range standingColumns {
			line[c.Name] = cells[i]
		}
		return enc.Encode(line)
	})
}
