package main

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"os"
	"path"
	"strings"
	"time"
)

// debianVersion orders a try before what it is a try of.
func debianVersion(version string) string { return strings.ReplaceAll(version, "-", "~") }

// debian makes a .deb (deb(5)): an ar archive of the format's version, the control files and the data.
func debian(version, arch string, binary []byte, common []file, at time.Time) ([]byte, error) {
	files := []file{{"usr/bin/taizhang", binary, 0o755}}
	for _, f := range common {
		to := "usr/share/doc/taizhang/" + f.name
		switch f.name {
		case "LICENSE":
			continue // in copyright
		case "LICENCES.txt":
			to = "usr/share/doc/taizhang/copyright"
		case "CHANGELOG.md":
			to, f.data = "usr/share/doc/taizhang/changelog.gz", gzipped(f.data)
		case "man/taizhang.1":
			to, f.data = "usr/share/man/man1/taizhang.1.gz", gzipped(f.data)
		case "completions/taizhang.bash":
			to = "usr/share/bash-completion/completions/taizhang"
		case "completions/_taizhang":
			to = "usr/share/zsh/vendor-completions/_taizhang"
		case "completions/taizhang.fish":
			to = "usr/share/fish/vendor_completions.d/taizhang.fish"
		case "completions/taizhang.ps1":
			continue
		}
		files = append(files, file{to, f.data, 0o644})
	}
	for from, to := range map[string]string{"taizhang.desktop": "usr/share/applications/taizhang.desktop", "taizhang.svg": "usr/share/icons/hicolor/scalable/apps/taizhang.svg"} {
		data, err := os.ReadFile(path.Join(".ci/release", from))
		if err != nil {
			return nil, err
		}
		files = append(files, file{to, data, 0o644})
	}
	size, md5s := 0, bytes.Buffer{}
	for _, f := range sorted(files) {
		size += (len(f.data) + 1023) / 1024
		fmt.Fprintf(&md5s, "%x  %s\n", md5.Sum(f.data), f.name)
	}
	control := fmt.Sprintf(`Package: taizhang
Version: %s
Architecture: %s
Maintainer: taizhang <https://github.com/taizhang/taizhang/issues>
Installed-Size: %d
Section: office
Priority: optional
Homepage: https://github.com/taizhang/taizhang
Suggests: libreoffice-calc-nogui, libreoffice-writer-nogui, tesseract-ocr-chi-sim
Description: turn government plan notices into a task ledger
 Reads the notices by which a Chinese government hands out a year's tasks and
 keeps each task with its responsible units, its deadline and the place in the
 source it came from, in SQLite or PostgreSQL and as a workbook. Departments
 get their share as workbooks of their own, whose answers are collected again.
`, debianVersion(version), arch, size)
	controlTar, err := tarred("", []file{{"control", []byte(control), 0o644}, {"md5sums", md5s.Bytes(), 0o644}}, at)
	if err != nil {
		return nil, err
	}
	data, err := tarred("", files, at)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("!<arch>\n")
	for _, m := range []file{{"debian-binary", []byte("2.0\n"), 0}, {"control.tar.gz", controlTar, 0}, {"data.tar.gz", data, 0}} {
		fmt.Fprintf(&b, "%-16s%-12d%-6d%-6d%-8s%-10d`\n", m.name, at.Unix(), 0, 0, "100644", len(m.data))
		b.Write(m.data)
		if len(m.data)%2 == 1 {
			b.WriteByte('\n')
		}
	}
	return b.Bytes(), nil
}
