package reader

import (
	"bytes"
	"encoding/binary"
	"slices"
	"unicode/utf16"
)

// oleStreams lists the streams at the top of an OLE2 container, each with its
// first bytes. whole is false where the container is cut short or broken.
func oleStreams(data []byte) (streams map[string][]byte, whole bool) {
	o, ok := openOLE(data)
	if !ok {
		return nil, false
	}
	dir, whole := o.chain(o.u32(48), len(data))
	entry := func(i uint32) []byte {
		if at := int64(i) * 128; at+128 <= int64(len(dir)) {
			return dir[at : at+128]
		}
		return nil
	}
	root := entry(0)
	if root == nil {
		return nil, false
	}
	small, _ := o.chain(binary.LittleEndian.Uint32(root[116:]), 1<<20) // where streams of less than 4096 bytes lie
	streams = map[string][]byte{}
	seen := map[uint32]bool{}
	for todo := []uint32{binary.LittleEndian.Uint32(root[76:])}; len(todo) > 0; {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		e := entry(i)
		if i == oleNone || seen[i] {
			continue
		}
		if e == nil {
			whole = false
			continue
		}
		seen[i] = true
		todo = append(todo, binary.LittleEndian.Uint32(e[68:]), binary.LittleEndian.Uint32(e[72:])) // its neighbours, not its children
		n := min(int(binary.LittleEndian.Uint16(e[64:])), 64)
		var name []uint16
		for k := 0; k+2 < n; k += 2 {
			name = append(name, binary.LittleEndian.Uint16(e[k:]))
		}
		var head []byte
		first, size := binary.LittleEndian.Uint32(e[116:]), binary.LittleEndian.Uint32(e[120:])
		if size >= 4096 {
			head, _ = o.chain(first, 1024)
		} else if at := int64(first) * 64; at < int64(len(small)) {
			head = small[at:min(at+int64(size), int64(len(small)))] // in one piece, or nearly so
		}
		streams[string(utf16.Decode(name))] = head
	}
	return streams, whole
}

// ole is an OLE2 container: sectors, chained by a table that is in sectors itself.
type ole struct {
	data   []byte
	sector int
	tables []uint32 // the sectors that hold the table of chains
}

const oleNone = 0xffffffff

func openOLE(data []byte) (*ole, bool) {
	if !bytes.HasPrefix(data, []byte(ole2)) || len(data) < 512 {
		return nil, false
	}
	o := &ole{data: data, sector: 1 << min(binary.LittleEndian.Uint16(data[30:]), 16)}
	if o.sector != 512 && o.sector != 4096 {
		return nil, false
	}
	for at := 76; at < 512; at += 4 {
		o.tables = append(o.tables, o.u32(at))
	}
	for next, n := o.u32(68), 0; next < oleNone-5 && n < len(data)/o.sector; n++ { // large files list more of them elsewhere
		s := o.at(next)
		if s == nil {
			break
		}
		for k := 0; k+8 <= len(s); k += 4 {
			o.tables = append(o.tables, binary.LittleEndian.Uint32(s[k:]))
		}
		next = binary.LittleEndian.Uint32(s[len(s)-4:])
	}
	return o, true
}

func (o *ole) u32(at int) uint32 { return binary.LittleEndian.Uint32(o.data[at:]) }

// at returns a sector, or nil.
func (o *ole) at(i uint32) []byte {
	from := (int64(i) + 1) * int64(o.sector)
	if from >= int64(len(o.data)) {
		return nil
	}
	s := o.data[from:min(from+int64(o.sector), int64(len(o.data)))]
	if len(s) < o.sector {
		s = slices.Concat(s, make([]byte, o.sector-len(s))) // the last one is often short
	}
	return s
}

// chain reads a chain of sectors, enough of it to have so many bytes; whole is
// false where it breaks off before its end.
func (o *ole) chain(i uint32, enough int) (b []byte, whole bool) {
	for n := 0; i < oleNone-5; n++ {
		s := o.at(i)
		if s == nil || n > len(o.data)/o.sector {
			return b, false
		}
		if b = append(b, s...); len(b) >= enough {
			return b, true
		}
		per := uint32(o.sector / 4)
		if int(i/per) >= len(o.tables) {
			return b, false
		}
		table := o.at(o.tables[i/per])
		if table == nil {
			return b, false
		}
		i = binary.LittleEndian.Uint32(table[i%per*4:])
	}
	return b, true
}
