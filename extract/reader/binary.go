package reader

import (
	"bytes"
	"strings"

	"github.com/taizhang/taizhang"
)

// signatures are the first bytes of formats that are no text, and their names.
var signatures = []struct{ magic, name string }{
	{"\x1f\x8b", "a damaged gzip archive"},
	{"BZh", "a bzip2 archive"},
	{"\xfd7zXZ", "an xz archive"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"},
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
	name := signature(in.data)
	if strings.HasSuffix(name, "archive") {
		return nil, &taizhang.Error{Kind: taizhang.Unsupported, Path: in.src.Name, What: "this is " + name + ", which is not read", Remedy: "unpack it and give the folder, or pack it as ZIP"}
	}
	return nil, unsupported(in.src.Name, "this is "+name)
}
