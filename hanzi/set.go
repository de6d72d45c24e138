package hanzi

// Set holds characters of the basic plane; to others it does not say no. It is asked
// about every character of a text, so it is a table of bits.
type Set [1 << 16 / 64]uint64

// Add puts a character into the set.
func (s *Set) Add(r rune) {
	if r < 1<<16 {
		s[r>>6] |= 1 << (r & 63)
	}
}

// Has reports whether a character is in the set, or may be.
func (s *Set) Has(r rune) bool { return r >= 1<<16 || s[r>>6]&(1<<(r&63)) != 0 }
