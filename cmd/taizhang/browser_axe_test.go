package main

import (
	"encoding/json"
	"os"
	"strings"

	"github.com/chromedp/chromedp"
)

// axe fails the test for what keeps people from using the page as it is now.
func (x *tab) axe(name string) {
	x.Helper()
	source, err := os.ReadFile("../../fixtures/axe/axe.min.js")
	if err != nil {
		x.Fatal(err)
	}
	eval[int](x, string(source)+";0")
	// What is out of view is not laid out, and axe would take it to lie where it does not.
	x.js(`((all) => { all.replaceSync(".chunk { content-visibility: visible }"); document.adoptedStyleSheets = [all] })(new CSSStyleSheet())`)
	result, err := chromedp.Run(x.ctx, chromedp.Evaluate[string](`axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(
		v => ({id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + " " + n.failureSummary)}))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		x.Fatal(err)
	}
	x.js(`document.adoptedStyleSheets = []`)
	var found []struct {
		ID, Help string
		Nodes    []string
	}
	if err := json.Unmarshal([]byte(result), &found); err != nil {
		x.Fatal(err)
	}
	for _, v := range found {
		x.Errorf("%s: axe: %s: %s\n%s", name, v.ID, v.Help, strings.Join(v.Nodes, "\n"))
	}
}
