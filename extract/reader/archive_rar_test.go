package reader

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// vint writes a number as RAR 5 does: seven bits a byte, the lowest first.
func vint(n int) (out []byte) {
	for ; n >= 0x80; n >>= 7 {
		out = append(out, byte(n)|0x80)
	}
	return append(out, byte(n))
}

// rarBlock writes a header with its checksum and size.
func rarBlock(fields ...[]byte) []byte {
	body := bytes.Join(fields, nil)
	body = append(vint(len(body)), body...)
	return append(binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(body)), body...)
}

// packRAR writes a RAR 5 archive whose files are stored.
func packRAR(entries ...entryOf) []byte {
	out := append([]byte("Rar!\x1a\x07\x01\x00"), rarBlock(vint(1), vint(0), vint(0))...)
	for _, e := range entries {
		sum := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(e.data)))
		out = append(out, rarBlock(vint(2), vint(2), vint(len(e.data)), vint(4), vint(len(e.data)), vint(0), sum, vint(0), vint(0), vint(len(e.name)), []byte(e.name))...)
		out = append(out, e.data...)
	}
	return append(out, rarBlock(vint(5), vint(0), vint(0))...)
}

func TestExpandRAR(t *testing.T) {
	data := packRAR(entryOf{name: "附件/一.txt", data: "一、甲"}, entryOf{name: "内.zip", data: string(packZip(t, entryOf{name: "a.txt", data: "丙"}))}, entryOf{name: "Thumbs.db", data: "x"})
	wantItems(t, expand(t, data, Options{}), "-!/附件/一.txt=一、甲", "-!/内.zip!/a.txt=丙")
	for n := 8; n < len(data); n++ {
		expand(t, data[:n], Options{})
	}
	for i := range len(data) * 8 {
		bad := bytes.Clone(data)
		bad[i/8] ^= 1 << (i % 8)
		expand(t, bad, Options{})
	}
}

// TestOtherArchives says what to do with those that are not read.
func TestOtherArchives(t *testing.T) {
	for _, magic := range []string{"7z\xbc\xaf\x27\x1c", "BZh9", "\xfd7zXZ\x00"} {
		_, err := Read("a", []byte(magic+strings.Repeat("x", 50)), Options{})
		if taizhang.KindOf(err) != taizhang.Unsupported || !strings.Contains(err.Error(), "unpack it and give the folder") {
			t.Errorf("%v", err)
		}
	}
}
