package handoff_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/fixtures/libreoffice"
)

// What LibreOffice prints: the summary on one page with its charts, those of the organs on a
// page of their own, every number in full.
func TestRollUpRendered(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "rollup.xlsx")
	must(t, os.WriteFile(file, workbook(t, shippedRollUp(t)), 0o600))
	libreoffice.Convert(t, dir, "pdf", file)
	pages := libreoffice.Printed(t, filepath.Join(dir, "rollup.pdf"))
	if strings.Contains(strings.Join(pages, ""), "###") {
		t.Error("a column is too narrow: ###")
	}
	has := func(page string, words ...string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(page, w) })
	}
	if !has(pages[0], "任务进度汇总", "任务按完成状态（项）", "各季度有进展的任务（项）", "单位反馈情况（个）", "未反馈") || !has(pages[1], "任务总台账") {
		t.Errorf("the first page is not the summary:\n%s", pages[0])
	}
	if i := slices.IndexFunc(pages, func(p string) bool { return has(p, "各单位任务的完成状态（项）") }); i < 0 ||
		!has(pages[i], "各单位承担的角色（项）", "各季度有进展的任务（项次）") || has(pages[i], "部门完成情况表") {
		t.Errorf("the charts of the organs are not on one page of their own: %d", i)
	}
}
