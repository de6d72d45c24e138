package review

import (
	"io/fs"
	"regexp"
	"testing"
)

// TestEveryViewSaysWhatItIsFor: each page but that of an error has its help, and no help is of no page.
func TestEveryViewSaysWhatItIsFor(t *testing.T) {
	names, err := fs.Glob(files, "page/*.html")
	must(t, err)
	left := make(map[string]bool)
	for name := range helps {
		left[name] = true
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		must(t, err)
		for _, m := range regexp.MustCompile(`\{\{define "(\w+)" -\}\}\s*\{\{template "top"`).FindAllSubmatch(text, -1) {
			if view := string(m[1]); view != "trouble" && helps[view] == nil {
				t.Errorf("%s: the view %s has no help", name, view)
			}
			delete(left, string(m[1]))
		}
	}
	if len(left) > 0 {
		t.Errorf("helps of no view: %v", left)
	}
}
