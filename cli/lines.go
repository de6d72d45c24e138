package cli

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"github.com/taizhang/taizhang/terminal"
)

// EachLine reads lines of three cells, separated by tabs, and writes for each a JSON line of
// what answer makes of it. An error names the line.
func EachLine(r io.Reader, w io.Writer, answer func(cells []string) (any, error)) error {
	in, out := bufio.NewReaderSize(r, 64<<10), bufio.NewWriterSize(w, 64<<10)
	enc := terminal.JSONLines(out)
	for n := 1; ; n++ {
		line, err := in.ReadString('\n')
		if err != nil && err != io.EOF {
			return err
		}
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			said, bad := answer(append(strings.Split(line, "\t"), "", ""))
			if bad == nil {
				bad = enc.Encode(said)
			}
			if bad != nil {
				return errors.Join(out.Flush(), Message("standard input, line %d: %v", n, bad))
			}
		}
		if err == io.EOF {
			return out.Flush()
		}
	}
}
