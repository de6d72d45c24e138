package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/taizhang/taizhang/fixtures/libreoffice"
)

// One unit's sheet is printed whole, without what is for the screen.
func TestPageUnitPrinted(t *testing.T) {
	t.Parallel()
	db := ingested(t, shippedNotice)
	reported(t, db)
	x := newTab(t, chromium(t), serve(t, db, "--read-only"), 1440, 900)
	const organ = "四川省知识产权局"
	x.open("/unit?organ=" + url.QueryEscape(organ))
	shown := strings.Fields(eval[string](x, `[...document.querySelectorAll("table.list tr")].map(t => t.innerText).join("\n")`))
	if len(shown) < 200 {
		t.Fatalf("%d words are shown: %v", len(shown), shown)
	}
	got, err := chromedp.Call(x.ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true), PrintBackground: new(true)})
	must(t, err)
	path := filepath.Join(t.TempDir(), "a.pdf")
	must(t, os.WriteFile(path, got.Data, 0o600))
	printed := libreoffice.Squeeze(strings.Join(libreoffice.Printed(t, path), ""))
	for _, want := range append(shown, organ) {
		if !strings.Contains(printed, want) {
			t.Errorf("%s is not printed", want)
		}
	}
	for _, not := range []string{"查找", "导出这些任务", "下发与反馈决定"} {
		if strings.Contains(printed, not) {
			t.Errorf("%s is printed", not)
		}
	}
}
