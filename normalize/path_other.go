//go:build !windows

package normalize

// narrowPath returns path in the form that C++ opens files by.
func narrowPath(path string) (string, error) { return path, nil }
