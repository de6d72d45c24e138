package reader

import (
	"bytes"

	"github.com/taizhang/taizhang"
)

// signatures are the first bytes of formats that are no text, and their names.
var signatures = []struct{ magic, name string }{
	{"\x1f\x8b", "a damaged gzip archive"},
	{"BZh", "a bzip2 archive"},
	{"\xfd7zXZ", "an xz archive"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"},
	{"Rar!", "a RAR archive"},
	{"\x89PNG", "a picture"},
	{"\xff\xd8\xff", "a picture"},
	{"GIF8", "a picture"},
	{"SQLite format 3\x00", "a SQLite database"},
	{"MZ", "a Windows program"},
	{"\x7fELF", "a program"},
}

func signature(data []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.magic)) && (s.magic != "MZ" || bytes.IndexByte(data, 0) >= 0) {
			return s.name
		}
	}
	return ""
}

func isBinary(data []byte) bool { return signature(data) != "" }

func refuseBinary(in input) (*taizhang.Document, error) {
	return nil, unsupported(in.src.Name, "this is "+signature(in.data))
}
