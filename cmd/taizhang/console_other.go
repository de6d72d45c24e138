//go:build !windows

package main

// minimizeConsole does nothing: only Windows opens a console for who double-clicks.
func minimizeConsole() {}
