package normalize

import (
	"fmt"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestTurn: a schedule that goes over the year's end; of each list the ends of its times, for a plan of 2024.
func TestTurn(t *testing.T) {
	for _, c := range []struct {
		name   string
		signed taizhang.Date
		list   string
		want   string
	}{
		{"months of a winter", "", "10-31 11-30 12-31 1-31 2-29", "2024-10-31 2024-11-30 2024-12-31 2025-01-31 2025-02-28"},
		{"signed before the winter", "2024-10-20", "11-30 12-31 1-31", "2024-11-30 2024-12-31 2025-01-31"},
		{"signed before its plan's year", "2023-12-20", "11-30 12-31 1-31", "2024-11-30 2024-12-31 2024-01-31"},
		{"a year's months", "", "1-31 6-30 12-31", "2024-01-31 2024-06-30 2024-12-31"},
		{"tasks in no order", "", "12-31 3-31 6-30", "2024-12-31 2024-03-31 2024-06-30"},
		{"tasks that go round twice", "", "9-30 12-31 3-31 6-30 1-31", "2024-09-30 2024-12-31 2024-03-31 2024-06-30 2024-01-31"},
		{"the first month comes again", "", "3-31 12-31 1-31 6-30", "2024-03-31 2024-12-31 2024-01-31 2024-06-30"},
	} {
		w := &work{ledger: &taizhang.Ledger{Notice: taizhang.Notice{SignedOn: c.signed}}, at: Place{Year: 2024}}
		var ds []taizhang.Deadline
		for _, s := range strings.Fields(c.list) {
			var m, d int
			fmt.Sscanf(s, "%d-%d", &m, &d)
			ds = append(ds, taizhang.Deadline{Raw: fmt.Sprintf("%d月", m), End: taizhang.Date(fmt.Sprintf("2024-%02d-%02d", m, d))})
		}
		w.turn(w.unyeared(nil, ds))
		var got []string
		for _, d := range ds {
			got = append(got, string(d.End))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}
