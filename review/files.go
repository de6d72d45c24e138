package review

import (
	"bufio"
	"bytes"
	"io"
	"mime"
	"net/http"
)

// The media types of what the page sends to be kept.
const (
	typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typeZIP  = "application/zip"
)

// beginBytes is how much of a file is made before it is sent: an error up to there is
// told on a page.
const beginBytes = 1 << 20

// file is an answer that the browser keeps as a file of that name.
func file(name, media string, write func(io.Writer) error) answer {
	return answer{write: func(w http.ResponseWriter) error {
		out := bufio.NewWriterSize(w, beginBytes)
		w.Header().Set("Content-Type", media)
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
		if err := write(out); err != nil {
			return err
		}
		return out.Flush()
	}}
}

// inMemory has a small file made in full, so that what goes wrong is told on a page.
func inMemory(name, media string, write func(io.Writer) error) (answer, error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return answer{}, err
	}
	return file(name, media, func(w io.Writer) error { _, err := w.Write(b.Bytes()); return err }), nil
}
