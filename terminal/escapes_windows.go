package terminal

import (
	"os"

	"golang.org/x/sys/windows"
)

// obeysEscapes reports whether f is a console that obeys escape sequences, which
// those of Windows do once they are told to.
func obeysEscapes(f *os.File) bool {
	var mode uint32
	console := windows.Handle(f.Fd())
	return windows.GetConsoleMode(console, &mode) == nil &&
		windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
