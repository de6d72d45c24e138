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

// FoundTime is an expression of time in prose, in bytes. As is what words elsewhere in its
// clause make of it, or empty: by in 2025年…达到, start in 7月…开工.
type FoundTime struct {
	Span
	As DeadlineKind
}
