//go:build !linux

package reader

import "os/exec"

// officeProgram is none: elsewhere nothing is known to end LibreOffice with the process
// that started it, so each source has its own.
func officeProgram(string) string { return "" }

func withParent(*exec.Cmd) {}
