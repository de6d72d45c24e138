package reader

import (
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
