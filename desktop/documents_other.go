//go:build !windows

package desktop

import (
	"os"
	"path/filepath"
	"strings"
)

// Documents is the user's documents folder, which may not be there yet.
func Documents() (string, error) {
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

// documentsIn is the documents folder that a desktop's user-dirs.dirs names, or Documents
// in the home folder.
func documentsIn(home, userDirs string) string {
	for line := range strings.Lines(userDirs) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), "XDG_DOCUMENTS_DIR="); ok {
			v = strings.Replace(strings.Trim(v, `"`), "$HOME", home, 1)
			if filepath.IsAbs(v) && filepath.Clean(v) != filepath.Clean(home) {
				return v
			}
		}
	}
	return filepath.Join(home, "Documents")
}
