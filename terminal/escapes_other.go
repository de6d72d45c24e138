//go:build !windows

package terminal

import "os"

// obeysEscapes reports whether f is a terminal; those of today obey escape sequences.
func obeysEscapes(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
