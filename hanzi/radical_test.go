package hanzi_test

import (
	"testing"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

func TestRadical(t *testing.T) {
	if first, last := taizhang.Radical(0x2f00), taizhang.Radical(0x2fd5); first != '一' || last != '龠' {
		t.Errorf("the Kangxi radicals begin with %c and end with %c", first, last)
	}
	for r := rune(0x2e80); r <= 0x2fdf; r++ {
		if c := taizhang.Radical(r); utf8.RuneLen(c) != utf8.RuneLen(r) || c != r && (c < 0x4e00 || c > 0x9fff) {
			t.Errorf("%c is %c", r, c)
		}
	}
	f := hanzi.Fold("市⽔利局 ⻔⼾⽹站：⼀⽉")
	if f.Text != "市水利局门户网站:一月" {
		t.Errorf("folded to %s", f.Text)
	}
	if a, b := f.Back(len("市水利局门"), len("市水利局门户")); "市⽔利局 ⻔⼾⽹站：⼀⽉"[a:b] != "⼾" {
		t.Errorf("户 stands at %d to %d", a, b)
	}
	if n, ok := hanzi.Numeral("⼗⼀"); !ok || n != 11 {
		t.Errorf("⼗⼀ is %d", n)
	}
}
