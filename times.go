package taizhang

// TimeFinder finds expressions of time. extract is given one, so that it needs
// no calendar of its own.
type TimeFinder interface {
	// Whole reports whether s, as a whole, is an expression of time.
	Whole(s string) bool
	// Leading reports whether s begins with an expression of time that can stand
	// alone as a value.
	Leading(s string) bool
	// Dates reports whether prose says when a task is to be done.
	Dates(s string) bool
}

// Remember returns a finder that answers each question once: cells, and what lists name, are asked about by one
// stage after the other. It is for one document, and not for several goroutines.
func Remember(f TimeFinder) TimeFinder {
	return &remembered{f, make(map[string]bool), make(map[string]bool)}
}

type remembered struct {
	TimeFinder
	whole, leading map[string]bool
}

func (r *remembered) Whole(s string) bool   { return answer(r.whole, s, r.TimeFinder.Whole) }
func (r *remembered) Leading(s string) bool { return answer(r.leading, s, r.TimeFinder.Leading) }

func answer(given map[string]bool, s string, ask func(string) bool) bool {
	is, ok := given[s]
	if !ok {
		is = ask(s)
		given[s] = is
	}
	return is
}
