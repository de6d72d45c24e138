//go:build !windows

package desktop

// MinimizeConsole does nothing: only Windows opens a console for who double-clicks.
func MinimizeConsole() {}
