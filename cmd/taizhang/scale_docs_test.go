package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestScaleFiles: each flag that the service files and docs/SCALE.md give to a command
// there is, and none of them kills a worker before its time of grace is over.
func TestScaleFiles(t *testing.T) {
	files, err := filepath.Glob("../../docs/scale/*")
	if err != nil || len(files) != 3 {
		t.Fatalf("%v, %v", files, err)
	}
	command := regexp.MustCompile(`taizhang[, ]+(submit|worker|queue|findings|export)\b(.*)`)
	flag := regexp.MustCompile(`(?:^|[\s,\[` + "`" + `])(--?[a-z][a-z-]*)`)
	grace := regexp.MustCompile(`--grace,? (\d+)s`)
	kills := regexp.MustCompile(`(?:TimeoutStopSec=|stop_grace_period: |terminationGracePeriodSeconds: )(\d+)`)
	found := 0
	for _, name := range append(files, "../../docs/SCALE.md") {
		b, err := os.ReadFile(name)
		must(t, err)
		if m := kills.FindSubmatch(b); m != nil {
			g := [][]byte{nil, []byte("30")} // by default
			if of := grace.FindSubmatch(b); of != nil {
				g = of
			}
			if number(t, m[1]) <= number(t, g[1]) {
				t.Errorf("%s: killed after %s s, with %s s of grace", name, m[1], g[1])
			}
		} else if filepath.Ext(name) != ".md" {
			t.Errorf("%s does not say when a worker is killed", name)
		}
		for _, m := range command.FindAllStringSubmatch(string(b), -1) {
			args, _, _ := strings.Cut(m[2], "#")
			args, _, _ = strings.Cut(args, "|")
			var help bytes.Buffer
			if code := run(context.Background(), &environ{stdout: &help}, []string{m[1], "--help"}); code != exitDone {
				t.Fatalf("%s --help: exit code %d", m[1], code)
			}
			for _, f := range flag.FindAllStringSubmatch(args, -1) {
				found++
				if !regexp.MustCompile(`(?m)^  ` + f[1] + `( |$)`).MatchString(help.String()) {
					t.Errorf("%s: %s has no flag %s", name, m[1], f[1])
				}
			}
		}
	}
	if found < 15 {
		t.Errorf("%d flags were found", found)
	}
}

func number(t *testing.T, b []byte) int {
	t.Helper()
	n, err := strconv.Atoi(string(b))
	must(t, err)
	return n
}

// TestScaleUnit: systemd takes the unit, where there is one to ask.
func TestScaleUnit(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("there is no systemd-analyze")
	}
	b, err := os.ReadFile("../../docs/scale/taizhang-worker@.service")
	must(t, err)
	self, err := os.Executable() // that the program is installed is not the unit's business
	must(t, err)
	unit := filepath.Join(t.TempDir(), "taizhang-worker@9091.service")
	must(t, os.WriteFile(unit, bytes.ReplaceAll(b, []byte("/usr/local/bin/taizhang"), []byte(self)), 0o600))
	if out, err := exec.Command("systemd-analyze", "verify", "--man=no", unit).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}
