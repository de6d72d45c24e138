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
