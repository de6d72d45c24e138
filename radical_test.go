package taizhang

import (
	"testing"
	"unicode/utf8"
)

func TestRadical(t *testing.T) {
	if len(kangxi) != 0x2fd6-0x2f00 {
		t.Errorf("%d characters of Kangxi radicals", len(kangxi))
	}
	for r := rune(0x2e80); r <= 0x2fdf; r++ {
		if c := Radical(r); utf8.RuneLen(c) != utf8.RuneLen(r) || c != r && (c < 0x4e00 || c > 0x9fff) {
			t.Errorf("%c is %c", r, c)
		}
	}
	f := Fold("市⽔利局 ⻔⼾⽹站：⼀⽉")
	if f.Text != "市水利局门户网站:一月" {
		t.Errorf("folded to %s", f.Text)
	}
	if a, b := f.Back(len("市水利局门"), len("市水利局门户")); "市⽔利局 ⻔⼾⽹站：⼀⽉"[a:b] != "⼾" {
		t.Errorf("户 stands at %d to %d", a, b)
	}
	if n, ok := Numeral("⼗⼀"); !ok || n != 11 {
		t.Errorf("⼗⼀ is %d", n)
	}
}
