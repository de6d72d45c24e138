package reader

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/taizhang/taizhang"
)

// oleEntry is a stream of an OLE2 container, or a storage with those in it.
type oleEntry struct {
	name string
	data string
	in   []oleEntry
}

// packOLE writes an OLE2 container. Streams are filled up with NULs to the size from
// which on they lie in sectors of their own; siblings hang in one line.
func packOLE(entries ...oleEntry) []byte {
	const none, end = 0xffffffff, 0xfffffffe
	var dir [][]byte
	var sectors []byte
	var fat []uint32
	store := func(data []byte) (first uint32) {
		first = uint32(len(fat))
		for len(data)%512 != 0 || len(data) == 0 {
			data = append(data, 0)
		}
		for i := range len(data) / 512 {
			next := uint32(len(fat) + 1)
			if i == len(data)/512-1 {
				next = end
			}
			fat = append(fat, next)
		}
		sectors = append(sectors, data...)
		return first
	}
	var add func(name string, kind byte, data string, in []oleEntry) uint32
	add = func(name string, kind byte, data string, in []oleEntry) uint32 {
		e := make([]byte, 128)
		at := uint32(len(dir))
		dir = append(dir, e)
		u := utf16.Encode([]rune(name))
		for i, c := range u {
			binary.LittleEndian.PutUint16(e[2*i:], c)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(u)+2))
		e[66], e[67] = kind, 1
		for _, o := range []int{68, 72, 76} {
			binary.LittleEndian.PutUint32(e[o:], none)
		}
		binary.LittleEndian.PutUint32(e[116:], end)
		if kind == 2 {
			padded := append([]byte(data), make([]byte, max(0, 4096-len(data)))...)
			binary.LittleEndian.PutUint32(e[120:], uint32(len(padded)))
			binary.LittleEndian.PutUint32(e[116:], store(padded))
		}
		link := e[76:]
		for _, c := range in {
			kind := byte(2)
			if c.in != nil {
				kind = 1
			}
			child := add(c.name, kind, c.data, c.in)
			binary.LittleEndian.PutUint32(link, child)
			link = dir[child][72:]
		}
		return at
	}
	add("Root Entry", 5, "", entries)
	dirAt := store(bytes.Join(dir, nil))
	fatSectors := 1
	for fatSectors*128 < len(fat)+fatSectors {
		fatSectors++
	}
	head := make([]byte, 512)
	copy(head, ole2)
	binary.LittleEndian.PutUint16(head[24:], 0x3e)
	binary.LittleEndian.PutUint16(head[26:], 3)
	binary.LittleEndian.PutUint16(head[28:], 0xfffe)
	binary.LittleEndian.PutUint16(head[30:], 9)
	binary.LittleEndian.PutUint16(head[32:], 6)
	binary.LittleEndian.PutUint32(head[44:], uint32(fatSectors))
	binary.LittleEndian.PutUint32(head[48:], dirAt)
	binary.LittleEndian.PutUint32(head[56:], 4096)
	binary.LittleEndian.PutUint32(head[60:], end)
	binary.LittleEndian.PutUint32(head[68:], end)
	for i := range 109 {
		v := uint32(none)
		if i < fatSectors {
			v = uint32(len(fat) + i)
		}
		binary.LittleEndian.PutUint32(head[76+4*i:], v)
	}
	for range fatSectors {
		fat = append(fat, 0xfffffffd)
	}
	for len(fat)%128 != 0 {
		fat = append(fat, none)
	}
	out := append(head, sectors...)
	for _, v := range fat {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

func utf16Text(s string) string {
	var b []byte
	for _, c := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, c)
	}
	return string(b)
}

func TestExpandMSG(t *testing.T) {
	long := strings.Repeat("x", 4096) // fills its stream
	data := packOLE(oleEntry{name: "__nameid_version1.0", in: []oleEntry{{name: "x"}}}, oleEntry{name: "__properties_version1.0"},
		oleEntry{name: msgStream + "1000001F", data: utf16Text("一、任务")},
		oleEntry{name: "__recip_version1.0_#00000000", in: []oleEntry{{name: msgStream + "3001001F", data: utf16Text("张三")}}},
		oleEntry{name: "__attach_version1.0_#00000000", in: []oleEntry{{name: msgStream + "37010102", data: long}, {name: msgStream + "3707001F", data: utf16Text("附件1.txt")}}},
		oleEntry{name: "__attach_version1.0_#00000001", in: []oleEntry{{name: msgStream + "3001001F", data: utf16Text("转发的邮件")}, {name: "__substg1.0_3701000D", in: []oleEntry{{name: msgStream + "1000001F"}}}}})
	wantItems(t, expand(t, data, Options{}), "-!/body.txt=一、任务", "-!/附件1.txt="+long[:60], "-!/转发的邮件!unsupported")
	for n := 8; n < len(data); n += 64 {
		expand(t, data[:n], Options{})
	}
	for i := 0; i < len(data); i += 37 {
		bad := bytes.Clone(data)
		bad[i] ^= 1 << (i % 8)
		expand(t, bad, Options{})
	}
	if _, err := Read("winmail.dat", []byte("\x78\x9f\x3e\x22\x00\x00"), Options{}); taizhang.KindOf(err) != taizhang.Unsupported || !strings.Contains(err.Error(), "save what is attached") {
		t.Error(err)
	}
}
