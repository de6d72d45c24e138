package terminal

import (
	"io"
	"os"
)

// Marks is what stands before and after a match: bold and red on a terminal,
// nothing elsewhere or when the user wants no colours (NO_COLOR).
func Marks(w io.Writer) (on, off string) {
	f := file(w)
	if f == nil || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" || !obeysEscapes(f) {
		return "", ""
	}
	return "\x1b[1;31m", "\x1b[0m"
}
