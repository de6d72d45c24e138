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
		"二〇二一年工作要点":             2021,
		"2022年工作总结和2023年工作打算":   2023,
		"2022年冬季和2023年春季防火方案":   2022,
		"2022年和2023年重点项目":       2022,
		"某某中学工作计划":              0,
	} {
		if got := normalizer(t).calendar.yearOf(title); got != want {
			t.Errorf("%s: %d, want %d", title, got, want)
		}
	}
}
