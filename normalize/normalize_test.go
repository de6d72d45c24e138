package normalize

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/seeds/tsv"
)

func normalizer(t testing.TB) *Normalizer {
	t.Helper()
	n, err := New(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestMentions resolves fixtures/units/mentions.tsv.
func TestMentions(t *testing.T) {
	n := normalizer(t)
	rows, err := tsv.Read(os.DirFS("../fixtures/units"), "mentions.tsv", "mention", "region", "year", "unit", "organ", "rule")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		c := r.Cells
		at := Place{}
		if c[1] != "" {
			if at.Region = n.regions.Path(c[1]); at.Region == nil {
				t.Fatal(r.Errorf("no region %s", c[1]))
			}
			if got := at.Region.Path(); got != c[1] {
				t.Error(r.Errorf("the path of %s is %s", c[1], got))
			}
		}
		if at.Year, err = strconv.Atoi(c[2]); err != nil {
			t.Fatal(r.Errorf("%v", err))
		}
		if got, want := n.Unit(c[0], at), (Resolved{c[3], c[4], c[5]}); got != want {
			t.Error(r.Errorf("%s is %+v, want %+v", c[0], got, want))
		}
	}
}

// TestEveryForm resolves each form of organs.tsv, at each level it has, with and
// without the word for the level: no alias is without a check.
func TestEveryForm(t *testing.T) {
	n := normalizer(t)
	where := map[Level]struct{ path, word string }{
		Province: {"江西省", "省"}, Prefecture: {"江西省九江市", "市"}, County: {"江西省石城县", "县"}, Central: {"中央", ""}, 'd': {"重庆市", "市"},
		Area: {"重庆市两江新区", "新区"},
	}
	for form, types := range n.organs.forms {
		for _, o := range types {
			if o.region != "" {
				continue
			}
			for _, l := range o.levels {
				w := where[Level(l)]
				r := n.regions.Path(w.path)
				year := min(max(o.from, 2010), o.to)
				mention := strings.NewReplacer(regionMark, r.Short, levelMark, w.word).Replace(form)
				words := []string{mention}
				if !strings.ContainsAny(form, regionMark+levelMark) && l != 'c' {
					words = append(words, w.word+mention, r.Name+mention, r.Full+mention)
					if strings.HasPrefix(form, "委") {
						words = words[1:] // 委宣传部 is printed with 省, 市 or 县 before it
					}
				}
				for _, m := range words {
					if got := n.Unit(m, Place{r, year}); got.Unit != full(o.name, r) {
						t.Errorf("%s in %s, %d: %s by %s, want %s", m, r.Path(), year, got.Unit, got.Rule, full(o.name, r))
					}
				}
			}
		}
	}
}

// TestPhrases reads fixtures/deadlines/phrases.tsv; there and in prose.tsv each rule fits something.
func TestPhrases(t *testing.T) {
	n := normalizer(t)
	rows, err := tsv.Read(os.DirFS("../fixtures/deadlines"), "phrases.tsv", "raw", "year", "issued", "kind", "start", "end", "due", "rule")
	if err != nil {
		t.Fatal(err)
	}
	fired := map[string]bool{}
	for i := 0; i < len(rows); {
		k := i
		for k < len(rows) && rows[k].Cells[0] == rows[i].Cells[0] {
			k++
		}
		c := rows[i].Cells
		year, err := strconv.Atoi(c[1])
		if err != nil {
			t.Fatal(rows[i].Errorf("%v", err))
		}
		got := n.calendar.deadlines(strings.ReplaceAll(c[0], "⏎", "\n"), year, taizhang.Date(c[2]))
		if len(got) != k-i {
			t.Error(rows[i].Errorf("%s: %d deadlines, want %d", c[0], len(got), k-i))
		}
		for j := range min(len(got), k-i) {
			d, w := got[j], rows[i+j].Cells
			fired[d.Rule] = true
			have := []string{string(d.Kind), string(d.Start), string(d.End), string(d.Due), d.Rule}
			if strings.Join(have, "|") != strings.Join(w[3:], "|") {
				t.Error(rows[i+j].Errorf("%s: %v, want %v", c[0], have, w[3:]))
			}
		}
		i = k
	}
	prose, err := tsv.Read(os.DirFS("../fixtures/deadlines"), "prose.tsv", "sentence", "raw", "kind", "start", "end", "rule")
	if err != nil {
		t.Fatal(err)
	}
	at := anywhere
	at.prose = true
	for _, r := range prose {
		for from := 0; from < len(r.Cells[0]); {
			end := n.calendar.clauseEnd(r.Cells[0], from)
			for _, h := range n.calendar.hits(taizhang.FoldString(r.Cells[0][from:end]), at) {
				fired[h.rule.name] = true
			}
			from = end
		}
	}
	for _, r := range n.calendar.rules {
		if !fired[r.name] {
			t.Errorf("no phrase fits the rule %s", r.name)
		}
	}
}

// TestProse finds what says when a task is to be done, and nothing else.
func TestProse(t *testing.T) {
	n := normalizer(t)
	for prose, want := range map[string]string{
		"力争在2017年4月前挂牌运行，为下一步奠定基础。":          "2017年4月前",
		"2019年6月底前，制定办法；到2020年，全面建成。":        "2019年6月底前|到2020年",
		"春节前完成走访慰问。":                         "春节前",
		"上半年完成改造，年内建成平台。":                    "上半年完成|年内",
		"自2019年1月1日至12月31日免征有关税费。":           "",
		"每年12月20日前报送总结。":                     "每年12月20日前",
		"印发《2018年底前完成的工作方案》。":                "",
		"开展“2017剑网行动”。":                      "",
		"按照2016年3月1日起施行的条例办理。":               "",
		"召开2017年四川省知识产权保护新闻发布会，发布2016年度白皮书。": "",
		"落实三年行动计划，深入开展“4.26”宣传周。":            "",
	} {
		var got []string
		for _, m := range n.calendar.prose(prose, 2016, "") {
			got = append(got, prose[m.from:m.to])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: found %v, want %s", prose, got, want)
		}
	}
}

// TestBadTables names file and line of what can't be compiled.
func TestBadTables(t *testing.T) {
	for file, bad := range map[string]string{
		"organs.tsv":    "forms\tname\tlevels\tkind\tfrom\tto\n某局\t{R}某局\tz\tgovernment\t\t\n",
		"regions.tsv":   "code\tname\tshort\tparent\n5101\t成都市\t成都\t\n",
		"deadlines.tsv": "rule\tpattern\tkind\tstart\tend\tprose\tunless\nx\tpoint nonsense\tby\t-\t1e\t0\t-\n",
		"measures.tsv":  "word\tclass\n个\tnoun\n",
		"plates.tsv":    "region\tplate\torgan\tlevels\tfrom\tto\tsource\n\ta\tb\tp\tlater\t\t\n",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(dir+"/"+file, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := New(seeds.With(dir)); err == nil || !strings.Contains(err.Error(), file+":2: ") {
			t.Errorf("%s: %v; want an error at line 2", file, err)
		}
	}
}

// BenchmarkUnit resolves the mentions of fixtures/units/mentions.tsv; ns/op is for one.
func BenchmarkUnit(b *testing.B) {
	n := normalizer(b)
	rows, err := tsv.Read(os.DirFS("../fixtures/units"), "mentions.tsv", "mention", "region", "year", "unit", "organ", "rule")
	if err != nil {
		b.Fatal(err)
	}
	places := make([]Place, len(rows))
	for i, r := range rows {
		places[i].Region = n.Region(r.Cells[1])
		places[i].Year, _ = strconv.Atoi(r.Cells[2])
	}
	i := 0
	for b.Loop() {
		n.Unit(rows[i].Cells[0], places[i])
		if i++; i == len(rows) {
			i = 0
		}
	}
}

// BenchmarkDeadlines reads the phrases of fixtures/deadlines/phrases.tsv; an op is one.
func BenchmarkDeadlines(b *testing.B) {
	n := normalizer(b)
	rows, err := tsv.Read(os.DirFS("../fixtures/deadlines"), "phrases.tsv", "raw", "year", "issued", "kind", "start", "end", "due", "rule")
	if err != nil {
		b.Fatal(err)
	}
	years := make([]int, len(rows))
	for i, r := range rows {
		years[i], _ = strconv.Atoi(r.Cells[1])
	}
	i := 0
	for b.Loop() {
		n.calendar.deadlines(rows[i].Cells[0], years[i], taizhang.Date(rows[i].Cells[2]))
		if i++; i == len(rows) {
			i = 0
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "phrases/s")
}

// TestSignedIn moves a day of a plan about last year's figures into the year in which it was signed.
func TestSignedIn(t *testing.T) {
	c := normalizer(t).calendar
	for prose, want := range map[string]taizhang.Date{
		"于3月2日前报送。":       "2021-03-02",
		"2020年3月2日前已报送。":  "",
		"2020年12月底前全面完成。": "2020-12-31",
		"1月底前报送。":         "2020-01-31",
		"二〇二〇年3月2日前报送。":   "2020-03-02",
	} {
		got := taizhang.Date("")
		for _, m := range c.prose(prose, 2020, "2021-02-23") {
			m.signedIn(prose[m.from:m.to], "2021-02-23", 2020)
			got = m.End
		}
		if got != want {
			t.Errorf("%s: %s, want %s", prose, got, want)
		}
	}
}
