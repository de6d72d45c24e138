package extract

import (
	"strings"
	"testing"

	"github.com/taizhang/taizhang/seeds"
)

// TestAddressees: a list of those a notice is sent to; names that share an ending are one.
func TestAddressees(t *testing.T) {
	e, err := New(seeds.FS(), timeless{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"各省、自治区、直辖市人民政府,国务院各部委、各直属机构":     "各省、自治区、直辖市人民政府|国务院各部委|各直属机构",
		"各县(市、区)人民政府,云海经开区、东湖新区管委会,市级各部门": "各县(市、区)人民政府|云海经开区、东湖新区管委会|市级各部门",
		"市政府各委、办、局,各有关单位":                 "市政府各委、办、局|各有关单位",
		"各市教育、科技、卫生健康主管部门,部属高校":           "各市教育、科技、卫生健康主管部门|部属高校",
		"各县人民政府,青龙特别管理区,各有关单位":            "各县人民政府|青龙特别管理区|各有关单位",
		"教育部": "教育部",
		"各地要加强教育、科技、人才工作": "",
		"各部门": "各部门",
		"云政函(2024)9号青山区人民政府": "",
		"推进县、区":              "",
		"重点任务、工作要求":          "",
	} {
		var got []string
		for _, r := range e.words.addressees(text) {
			got = append(got, text[r.Start:r.End])
		}
		if got := strings.Join(got, "|"); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
