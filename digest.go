package taizhang

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
)

// TextDigest is 16 hex digits over what an entry says, white space aside.
func TextDigest(s string) string { return ValueSeen(Plain(s)) }

// Plain removes white space: a line broken elsewhere says the same.
func Plain(s string) string {
	if strings.IndexFunc(s, unicode.IsSpace) < 0 {
		return s
	}
	return strings.Join(strings.Fields(s), "")
}

// ValueSeen is 16 hex digits over a reported value, as a person saw it.
func ValueSeen(value string) string {
	h := sha256.Sum256([]byte(value))
	return hex.EncodeToString(h[:8])
}
