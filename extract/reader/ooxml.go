package reader

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Bounds of one XML part: a sheet of 100,000 rows and 22 columns takes 80 MB, a
// Word document of 1,000 pages less than 20.
const (
	xlsxPart = 128 << 20
	docxPart = 48 << 20
)

// ole2 begins the container in which Office keeps encrypted files (and .doc).
const ole2 = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// ooxmlRemedy is what to do about a broken Office file.
const ooxmlRemedy = "open it in Word, Excel or WPS and save it again"

// isDOCX looks for the main part of a Word document in a ZIP.
func isDOCX(data []byte) bool { return ooxmlKind(data) == "word" }

// isXLSX looks for the main part of a workbook in a ZIP.
func isXLSX(data []byte) bool { return ooxmlKind(data) == "xl" }

// ooxmlKind returns the folder of the main part: word, xl, or empty for what is
// no Office file. A file without its directory is known by its first entries.
func ooxmlKind(data []byte) string {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return ""
	}
	if bytes.Count(data, centralHeader) <= DefaultLimits.Entries {
		if z, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
			types, kind := false, ""
			for _, f := range z.File {
				name := partName(f.Name)
				switch {
				case name == "[content_types].xml":
					types = true
				case name == "word/document.xml", name == "xl/workbook.xml":
					kind = path.Dir(name)
				case kind == "" && strings.HasPrefix(name, "word/document") && path.Ext(name) == ".xml":
					kind = "word" // word/document2.xml of some programs
				}
			}
			if types || kind != "" && len(z.File) > 1 {
				return kind
			}
			return ""
		}
	}
	if len(data) < 30 {
		return ""
	}
	n := int(binary.LittleEndian.Uint16(data[26:]))
	first := partName(string(data[30:min(30+n, len(data))]))
	if !slices.ContainsFunc([]string{"[content_types].xml", "_rels/", "docprops/", "word/", "xl/", "customxml/"},
		func(s string) bool { return strings.HasPrefix(first, s) }) {
		return ""
	}
	switch {
	case bytes.Contains(data, []byte("xl/workbook.xml")) || bytes.Contains(data, []byte("xl/worksheets/")):
		return "xl"
	case bytes.Contains(data, []byte("ppt/")):
		return ""
	}
	return "word"
}

var centralHeader = []byte("PK\x01\x02")

// isEncryptedOffice looks for the stream in which Office keeps an encrypted file;
// names are UTF-16 in an OLE2 container.
func isEncryptedOffice(data []byte) bool {
	return bytes.HasPrefix(data, []byte(ole2)) && bytes.Contains(data, encryptedPackage)
}

var encryptedPackage = func() []byte {
	var b []byte
	for _, c := range []byte("EncryptedPackage") {
		b = append(b, c, 0)
	}
	return b
}()

func refuseEncryptedOffice(in input) (*taizhang.Document, error) {
	return nil, encryptedFile(in.src.Name)
}

func encryptedFile(name string) error {
	return &taizhang.Error{Kind: taizhang.Encrypted, Path: name, What: "the file is protected by a password",
		Remedy: "open it with its password, save it without one, and try again"}
}

// ooxml is an opened Office file: its parts by lower-case name.
type ooxml struct {
	in    input
	parts map[string]*zip.File
	bound uint64 // bytes of one part, unpacked
}

// openOOXML opens a ZIP whose parts unpack to bound bytes at most, and holds it against the limits before anything is
// unpacked; archive/zip unpacks no more of an entry than its header declares.
func openOOXML(in input, bound uint64) (*ooxml, error) {
	o := &ooxml{in: in, parts: map[string]*zip.File{}, bound: bound}
	if n := bytes.Count(in.data, centralHeader); n > in.opt.Limits.Entries {
		return nil, o.tooLarge("", fmt.Sprintf("more than %d files inside", in.opt.Limits.Entries))
	}
	z, err := zip.NewReader(bytes.NewReader(in.data), int64(len(in.data)))
	if err != nil {
		return nil, o.malformed("", "the file is cut off or damaged", err)
	}
	total, limits := uint64(0), in.opt.Limits
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, encryptedFile(in.src.Name)
		}
		if total += f.UncompressedSize64; f.UncompressedSize64 > uint64(limits.Expanded) || total > uint64(limits.Expanded) {
			return nil, o.tooLarge("", fmt.Sprintf("unpacks to more than %d MB", limits.Expanded>>20))
		}
		if name := partName(f.Name); o.parts[name] == nil {
			o.parts[name] = f
		}
	}
	if total > 1<<20 && total/uint64(limits.Ratio) > uint64(len(in.data)) {
		return nil, o.tooLarge("", fmt.Sprintf("unpacks to more than %d times its size", limits.Ratio))
	}
	return o, nil
}

// partName makes names of parts comparable: they differ in case and slashes.
func partName(name string) string {
	return strings.TrimPrefix(strings.ToLower(strings.ReplaceAll(name, "\\", "/")), "/")
}

// relation is one line of a part's .rels: the target is a part's name.
type relation struct{ id, kind, target string }

// relations reads what a part refers to, in order; outside addresses are left out.
// A kind is the last word of the relation's type: styles, header, worksheet.
func (o *ooxml) relations(part string) ([]relation, error) {
	var all []relation
	dir, file := path.Split(part)
	err := o.each(dir+"_rels/"+file+".rels", "Relationship", func(_ *xmlReader, e element) error {
		if e.attr("TargetMode") == "External" {
			return nil
		}
		target := strings.ReplaceAll(e.attr("Target"), "\\", "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		all = append(all, relation{e.attr("Id"), path.Base(e.attr("Type")), partName(path.Clean(target))})
		return nil
	})
	return all, err
}

// mainPart returns the part that the package itself names as its document.
func (o *ooxml) mainPart(usual string) (string, error) {
	if o.parts[usual] != nil {
		return usual, nil
	}
	rels, err := o.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.kind == "officeDocument" && o.parts[r.target] != nil {
			return r.target, nil
		}
	}
	return "", o.malformed(usual, "the main part is missing", nil)
}

// holds reports whether a part's name begins so.
func (o *ooxml) holds(prefix string) bool {
	for name := range o.parts {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func (o *ooxml) tooLarge(at, what string) error {
	return &taizhang.Error{Kind: taizhang.TooLarge, Path: o.in.src.Name, At: at, What: what,
		Remedy: "a notice is far smaller: check that it is the right file"}
}

func (o *ooxml) malformed(at, what string, err error) error {
	var typed *taizhang.Error
	if errors.As(err, &typed) {
		return err
	}
	return &taizhang.Error{Kind: taizhang.Malformed, Path: o.in.src.Name, At: at, What: what, Err: err, Remedy: ooxmlRemedy}
}
