package cli

import "strings"

// didYouMean says which command may be meant.
func didYouMean(typed string, names []string) error {
	if near := Nearest(typed, names); near != "" {
		return Message("is it `taizhang %s`? `taizhang help` lists all", near)
	}
	return Message("`taizhang help` lists them")
}

// didYouMeanFlag says which flag of a command may be meant.
func didYouMeanFlag(command, typed string, names []string) error {
	if near := Nearest("--"+typed, names); near != "" {
		return Message("is it %s? `taizhang help %s` lists all", near, command)
	}
	return Message("`taizhang help %s` lists its flags", command)
}

// Nearest is the name that is typed with the fewest letters wrong, at most a third; or
// the only one that begins so.
func Nearest(typed string, names []string) string {
	best, least := "", len([]rune(typed))/3+1
	for _, n := range names {
		if d := distance(typed, n); d < least {
			best, least = n, d
		}
	}
	if best != "" {
		return best
	}
	for _, n := range names {
		if strings.HasPrefix(n, typed) && strings.Trim(typed, "-") != "" {
			if best != "" {
				return ""
			}
			best = n
		}
	}
	return best
}

// distance counts the letters to insert, drop, change or swap with the next.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range y {
		rows[0][j+1] = j + 1
	}
	for i := range x {
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			d := min(rows[i][j+1]+1, rows[i+1][j]+1, rows[i][j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				d = min(d, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = d
		}
	}
	return rows[len(x)][len(y)]
}
