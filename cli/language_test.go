package cli

import "testing"

func TestLanguage(t *testing.T) {
	for lang, want := range map[string]bool{"zh": true, "en": false} {
		rest, chinese, err := Language([]string{"find", "--lang", lang, "词", "--db", "a"}, "zh_CN")
		if chinese != want || len(rest) != 4 || err != nil {
			t.Errorf("--lang %s: %v %v %v", lang, chinese, rest, err)
		}
	}
	if _, chinese, err := Language([]string{"find", "--lang", "fr"}, "zh_CN"); !chinese || err == nil {
		t.Error("a language that there is not is none")
	}
	if _, chinese, _ := Language([]string{"find"}, "zh_CN"); !chinese {
		t.Error("the language is not the system's where none is asked for")
	}
	for name, want := range map[string]bool{"zh": true, "zh_CN.UTF-8": true, "zh-Hans-CN": true, "C": false, "en_US": false, "": false} {
		if isChinese(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}
