package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/handoff"
)

var update = flag.Bool("update", false, "write the golden files anew")

func doc(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../docs", name))
	must(t, err)
	return string(b)
}

// TestCommandsAreDocumented: each command has its section in docs/commands.md,
// and each of its flags a row there; and no row is of a flag that is gone.
func TestCommandsAreDocumented(t *testing.T) {
	text := doc(t, "commands.md")
	flagLine := regexp.MustCompile(`(?m)^  (--?[\w-]+)`)
	row := regexp.MustCompile("(?m)^\\| `(--?[\\w-]+)")
	for _, c := range commands() {
		_, section, ok := strings.Cut(text, "\n## "+c.name+"\n")
		if !ok {
			t.Errorf("docs/commands.md has no section %q", c.name)
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		if !strings.Contains(section, "taizhang "+c.name+" "+c.args) {
			t.Errorf("docs/commands.md, %s: the usage line is not %q", c.name, c.args)
		}
		var out bytes.Buffer
		if code := run(context.Background(), &environ{now: time.Now, stdout: &out, stderr: &out}, []string{c.name, "--help"}); code != exitDone {
			t.Errorf("%s --help: exit code %d", c.name, code)
		}
		has := map[string]bool{}
		for _, m := range flagLine.FindAllStringSubmatch(out.String(), -1) {
			has[m[1]] = true
			if !strings.Contains(section, "| `"+m[1]) {
				t.Errorf("docs/commands.md, %s: flag %s is missing", c.name, m[1])
			}
		}
		for _, m := range row.FindAllStringSubmatch(section, -1) {
			if !has[m[1]] {
				t.Errorf("docs/commands.md, %s: there is no flag %s", c.name, m[1])
			}
		}
	}
}

// TestColumnsAreDocumented keeps docs/columns.md and its translation equal to what export and handoff write.
func TestColumnsAreDocumented(t *testing.T) {
	for file, intro := range map[string]string{
		"columns.md": "# Columns\n\n[中文](columns.zh-CN.md)\n\nWhat each sheet of the workbook, the CSV, the JSON lines, the Parquet file and a department's workbook hold. The workbook carries the same as its sheet 数据字典, a department's as its sheet 填报说明.\n" +
			"A column marked 可无 is left out where it would be empty throughout. Columns of the database: [store/schema.md](../store/schema.md).\n",
		"columns.zh-CN.md": "# 栏目\n\n[English](columns.md)\n\n工作簿各表、CSV、JSON、Parquet 和部门填报表的栏目。工作簿的“数据字典”表、部门填报表的“填报说明”表里也有。\n" +
			"注明“可无”的栏，全为空时不出现。数据库各列：[store/schema.md](../store/schema.md)。\n",
	} {
		head := "| column | type | means |\n|---|---|---|\n"
		if strings.Contains(file, "zh-CN") {
			head = "| 栏目 | 类型 | 含义 |\n|---|---|---|\n"
		}
		want := intro + columnTables(head)
		if *update {
			must(t, os.WriteFile("../../docs/"+file, []byte(want), 0o644))
		}
		if doc(t, file) != want {
			t.Errorf("docs/%s is not what export writes; `make golden` writes it anew", file)
		}
	}
}

// columnTables are the tables of all columns, under head.
func columnTables(head string) string {
	var b strings.Builder
	for _, s := range export.Columns() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s", s.Sheet, s.Meaning, head)
		for _, c := range s.Columns {
			name := c.Name
			if c.Optional {
				name += "（可无）"
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", name, c.Type, strings.ReplaceAll(c.Meaning, "|", "\\|"))
		}
	}
	for _, form := range []struct {
		name, what string
		columns    []handoff.Column
	}{
		{"部门填报表（简表）", "每个单位一份的填报表（" + handoff.SheetTable + "），一项任务一行；填写的列可以填，下发的列锁定，隐藏的列不打印。进展是本轮所在季度的，此处以二季度为例。", handoff.ShortColumns(2)},
		{"部门填报表（完整表）", "同上，`--full` 时下发。", handoff.Columns},
	} {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s", form.name, form.what, head)
		for _, c := range form.columns {
			kind := "下发"
			switch {
			case c.Hidden:
				kind = "隐藏"
			case c.Field != "":
				kind = "填写"
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", c.Head(), kind, c.Meaning)
		}
	}
	return b.String()
}

// TestFindingsAreDocumented: each code that a stage gives has its row in
// docs/findings.md, and each row is of a code that one gives.
func TestFindingsAreDocumented(t *testing.T) {
	given := map[string]bool{}
	code := regexp.MustCompile(`(?:\.find\(|[cC]ode:\s*|Code = )"([a-z-]+)"`)
	for _, room := range []string{".", "extract", "extract/reader", "normalize", "match", "ingest", "decide"} {
		files, err := filepath.Glob(filepath.Join("../..", room, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", room, err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			must(t, err)
			if !strings.HasSuffix(f, "_test.go") {
				for _, m := range code.FindAllStringSubmatch(string(b), -1) {
					given[m[1]] = true
				}
			}
		}
	}
	text, chinese := doc(t, "findings.md"), doc(t, "findings.zh-CN.md")
	for c := range given {
		if row := regexp.MustCompile("(?m)^\\| `" + c + "` \\|.*$").FindString(chinese); !strings.Contains(row, "**"+catalog.Word(c)+"**") {
			t.Errorf("docs/findings.zh-CN.md, %s: the row does not call it **%s**", c, catalog.Word(c))
		}
		if !strings.Contains(text, "| `"+c+"` |") {
			t.Errorf("docs/findings.md has no row for %s", c)
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|").FindAllStringSubmatch(text, -1) {
		if !given[m[1]] {
			t.Errorf("docs/findings.md: nothing gives %s", m[1])
		}
	}
}
