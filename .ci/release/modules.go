package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"time"
)

// module is a library in the program: from its build information, or one in C that such a library holds.
type module struct {
	path, version, sum string
	licence            string // SPDX
	texts              []file // of the licence
}

// inside names what Go's build information does not: libraries in other languages.
var inside = []struct{ path, version, licence, text string }{
	{"SQLite", "", "blessing", "SQLite is in the public domain: https://sqlite.org/copyright.html. It is compiled from github.com/mattn/go-sqlite3."},
	{"PDFium", "", "BSD-3-Clause AND Apache-2.0", "PDFium, with its FreeType, Anti-Grain Geometry, Little CMS, libjpeg-turbo, OpenJPEG, libtiff, libpng, ICU and zlib, is compiled to WebAssembly by github.com/klippa-app/go-pdfium. Its licences: https://pdfium.googlesource.com/pdfium/+/refs/heads/main/LICENSE and the folders of third_party beside it."},
	{"GNU C Library, libstdc++, libgcc (on Linux)", "", "LGPL-2.1-or-later AND GPL-3.0-with-GCC-exception", "Linked statically from Debian's packages: https://sourceware.org/glibc/, https://gcc.gnu.org/onlinedocs/libstdc++/manual/license.html. The program's source, with which it can be linked against another C library, is at its home page."},
	{"MinGW-w64 runtime, winpthreads (on Windows)", "", "ZPL-2.1 AND MIT", "Linked statically from Debian's packages: https://www.mingw-w64.org/."},
}

// modules reads which libraries the binaries of all platforms hold.
func modules(built string) ([]module, error) {
	all := map[string]*debug.Module{}
	goVersion := ""
	for _, p := range platforms {
		exe := ""
		if strings.HasPrefix(p, "windows") {
			exe = ".exe"
		}
		info, err := buildinfo.ReadFile(filepath.Join(built, p, "taizhang"+exe))
		if err != nil {
			return nil, err
		}
		goVersion = info.GoVersion
		for _, m := range info.Deps {
			if m.Replace != nil {
				m = m.Replace
			}
			all[m.Path] = m
		}
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	texts, err := licenceTexts(strings.TrimSpace(string(root)))
	if err != nil {
		return nil, err
	}
	rows, err := licences()
	if err != nil {
		return nil, err
	}
	out := []module{{"Go's standard library", strings.TrimPrefix(goVersion, "go"), "", "BSD-3-Clause", texts}}
	for _, p := range sortedKeys(all) {
		m := all[p]
		dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", m.Path).Output()
		if err != nil {
			return nil, fmt.Errorf("go list -m %s: %w", m.Path, err)
		}
		texts, err := licenceTexts(strings.TrimSpace(string(dir)))
		if err != nil {
			return nil, err
		}
		id, err := licenceOf(rows, m.Path, texts)
		if err != nil {
			return nil, err
		}
		out = append(out, module{m.Path, m.Version, m.Sum, id, texts})
	}
	return out, nil
}

var (
	licenceName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|unlicense)([.-].*)?$`)
	sourceName  = regexp.MustCompile(`\.(go|c|h|cc|cpp|hpp)$`)
)

// licenceTexts are the licences of a module: in its root, and in the folders of code that it brings along.
func licenceTexts(dir string) (out []file, err error) {
	for _, glob := range []string{"*", "deps/*/*", "deps/*/deps/*/*"} {
		names, err := filepath.Glob(filepath.Join(dir, glob))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if info, err := os.Stat(name); err != nil || info.IsDir() || !licenceName.MatchString(filepath.Base(name)) || sourceName.MatchString(name) {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			rel, _ := filepath.Rel(dir, name)
			out = append(out, file{filepath.ToSlash(rel), bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), 0})
		}
	}
	return out, nil
}

// thirdParty is the text of all licences.
func thirdParty(built string) ([]byte, error) {
	ms, err := modules(built)
	if err != nil {
		return nil, err
	}
	own, err := os.ReadFile("LICENSE")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	rule := strings.Repeat("=", 78)
	fmt.Fprintf(&b, "taizhang\n%s\n\n%s\n", rule, own)
	for _, m := range ms {
		fmt.Fprintf(&b, "\n%s\n%s %s\n%s\n", rule, m.path, m.version, rule)
		for _, t := range m.texts {
			fmt.Fprintf(&b, "\n--- %s ---\n\n%s\n", t.name, bytes.TrimSpace(t.data))
		}
	}
	for _, m := range inside {
		fmt.Fprintf(&b, "\n%s\n%s: %s\n%s\n\n%s\n", rule, m.path, m.licence, rule, m.text)
	}
	return b.Bytes(), nil
}

// bill is the bill of materials, CycloneDX 1.5.
func bill(version, built string, at time.Time) ([]byte, error) {
	ms, err := modules(built)
	if err != nil {
		return nil, err
	}
	type expression struct {
		Expression string `json:"expression,omitempty"`
	}
	type component struct {
		Type     string       `json:"type"`
		Name     string       `json:"name"`
		Version  string       `json:"version,omitempty"`
		PURL     string       `json:"purl,omitempty"`
		Ref      string       `json:"bom-ref,omitempty"`
		Licences []expression `json:"licenses,omitempty"`
	}
	var parts []component
	for _, m := range ms {
		c := component{Type: "library", Name: m.path, Version: m.version}
		if m.sum != "" {
			c.PURL = "pkg:golang/" + m.path + "@" + m.version
			c.Ref = c.PURL
		}
		c.Licences = []expression{{m.licence}}
		parts = append(parts, c)
	}
	for _, m := range inside {
		parts = append(parts, component{Type: "library", Name: m.path, Version: m.version, Licences: []expression{{m.licence}}})
	}
	data, err := json.MarshalIndent(map[string]any{
		"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
		"metadata": map[string]any{"timestamp": at.Format(time.RFC3339),
			"component": component{Type: "application", Name: "taizhang", Version: version, Ref: "pkg:golang/github.com/taizhang/taizhang@v" + version, Licences: []expression{{"Apache-2.0"}}}},
		"components": parts,
	}, "", "  ")
	return append(data, '\n'), err
}
