package taizhang

// TimeFinder finds expressions of time. extract is given one, so that it needs
// no calendar of its own.
type TimeFinder interface {
	// Whole reports whether s, as a whole, is an expression of time.
	Whole(s string) bool
	// Leading reports whether s begins with an expression of time that can stand
	// alone as a value.
	Leading(s string) bool
	// Find returns where prose says when a task is to be done.
	Find(s string) []FoundTime
}

// FoundTime is an expression of time in prose, in bytes. Until says that a verb
// elsewhere in its clause makes it the end of what is to be done: 2025年…达到.
type FoundTime struct {
	Span
	Until bool
}
