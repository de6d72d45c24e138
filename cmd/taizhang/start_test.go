package main

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// What our rooms build before main is paid by every command, `version` too: all of them together, by what they allocate.
const startBytes = 128 << 10

func TestStart(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	total, rooms := 0, []string{}
	for _, m := range regexp.MustCompile(`(?m)^init github\.com/taizhang/taizhang(\S*) .* (\d+) bytes, `).FindAllStringSubmatch(string(out), -1) {
		if strings.HasPrefix(m[1], "/cmd/") || strings.HasPrefix(m[1], "/fixtures") {
			continue // with what only tests have
		}
		n, err := strconv.Atoi(m[2])
		must(t, err)
		total, rooms = total+n, append(rooms, m[0])
	}
	if len(rooms) == 0 || total > startBytes {
		t.Errorf("%d bytes are allocated before main, %d are allowed: build tables when they are first used (sync.OnceValue, lazy.NewPattern)\n%s",
			total, startBytes, strings.Join(rooms, "\n"))
	}
}
