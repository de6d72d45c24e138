// Command release packs what `make release` built: an archive for each platform, Debian
// packages, the licences and a bill of materials of what is inside, and the sums of all.
// The same binaries and the same commit give the same bytes.
package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// platforms are those that a release is for, as GOOS-GOARCH.
var platforms = []string{"linux-amd64", "linux-arm64", "windows-amd64"}

func main() {
	version := flag.String("version", "", "the `VERSION`, as 1.2.0")
	epoch := flag.Int64("epoch", 0, "when the commit was made, in `SECONDS` of Unix: the time of every file")
	built := flag.String("built", "", "the `DIR` with the binaries, GOOS-GOARCH/taizhang")
	out := flag.String("out", "", "the `DIR` to write to")
	flag.Parse()
	if err := release(*version, time.Unix(*epoch, 0).UTC(), *built, *out); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// versionForm is a version with three numbers; what stands behind a hyphen is a try, and may be missing in the changelog.
var versionForm = regexp.MustCompile(`^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$`)

func release(version string, at time.Time, built, out string) error {
	if !versionForm.MatchString(version) {
		return fmt.Errorf("VERSION %q: want three numbers, as 1.2.0", version)
	}
	changes, err := os.ReadFile("CHANGELOG.md")
	if err != nil {
		return err
	}
	if !strings.Contains(version, "-") && !regexp.MustCompile(`(?m)^## `+regexp.QuoteMeta(version)+`\b`).Match(changes) {
		return fmt.Errorf("CHANGELOG.md has no section %q: name what is new under it, then release", "## "+version)
	}
	common, err := commonFiles(built)
	if err != nil {
		return err
	}
	sums := map[string][]byte{}
	write := func(name string, data []byte, err error) error {
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		sums[name] = data
		return os.WriteFile(filepath.Join(out, name), data, 0o644)
	}
	for _, p := range platforms {
		goos, arch, _ := strings.Cut(p, "-")
		binary, exe, err := readBinary(built, p)
		if err != nil {
			return err
		}
		top := "taizhang-" + version + "-" + p
		files := append(slices.Clone(common), file{"taizhang" + exe, binary, 0o755})
		if goos == "windows" {
			data, err := zipped(top, forWindows(files), at)
			if err := write(top+".zip", data, err); err != nil {
				return err
			}
			continue
		}
		data, err := tarred(top, files, at)
		if err := write(top+".tar.gz", data, err); err != nil {
			return err
		}
		data, err = debian(version, arch, binary, common, at)
		if err := write(fmt.Sprintf("taizhang_%s_%s.deb", debianVersion(version), arch), data, err); err != nil {
			return err
		}
	}
	data, err := bill(version, built, at)
	if err := write("taizhang-"+version+".cdx.json", data, err); err != nil {
		return err
	}
	var list bytes.Buffer
	for _, name := range sortedKeys(sums) {
		fmt.Fprintf(&list, "%x  %s\n", sha256.Sum256(sums[name]), name)
	}
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), list.Bytes(), 0o644)
}

func readBinary(built, platform string) (data []byte, exe string, err error) {
	if strings.HasPrefix(platform, "windows") {
		exe = ".exe"
	}
	data, err = os.ReadFile(filepath.Join(built, platform, "taizhang"+exe))
	return data, exe, err
}

// commonFiles are what every platform gets beside its binary.
func commonFiles(built string) ([]file, error) {
	var out []file
	for _, glob := range []string{"README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", "SECURITY.md", "docs/*.md", "docs/images/*", "docs/recipes/*", "seeds/notices/sichuan-*", ".ci/release/使用说明.txt"} {
		names, err := filepath.Glob(glob)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			to := filepath.ToSlash(name)
			to = strings.TrimPrefix(to, ".ci/release/")
			out = append(out, file{to, data, 0o644})
		}
	}
	licences, err := thirdParty(built)
	if err != nil {
		return nil, err
	}
	out = append(out, file{"LICENCES.txt", licences, 0o644})
	// The page and the scripts are the same on all platforms; the one that runs here prints them.
	self := filepath.Join(built, "linux-amd64", "taizhang")
	for _, made := range []struct {
		name string
		args []string
	}{{"man/taizhang.1", []string{"man"}}, {"completions/taizhang.bash", []string{"completion", "bash"}}, {"completions/_taizhang", []string{"completion", "zsh"}},
		{"completions/taizhang.fish", []string{"completion", "fish"}}, {"completions/taizhang.ps1", []string{"completion", "powershell"}}} {
		data, err := exec.Command(self, made.args...).Output()
		if err != nil {
			return nil, fmt.Errorf("%s %v: %w", self, made.args, err)
		}
		out = append(out, file{made.name, data, 0o644})
	}
	return out, nil
}

// forWindows gives text that people open there the line ends and the mark that Notepad
// of any age knows.
func forWindows(files []file) []file {
	out := slices.Clone(files)
	for i, f := range out {
		if ext := path.Ext(f.name); f.name == "使用说明.txt" || f.name == "LICENCES.txt" || ext == "" && f.name == "LICENSE" {
			out[i].data = append([]byte("\ufeff"), bytes.ReplaceAll(f.data, []byte("\n"), []byte("\r\n"))...)
		}
	}
	return out
}
