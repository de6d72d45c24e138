package ingest_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

const shipped = "../seeds/notices/sichuan-2017-ip-plan.txt"

// TestDropped drops two departments: their sections and items are gone, and
// nothing else changes.
func TestDropped(t *testing.T) {
	p := pipeline(t)
	text := notice(t)
	base := read(t, p, "notice.txt", []byte(text))
	drop := func(s, from, to string) string {
		a, b := strings.Index(s, from), strings.Index(s, to)
		if a < 0 || b < a {
			t.Fatalf("%q … %q not found", from, to)
		}
		return s[:a] + s[b:]
	}
	cut := drop(drop(text, "六、公安厅", "七、司法厅"), "二十二、省投资促进局", "二十三、")
	gone := func(id string) bool {
		return strings.HasPrefix(id, "plan/六") || strings.HasPrefix(id, "plan/二十二")
	}
	var nodes []taizhang.Node
	for _, n := range base.Nodes {
		if !gone(n.ID) {
			nodes = append(nodes, n)
		}
	}
	got := read(t, p, "notice.txt", []byte(cut))
	if len(nodes) != 128-2-8 {
		t.Fatalf("%d nodes are left, want 118", len(nodes))
	}
	base.Nodes, base.Links, got.Links = nodes, nil, nil
	diff(t, shape(got), shape(base))
}

// TestRenumbered prints other row numbers: they are kept, and nothing shifts.
func TestRenumbered(t *testing.T) {
	p := pipeline(t)
	text := notice(t)
	shipped := read(t, p, "notice.txt", []byte(text))
	row := regexp.MustCompile(`(?m)^[ \t\x{a0}\x{3000}]*(\d{1,2})$`)
	add := func(s string) string {
		n, _ := strconv.Atoi(strings.TrimFunc(s, taizhang.Blank))
		return strconv.Itoa(n + 100)
	}
	renumbered := read(t, p, "notice.txt", []byte(row.ReplaceAllStringFunc(text, add)))
	if len(renumbered.Links) != len(shipped.Links) {
		t.Errorf("%d links, want %d", len(renumbered.Links), len(shipped.Links))
	}
	shipped.Links, renumbered.Links = nil, nil // sorted by id, which follows the number
	base, got := shape(shipped), shape(renumbered)
	id := regexp.MustCompile(`/r(\d+)`)
	for i, l := range base {
		base[i] = id.ReplaceAllStringFunc(l, func(s string) string { return "/r" + add(s[2:]) })
		if strings.HasPrefix(base[i], "row") && strings.HasPrefix(base[i+1], "cell") {
			base[i+1] = "cell" + add(strings.TrimPrefix(base[i+1], "cell"))
		}
	}
	diff(t, got, base)
}

// TestOtherProvince prints another province's names throughout. Where a rule
// gives the name, the unit follows; a province that is none keeps what is printed.
func TestOtherProvince(t *testing.T) {
	p := pipeline(t)
	text := notice(t)
	base := shape(read(t, p, "notice.txt", []byte(text)))
	rename := strings.NewReplacer("四川", "云南", "成都", "昆明", "绵阳", "曲靖", "德阳", "玉溪", "川知领", "云知领",
		"四川省政府国有资产", "云南省人民政府国有资产").Replace
	t.Run("known", func(t *testing.T) {
		got := shape(read(t, p, "notice.txt", []byte(rename(text))))
		for i, l := range base {
			base[i] = rename(strings.ReplaceAll(l, "四川省政府国有资产", "四川省人民政府国有资产"))
		}
		diff(t, got, base)
	})
	t.Run("unknown", func(t *testing.T) {
		fiction := strings.NewReplacer("四川", "云海", "成都", "雾都", "绵阳", "雨阳", "德阳", "雪阳", "川知领", "云知领").Replace
		l := read(t, p, "notice.txt", []byte(fiction(text)))
		roles := map[taizhang.Role]int{}
		for _, task := range l.Tasks() {
			for _, a := range task.Assignments {
				roles[a.Role]++
				if a.Rule != "unresolved" && a.Rule != "class" {
					t.Errorf("%s: %s was resolved to %s by %s", task.ID, a.Mention, a.Unit, a.Rule)
				}
				if a.Rule == "unresolved" && a.Unit != a.Mention {
					t.Errorf("%s: %s is not kept as printed but %s", task.ID, a.Mention, a.Unit)
				}
			}
		}
		if roles[taizhang.Lead] != 101+48 || roles[taizhang.Support] != 145 || roles[taizhang.Separate] != 53 {
			t.Errorf("roles %v", roles)
		}
		unknown := 0
		for _, f := range l.Findings {
			if f.Code == "unit-unknown" {
				unknown++
			}
		}
		if unknown < 27 {
			t.Errorf("%d findings unit-unknown", unknown)
		}
	})
}
