package reader

import "unicode"

// What a page's characters must come up to, to be text: a font without a table of
// its characters gives others in their place.
const (
	garbledRunes   = 30   // fewer tell nothing
	garbledPrivate = 0.2  // of the private range or unknown
	garbledRare    = 0.25 // of the Chinese ones are usual: less, and they are others
	garbledLatin   = 0.5  // of a page without Chinese are small letters, or digits
)

// garbled reports whether what a page's characters say is not what it shows: neither
// Chinese with its usual characters, nor words of letters with vowels, nor numbers.
func garbled(chars []pdfChar) bool {
	var all, private, han, usual, small, vowels, digits float64
	common := common()
	for _, c := range chars {
		all++
		switch r := c.r; {
		case r == unicode.ReplacementChar, unicode.Is(unicode.Co, r):
			private++
		case unicode.Is(unicode.Han, r):
			han++
			if common[r] {
				usual++
			}
		case r >= 'a' && r <= 'z':
			small++
			switch r {
			case 'a', 'e', 'i', 'o', 'u':
				vowels++
			}
		case digit(r):
			digits++
		}
	}
	switch {
	case all < garbledRunes:
		return false
	case private > garbledPrivate*all:
		return true
	case han > 0.1*all:
		return han >= garbledRunes && usual < garbledRare*han
	}
	words := small >= garbledLatin*all && vowels > 0.2*small && vowels < 0.6*small
	return !words && digits < garbledLatin*all
}
