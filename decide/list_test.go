package decide_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/seeds"
)

// TestListReadAsOneName: a list that was read as one name is offered as all of its units, and
// becomes them wherever it is printed.
func TestListReadAsOneName(t *testing.T) {
	n, err := normalize.New(seeds.FS())
	must(t, err)
	skills := (&office.Office{Normalizer: n}).Skills()
	central := &taizhang.Notice{Jurisdiction: "中央", PlanYear: 2021}
	for mention, want := range map[string]string{
		"商务部等和各有关省级人民政府": "中华人民共和国商务部 有关省、自治区、直辖市人民政府",
		"商务部、财政部":        "中华人民共和国商务部 中华人民共和国财政部",
		"国家发展和改革委员会":     "",
		"商务部和乌有乡管理处":     "",
		"商务部财政部":         "中华人民共和国商务部 中华人民共和国财政部",
		"商务部－财政部":        "中华人民共和国商务部 中华人民共和国财政部",
		"商务部会同财政部教育部":    "中华人民共和国商务部 中华人民共和国财政部 中华人民共和国教育部",
		"商务部财政司":         "",
		"教育部科学技术委员会":     "",
	} {
		if got := strings.Join(skills.Listed(mention, central), " "); got != want {
			t.Errorf("%s: %q, want %q", mention, got, want)
		}
	}
	l := sample()
	l.Notice = taizhang.Notice{Key: "k", Jurisdiction: "中央", PlanYear: 2021}
	l.Nodes[0].Assignments[0].Mention = "商务部、财政部"
	b := &decide.Builder{Of: l, Skills: skills}
	d, err := b.List("商务部、财政部", skills.Listed("商务部、财政部", central))
	must(t, err)
	got, out := decide.Apply(l, []decide.Decision{d}, nil)
	if as := got.Nodes[0].Assignments; len(as) != 2 || as[0].Unit != "中华人民共和国商务部" || as[1].Mention != "商务部、财政部" || out.States[0] != decide.Applied || d.Said() == "" {
		t.Errorf("%+v, %s", as, d.Said())
	}
	if back := decide.AsRead(got, out.Before); !reflect.DeepEqual(back, l) {
		t.Errorf("led back to %+v", back)
	}
}
