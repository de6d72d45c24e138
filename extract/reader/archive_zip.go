package reader

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/taizhang/taizhang"
)

// isZip knows a ZIP file by its first record, or by the only one of an empty one.
func isZip(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06"))
}

// isZipDocument tells a document that is a ZIP file inside (.docx, .xlsx, .ofd,
// .odt, .epub) from an archive of files.
func isZipDocument(data []byte) bool {
	return zipHolds(data, "[Content_Types].xml", "OFD.xml", "mimetype")
}

// zipHolds reports whether one of names lies at the top of a ZIP file.
func zipHolds(data []byte, names ...string) bool {
	z, err := openZip("", data, DefaultLimits)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(z.File, func(f *zip.File) bool {
		return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(f.Name, n) })
	})
}

// openZip reads the directory of a ZIP file, once it is known to be of bearable size.
func openZip(name string, data []byte, limits Limits) (*zip.Reader, error) {
	// An archive that is stored in this one has records of this kind too: hence the factor.
	if bytes.Count(data, []byte("PK\x01\x02")) > 16*limits.Entries {
		return nil, &taizhang.Error{Kind: taizhang.TooLarge, Path: name,
			What: fmt.Sprintf("more than %d files in it", limits.Entries), Remedy: "unpack it and give the folder"}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &taizhang.Error{Kind: taizhang.Malformed, Path: name, What: "the ZIP file is damaged, perhaps cut short", Err: err,
			Remedy: "download it again"}
	}
	return z, nil
}

// zip expands an archive in the order of its directory.
func (x *expander) zip(name string, data []byte, depth int) error {
	z, err := openZip(name, data, x.opt.Limits)
	if err != nil {
		return err
	}
	seen := map[string]int{}
	charset := namesCharset(z.File)
	for _, f := range z.File {
		if x.stop() {
			break
		}
		within := zipName(f, charset)
		if strings.HasSuffix(within, "/") || hiddenPath(within) {
			continue
		}
		within = unrepeated(seen, within)
		x.entry(name+inner+within, depth, func() ([]byte, error) { return x.zipEntry(name+inner+within, f) })
	}
	return nil
}

func (x *expander) zipEntry(name string, f *zip.File) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, &taizhang.Error{Kind: taizhang.Encrypted, Path: name, What: "the archive holds it encrypted",
			Remedy: "unpack the archive with its password and give the files"}
	}
	r, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, &taizhang.Error{Kind: taizhang.Unsupported, Path: name, What: fmt.Sprintf("packed by method %d, which is not read", f.Method),
			Remedy: "unpack the archive and give the files"}
	}
	if err != nil {
		return nil, damaged(name, err)
	}
	defer r.Close()
	return x.unpack(name, r, max(int64(min(f.CompressedSize64, 1<<40)), 1))
}

// zipName is an entry's name as it was meant: UTF-8 where the entry says so or where it is
// UTF-8, else in the charset of the archive's names.
func zipName(f *zip.File, charset encoding.Encoding) string {
	name := f.Name
	if f.Flags&0x800 == 0 {
		if u := unicodePath(f.Extra, name); u != "" {
			name = u
		}
	}
	if !utf8.ValidString(name) {
		if s, err := charset.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	return entryName(name)
}

// namesCharset is the charset of an archive's names that are not UTF-8: GB18030, as Chinese
// Windows writes it, or Big5, if they read more like Chinese so. One name alone is too short to tell.
func namesCharset(files []*zip.File) encoding.Encoding {
	var all []byte
	for _, f := range files[:min(len(files), 1000)] {
		if !utf8.ValidString(f.Name) {
			all = append(append(all, f.Name...), '\n')
		}
	}
	gb, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(all)
	big5, _ := traditionalchinese.Big5.NewDecoder().Bytes(all)
	if likeness(string(big5)) > likeness(string(gb)) {
		return traditionalchinese.Big5
	}
	return simplifiedchinese.GB18030
}

// unicodePath is the name in an Info-ZIP Unicode Path field, if it is of this
// name: the field holds the CRC of the name that it stands for.
func unicodePath(extra []byte, name string) string {
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if extra = extra[4:]; n > len(extra) {
			break
		}
		if field := extra[:n]; id == 0x7075 && n > 5 && field[0] == 1 && utf8.Valid(field[5:]) &&
			binary.LittleEndian.Uint32(field[1:]) == crc32.ChecksumIEEE([]byte(name)) {
			return string(field[5:])
		}
		extra = extra[n:]
	}
	return ""
}

// entryName makes a name from an archive or mail printable: it is only a name,
// so that .. and a leading / do no harm and stay.
func entryName(name string) string {
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case r < 0x20, r >= 0x7f && r < 0xa0, r >= 0x200e && r <= 0x200f, r >= 0x202a && r <= 0x202e:
			return utf8.RuneError // control characters, and those that turn text around
		}
		return r
	}, strings.ToValidUTF8(name, "\ufffd"))
}

// hiddenPath reports whether a folder on the way is one that programs leave behind.
func hiddenPath(name string) bool {
	dirs := strings.Split(name, "/")
	return slices.ContainsFunc(dirs[:len(dirs)-1], func(d string) bool {
		_, silent := noise(d)
		return silent && d != "." && d != ".."
	})
}

// unrepeated tells a second entry of the same name apart: a~2.docx.
func unrepeated(seen map[string]int, name string) string {
	seen[name]++
	if seen[name] == 1 {
		return name
	}
	dot := strings.LastIndexByte(name, '.')
	if dot <= strings.LastIndexByte(name, '/') {
		dot = len(name)
	}
	return fmt.Sprintf("%s~%d%s", name[:dot], seen[name], name[dot:])
}
