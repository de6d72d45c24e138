package main

import (
	"golang.org/x/sys/windows"
)

// documentsDir is the user's documents folder, wherever he has moved it.
func documentsDir() (string, error) {
	dir, err := windows.KnownFolderPath(windows.FOLDERID_Documents, 0)
	return dir, err
}
