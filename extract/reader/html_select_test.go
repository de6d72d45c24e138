package reader

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// found is what a selection finds for a list of selectors, in the order of the page.
func found(s *selection, list string) (all []*html.Node) {
	for _, one := range selectors(list) {
		all = append(all, s.find(one)...)
	}
	slices.SortFunc(all, func(a, b *html.Node) int {
		place := func(n *html.Node) int {
			return slices.IndexFunc(s.elements, func(e pageElement) bool { return e.node == n })
		}
		return place(a) - place(b)
	})
	return slices.Compact(all)
}

// TestSelection: selectors name what the library's own search finds for them.
func TestSelection(t *testing.T) {
	page, err := goquery.NewDocumentFromReader(strings.NewReader(strings.Repeat(
		`<div class="a"><!-- --><div class="b x"><p id=p>甲<b>乙</b></p> <p class="x" title="a b>c">丙<i lang=zh>丁</i></p><p>戊</p></div><ul><li>己<ul><li class=x>庚</li></ul></li><li>辛</li></ul></div><section><p></p></section>`, 3)))
	if err != nil {
		t.Fatal(err)
	}
	s := newSelection(page)
	for _, list := range []string{
		"p", "*", ".x", "div p", ".a > .b > p", ".a .b p + p", "p ~ p", "p~p+p", "div div p b", "body * b", "ul li ul > li", "ul > li + li, b, .x i", ".a li:nth-child(2)", "li:not(.x)",
		"div:first-child p:last-child", `[title="a b>c"]`, `p[title~=b]`, ".a  >  div\n\t.x", "section p:empty", "#p > b", "html body div", ".b ~ ul li", "div + section > p", ":root div", ".none p", "p .none",
		"section ~ div p", "li li", "div ~ div ~ section p", ".a:nth-of-type(odd) p", "*|p", "p >", "> p", "p:hover", "", "p..x", "p:not(.x), ul",
	} {
		want := page.Find(list).Nodes
		got := found(s, list)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %d elements, and the library %d", list, len(got), len(want))
		}
	}
}

// TestSelectionSteps: whatever a selector asks for, a page of twice as many elements takes
// twice the steps; and no list of selectors goes on beyond the bound.
func TestSelectionSteps(t *testing.T) {
	steps := func(sheet, element string, n int) int {
		page, err := goquery.NewDocumentFromReader(strings.NewReader(strings.Repeat(element, n)))
		if err != nil {
			t.Fatal(err)
		}
		s := newSelection(page)
		found := 0
		for _, one := range selectors(sheet) {
			found += len(s.find(one))
		}
		return s.steps
	}
	for _, element := range []string{"<div>", "<p>甲", "<div><p>甲</div>"} {
		for _, sheet := range []string{
			"p", ".x div div div div div div p", ".x ~ p ~ p ~ p ~ p ~ p", ".x div ~ p div ~ p > p", "div div div div div", "p + p + p + p + p", "* * * * *", "* ~ * ~ * ~ *",
			":has(:has(:has(.x)))", "p:not(.x p p p p p)", "p:contains(甲)",
		} {
			if small, large := steps(sheet, element, 100), steps(sheet, element, 200); large > 3*small {
				t.Errorf("%s of %s takes %d steps for 100 and %d for 200", sheet, element, small, large)
			}
		}
	}
	for _, sheet := range []string{strings.Repeat("* p,", 9000), strings.Repeat(":nth-child(2n+1),", 3000)} {
		if n := steps(sheet, "<p>甲", 3000); n < cssWork || n > cssWork*11/10 {
			t.Errorf("%.20s… took %d steps, and the bound is %d", sheet, n, cssWork)
		}
	}
}

// TestBrief: of what a rule declares the last of each property that matters is left.
func TestBrief(t *testing.T) {
	for declared, want := range map[string]string{
		"color:red;--x:1;COLOR : blue;margin:0":                     "color: blue",
		`content:"a;display:none";display:block`:                    `content:"a;display:none";display:block`,
		"content:" + strings.Repeat("a", longestDeclared+1):         "",
		strings.Repeat("display:none;", 1000):                       "display:none",
		"border:1px;background:url(data:image/png;base64,AA);top:0": "background:url(data:image/png;top:0",
		fmt.Sprintf("font-family:'x;left:%d", -999):                 "left:-999",
	} {
		if got := brief(declared); got != want {
			t.Errorf("of %.60q %q is left, want %q", declared, got, want)
		}
	}
}
