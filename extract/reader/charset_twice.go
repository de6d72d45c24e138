package reader

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// recodedSample is how much of a text is looked at, in bytes.
const recodedSample = 8 << 10

// recoded undoes the harm of a program that took text for another charset and saved what
// it saw (å…³äºŽ, 鍏充簬): what was meant, and as what it was taken; was is empty where
// the text reads as it is.
func recoded(text string) (meant, was string) {
	sample := text
	if len(sample) > recodedSample {
		sample = sample[:recodedSample]
		for len(sample) > 0 && !utf8.RuneStart(text[len(sample)]) {
			sample = sample[:len(sample)-1]
		}
	}
	beyond := 0
	for _, r := range sample {
		if r >= 0x80 {
			beyond++
		}
	}
	now := likeness(strings.ReplaceAll(sample, "\ufffd", ""))
	if beyond < 20 || now > beyond/2 { // it reads as Chinese
		return "", ""
	}
	for _, c := range []struct {
		name string
		undo func(string) (string, bool)
	}{{"ISO-8859-1", fromLatin}, {"GBK", fromGBK}} {
		s, ok := c.undo(sample)
		// What was lost on the way is no sign against it.
		if !ok || likeness(strings.ReplaceAll(s, "\ufffd", "")) <= max(2*now, utf8.RuneCountInString(s)/2) {
			continue
		}
		if s, ok = c.undo(text); ok {
			return s, c.name
		}
	}
	return "", ""
}

// fromLatin gives the bytes of text that was taken for Western European, as text.
func fromLatin(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r < 0x100 {
			b = append(b, byte(r))
		} else if c, ok := charmap.Windows1252.EncodeRune(r); ok {
			b = append(b, c)
		} else {
			return "", false
		}
	}
	if utf8.Valid(b) {
		return string(b), true
	}
	text, _ := guess(b, "")
	return text, true
}

// fromGBK gives UTF-8 that was taken for GBK, in which some bytes were lost. Of Windows'
// GBK the byte 80 is the euro sign, which has two bytes in GB18030.
func fromGBK(s string) (string, bool) {
	enc := simplifiedchinese.GB18030.NewEncoder()
	var b strings.Builder
	for s != "" {
		n := strings.IndexAny(s, "€\ufffd")
		if n < 0 {
			n = len(s)
		}
		bytes, err := enc.String(s[:n])
		if err != nil {
			return "", false
		}
		b.WriteString(bytes)
		switch s = s[n:]; {
		case strings.HasPrefix(s, "€"):
			b.WriteByte(0x80)
			s = s[len("€"):]
		case s != "":
			b.WriteByte(0xff) // in no text
			s = s[len("\ufffd"):]
		}
	}
	return strings.ToValidUTF8(b.String(), "\ufffd"), true
}
