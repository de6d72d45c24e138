package handoff

import (
	"os"
	"strings"
	"testing"
)

// Every name that a template may use is documented beside its twin.
func TestNamesAreDocumented(t *testing.T) {
	b, err := os.ReadFile("../docs/handoff.md")
	must(t, err)
	for english, chinese := range englishNames {
		if !strings.Contains(string(b), "| "+chinese+" | "+english+" |") {
			t.Errorf("docs/handoff.md lacks %s, %s", chinese, english)
		}
	}
	if rows := strings.Count(string(b), "| 台账_"); rows != len(englishNames) {
		t.Errorf("docs/handoff.md has %d names, want %d", rows, len(englishNames))
	}
}
