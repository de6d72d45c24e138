package ingest

import "testing"

func TestNewer(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"reader/1 extract/2 normalize/3 seeds/aa", "reader/1 extract/2 normalize/3 seeds/aa", false},
		{"reader/1 extract/2 normalize/3 seeds/12345678", "reader/1 extract/2 normalize/3 seeds/00000001", false},
		{"reader/1 extract/2 normalize/4 seeds/aa", "reader/1 extract/2 normalize/3 seeds/bb", true},
		{"reader/1 extract/10 normalize/3 seeds/aa", "reader/1 extract/9 normalize/4 seeds/aa", true},
		{"reader/1 extract/9 normalize/4 seeds/aa", "reader/1 extract/10 normalize/3 seeds/aa", false},
		{"reader/2 extract/1 normalize/1", "reader/1 extract/9 normalize/9", true},
		{"gold", "reader/1 extract/9 normalize/9", false},
		{"reader/1 extract/9 normalize/9", "gold", true},
	} {
		if got := Newer(c.a, c.b); got != c.want {
			t.Errorf("Newer(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
