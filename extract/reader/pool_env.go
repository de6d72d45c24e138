package reader

import (
	"os"
	"slices"
	"strings"
)

// inherited names what a child may know of the environment, in capitals: where
// programs, caches and temporary files are, and the language. No secret is here.
var inherited = []string{
	"APPDATA", "COMSPEC", "HOME", "HOMEDRIVE", "HOMEPATH", "LANG", "LC_ALL", "LC_CTYPE", "LOCALAPPDATA",
	"OMP_THREAD_LIMIT", "PATH", "PATHEXT", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "SYSTEMDRIVE", "SYSTEMROOT",
	"TEMP", "TESSDATA_PREFIX", "TMP", "TMPDIR", "USERPROFILE", "WINDIR", "XDG_CACHE_HOME",
}

// environment returns the variables a child is given.
func environment() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		_, ok := slices.BinarySearch(inherited, strings.ToUpper(name))
		return !ok
	})
}
