package main

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"convert", "extract", "ingest", "export", "find", "findings", "undo"}
	for typed, want := range map[string]string{"ingst": "ingest", "exprot": "export", "INGEST": "", "finding": "findings", "conv": "convert", "frobnicate": "", "e": "", "un": "undo"} {
		if got := nearest(typed, names); got != want {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	rest, asked := language([]string{"find", "--lang", "zh", "词", "--db", "a"})
	if asked != "zh" || len(rest) != 4 {
		t.Errorf("%q %v", asked, rest)
	}
	for name, want := range map[string]bool{"zh": true, "zh_CN.UTF-8": true, "zh-Hans-CN": true, "C": false, "en_US": false, "": false} {
		if isChinese(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}
