package reader

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"

	"github.com/taizhang/taizhang"
)

// Workbook makes an .xlsx of another spreadsheet (.xls, .et, .ods), by way of LibreOffice
// and within the default limits; one that is none of them comes back as it is. The error is
// a [taizhang.Error]: needs-converter where LibreOffice is not on this computer.
func Workbook(name string, data []byte) ([]byte, error) {
	in := input{src: taizhang.Source{Name: name}, data: data}
	in.opt.Limits = in.opt.Limits.orDefault()
	if isODS(data) {
		return fromODS.bytes(in)
	}
	if !isXLS(data) {
		return data, nil
	}
	how, head := xlsBy(data)
	out, err := how.bytes(in)
	if err != nil && taizhang.KindOf(err) == taizhang.Malformed && hasFilePass(head) {
		err = encryptedFile(name)
	}
	return out, err
}

// xlsBy is how an old workbook is converted, and the stream that holds it.
func xlsBy(data []byte) (how conversion, head []byte) {
	streams, _ := oleStreams(data)
	if _, ok := streams["Book"]; ok && streams["Workbook"] == nil {
		return fromOldXLS, streams["Book"]
	}
	return fromXLS, streams["Workbook"]
}

// isODS reports whether an archive says first that it is an OpenDocument spreadsheet.
func isODS(data []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(z.File) == 0 || z.File[0].Name != "mimetype" {
		return false
	}
	r, err := z.File[0].Open()
	if err != nil {
		return false
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, 256))
	return err == nil && strings.HasPrefix(string(b), "application/vnd.oasis.opendocument.spreadsheet")
}
