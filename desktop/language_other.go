//go:build !windows

package desktop

func systemLanguage() string { return "" }
