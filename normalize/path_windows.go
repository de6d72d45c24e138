package normalize

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// narrowPath returns path in the form that C++ opens files by: on Windows in the
// system's code page, so a user's Chinese name in it is shortened to 8.3 form.
func narrowPath(path string) (string, error) {
	ascii := true
	for i := range len(path) {
		ascii = ascii && path[i] < 0x80
	}
	if ascii {
		return path, nil
	}
	long, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return "", err
	}
	buf := make([]uint16, windows.MAX_LONG_PATH)
	n, err := windows.GetShortPathName(long, &buf[0], uint32(len(buf)))
	if err != nil || n == 0 {
		return "", fmt.Errorf("lexicon: no short name for %s: %w; set TEMP to a folder whose name is ASCII, such as C:\\Temp", path, err)
	}
	return windows.UTF16ToString(buf[:n]), nil
}
