package normalize_test

import (
	"slices"
	"testing"

	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

func TestMembers(t *testing.T) {
	n, err := normalize.New(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		unit  string
		count int
		has   string
	}{
		{"四川省各市(州)人民政府", 21, "凉山彝族自治州人民政府"},
		{"四川省各市（州）人民政府", 21, "成都市人民政府"},
		{"各省、自治区、直辖市人民政府", 31, "四川省人民政府"},
		{"江西省赣州市各县(市、区)人民政府", 18, "石城县人民政府"},
		{"四川省各有关部门", 0, ""},
		{"四川省各有关市(州)人民政府", 0, ""},
		{"四川省公安厅", 0, ""},
	} {
		got := n.Members(c.unit)
		if len(got) != c.count || c.has != "" && !slices.Contains(got, c.has) {
			t.Errorf("%s: %d members, want %d with %s: %v", c.unit, len(got), c.count, c.has, got)
		}
	}
}
