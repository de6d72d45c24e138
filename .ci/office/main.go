// Command office runs a command for which soffice is one LibreOffice that stays: office COMMAND...
//
// Scripts start LibreOffice for each file, with a profile of its own as the first argument, and its start takes longer
// than what they have it do.
package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/taizhang/taizhang/fixtures/libreoffice"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "office:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	profile, err := libreoffice.Office()
	if err != nil {
		return err
	}
	real, err := exec.LookPath("soffice")
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "taizhang-soffice")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	script := fmt.Sprintf("#!/bin/sh\nshift\nexec '%s' '-env:UserInstallation=file://%s' \"$@\"\n", real, profile)
	if err := os.WriteFile(filepath.Join(dir, "soffice"), []byte(script), 0o700); err != nil {
		return err
	}
	err = os.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmp.Or(err, cmd.Run())
}
