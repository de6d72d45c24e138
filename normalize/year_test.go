package normalize

import "testing"

// TestYearOf reads the year that a title plans for.
func TestYearOf(t *testing.T) {
	for title, want := range map[string]int{
		"2017年知识产权工作要点":         2017,
		"2020-2021学年第二学期校历":     2021,
		"2020—2021学年度（下学期）工作安排": 2021,
		"2020-2021学年第一学期工作计划":   2020,
		"落实2019—2021年行动计划的任务分工": 2019,
		"某某中学工作计划":              0,
	} {
		if got := normalizer(t).calendar.yearOf(title); got != want {
			t.Errorf("%s: %d, want %d", title, got, want)
		}
	}
}
