package desktop

import (
	"golang.org/x/sys/windows"
)

// Documents is the user's documents folder, wherever he has moved it.
func Documents() (string, error) {
	dir, err := windows.KnownFolderPath(windows.FOLDERID_Documents, 0)
	return dir, err
}
