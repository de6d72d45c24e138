package reader

import (
	"archive/zip"
	"bytes"
	"io"
)

// Ours says why a file that lies in a folder or archive is none to read: the program wrote
// it itself, and would take its own words for a notice. One that the user names is read.
func Ours(data []byte) string {
	if bytes.Contains(data[:min(len(data), 1024)], []byte(`<meta name="generator" content="taizhang">`)) {
		return wroteIt
	}
	if !isZip(data) {
		return ""
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "" // its reader says what is wrong
	}
	switch {
	case !holds(z, "docProps/core.xml", "<dc:creator>taizhang</dc:creator>"):
		return ""
	case holds(z, "xl/workbook.xml", ` name="taizhang"`):
		return handedOut
	}
	return wroteIt
}

// What is said of them.
const (
	wroteIt   = "a file that taizhang wrote"
	handedOut = "a workbook to fill in, which `taizhang collect` takes"
)

// holds reports whether a part of an archive has some words in its first 64 KB.
func holds(z *zip.Reader, part, words string) bool {
	f, err := z.Open(part)
	if err != nil {
		return false
	}
	defer f.Close()
	text, _ := io.ReadAll(io.LimitReader(f, 64<<10))
	return bytes.Contains(text, []byte(words))
}
