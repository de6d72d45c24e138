package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// documentsDir is the user's documents folder, wherever he has moved it.
func documentsDir() (string, error) {
	dir, err := windows.KnownFolderPath(windows.FOLDERID_Documents, 0)
	if err != nil {
		return "", err
	}
	return dir, os.MkdirAll(dir, 0o755)
}
