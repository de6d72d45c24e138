package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestChineseFlagsAreTheHelp: the tables of flags in docs/commands.zh-CN.md are what --help says in Chinese.
func TestChineseFlagsAreTheHelp(t *testing.T) {
	const file = "commands.zh-CN.md"
	text := doc(t, file)
	table := regexp.MustCompile(`(?m)^\| 参数 \| 含义 \|\n\|---\|---\|\n(?:\|.*\n)*`)
	heading := regexp.MustCompile(`(?m)^## (.*)$`)
	var made strings.Builder
	end := 0
	for _, at := range table.FindAllStringIndex(text, -1) {
		above := heading.FindAllStringSubmatch(text[:at[0]], -1)
		made.WriteString(text[end:at[0]] + "| 参数 | 含义 |\n|---|---|\n" + helpRows(t, above[len(above)-1][1]))
		end = at[1]
	}
	made.WriteString(text[end:])
	if *update {
		must(t, os.WriteFile(filepath.Join("../../docs", file), []byte(made.String()), 0o644))
	} else if made.String() != text {
		t.Errorf("docs/%s: the tables of flags are not what --help says; `make golden` writes them anew", file)
	}
}

// helpRows are the flags of a command as rows of a table, in Chinese.
func helpRows(t *testing.T, command string) string {
	t.Helper()
	var out, rows bytes.Buffer
	if code := run(context.Background(), &environ{now: time.Now, stdout: &out, stderr: &out}, []string{"--lang", "zh", command, "--help"}); code != exitDone {
		t.Fatalf("%s --help: exit code %d\n%s", command, code, out.String())
	}
	for _, m := range regexp.MustCompile(`(?m)^  (--?\S.*)\n      (.*)$`).FindAllStringSubmatch(out.String(), -1) {
		fmt.Fprintf(&rows, "| `%s` | %s |\n", m[1], strings.ReplaceAll(m[2], "|", `\|`))
	}
	return rows.String()
}
