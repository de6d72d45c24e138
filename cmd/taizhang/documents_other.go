//go:build !windows

package main

import (
	"os"
	"path/filepath"
)

// documentsDir is the user's documents folder, which may not be there yet.
func documentsDir() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	config, err := os.UserConfigDir()
	if err != nil {
		return "", err
	}
	dirs, _ := os.ReadFile(filepath.Join(config, "user-dirs.dirs")) // of Linux desktops alone
	return documentsIn(home, string(dirs)), nil
}
