package normalize

import (
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestFormsAreCertain keeps every form to one name in each region and year.
func TestFormsAreCertain(t *testing.T) {
	n := normalizer(t)
	for form, types := range n.organs.forms {
		for i, a := range types {
			for _, b := range types[:i] {
				if a.region == b.region && a.name != b.name && strings.ContainsAny(a.levels, b.levels) && a.from <= b.to && b.from <= a.to {
					t.Errorf("%s is %s and %s at once", form, a.name, b.name)
				}
			}
		}
	}
	for word, kind := range n.nameWords {
		if kind == clippedWord {
			for _, o := range n.organs.forms[word] {
				if o.name == "{R}"+word {
					t.Errorf("%s is a full name, words.tsv has it as clipped", word)
				}
			}
		}
	}
}

// TestPlatesAndLineageAreKnown lets plates and lineage name no unit that no table has.
func TestPlatesAndLineageAreKnown(t *testing.T) {
	n := normalizer(t)
	names := map[string]bool{}
	for _, types := range n.organs.forms {
		for _, o := range types {
			names[o.name] = true
		}
	}
	known := func(name string) bool {
		if names[name] {
			return true
		}
		for k := range names { // {R}委员会 of party organs, names of one region
			if strings.Contains(k, "{") && !strings.Contains(name, "{") {
				a, b, _ := strings.Cut(strings.ReplaceAll(k, "{N}", "{R}"), "{R}")
				if strings.HasPrefix(name, a) && strings.HasSuffix(name, b) {
					return true
				}
			}
		}
		return false
	}
	for name, ps := range n.organs.plates {
		for _, p := range ps {
			if !known(name) || !known(p.organ) {
				t.Errorf("plates.tsv: %s or %s is in no table of units", name, p.organ)
			}
		}
	}
	for _, rows := range n.lineage.from {
		for _, r := range rows {
			if !known(r.old) || !known(r.new) {
				t.Errorf("lineage.tsv: %s or %s is in no table of units", r.old, r.new)
			}
		}
	}
}

func TestLineage(t *testing.T) {
	n := normalizer(t)
	for _, c := range []struct {
		name     string
		from, to int
		want     string
	}{
		{"四川省农业厅", 2017, 2020, "四川省农业农村厅"},
		{"四川省农业厅", 2017, 2017, ""},
		{"九江市工商行政管理局", 2016, 2020, "九江市市场监督管理局"},
		{"四川省扶贫和移民工作局", 2017, 2022, "四川省扶贫开发局|四川省乡村振兴局"},
		{"中国银行业监督管理委员会四川监管局", 2017, 2024, "中国银行保险监督管理委员会四川监管局|国家金融监督管理总局四川监管局"},
		{"国家新闻出版广电总局", 2017, 2019, "中共中央宣传部|国家广播电视总局"},
		{"中华人民共和国卫生部", 2010, 2019, "国家卫生和计划生育委员会|国家医疗保障局|国家卫生健康委员会"},
		{"中国人民银行成都分行", 2020, 2024, "中国人民银行四川省分行"},
		{"四川省财政厅", 2000, 2024, ""},
	} {
		var got []string
		for _, s := range n.Lineage(c.name, c.from, c.to) {
			got = append(got, s.New)
		}
		slices.Sort(got)
		want := strings.FieldsFunc(c.want, func(r rune) bool { return r == '|' })
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s, %d to %d: %v, want %v", c.name, c.from, c.to, got, want)
		}
	}
	var old []string
	for _, s := range n.Ancestry("江西省九江市生态环境局", 2017, 2020) {
		old = append(old, s.Old)
	}
	for _, s := range n.Ancestry("四川省文化和旅游厅", 2017, 2020) {
		old = append(old, s.Old)
	}
	if got := strings.Join(old, "|"); !strings.Contains(got, "四川省文化厅") || !strings.Contains(got, "四川省旅游发展委员会") {
		t.Errorf("ancestry: %s", got)
	}
}

func TestSuggest(t *testing.T) {
	n := normalizer(t)
	for _, c := range []struct {
		mention, region string
		year            int
		want            string // the first
	}{
		{"省农业农村厅", "江西省", 2015, "江西省农业厅"},
		{"省农业厅", "江西省", 2021, "江西省农业农村厅"},
		{"县城管局", "江西省石城县", 2018, ""},
		{"省知识产局", "江西省", 2018, "江西省知识产权局"},
		{"省教育厅", "江西省", 2018, "-"},
		{"鼓楼区人民政府", "江苏省", 2023, "南京市鼓楼区人民政府"},
		{"从化市人民政府", "广东省广州市", 2020, "广州市从化区人民政府"},
		{"市财政局", "江西省", 2018, "-"},
		{"高新区管委会", "江西省九江市", 2018, "九江高新技术产业开发区管理委员会"},
	} {
		at := Place{n.Region(c.region), c.year}
		got := n.Suggest(c.mention, at, n.Unit(c.mention, at))
		switch {
		case c.want == "-" && len(got) > 0, c.want != "-" && len(got) == 0, c.want != "-" && c.want != "" && got[0] != c.want:
			t.Errorf("%s: %v, want %q first", c.mention, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	n := normalizer(t)
	for in, want := range map[string]string{
		"農業(yè)部":         "农业部",
		"市質（zhì）監(jiān)局": "市质监局",
		"“雙打”辦":           "双打办",
		"新闻出版广电总局（版权局）":   "新闻出版广电总局（版权局）",
		"乾县":         "乾县",
		"中国科学院(CAS)": "中国科学院(CAS)",
		"":           "",
		"(":          "(",
		"\xff農(":     "\xff农(",
	} {
		if got := n.written(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

// TestJurisdiction reads where a notice holds from what it prints.
func TestJurisdiction(t *testing.T) {
	n := normalizer(t)
	for _, c := range []struct{ issuer, title, number, addressee, want string }{
		{"四川省知识产权局", "", "", "", "四川省"},
		{"中共阿坝州委宣传部", "", "", "", "四川省阿坝藏族羌族自治州"},
		{"湘西自治州人民政府办公室", "", "", "", "湖南省湘西土家族苗族自治州"},
		{"成都知识产权局", "", "", "", "四川省成都市"},
		{"新疆生产建设兵团办公厅", "", "", "", "新疆生产建设兵团"},
		{"通州区人民政府", "", "京通政发〔2019〕1号", "", "北京市通州区"},
		{"通州区人民政府", "", "", "", ""},
		{"国务院办公厅", "", "国办发〔2019〕2号", "", "中央"},
		{"财政部", "", "", "", "中央"},
		{"", "关于印发工作方案的通知", "川办发〔2017〕8号", "", "四川省"},
		{"", "关于印发工作方案的通知", "广安府办发〔2017〕8号", "", "四川省广安市"},
		{"市人民政府办公室", "关于印发九江市工作方案的通知", "", "", "江西省九江市"},
		{"", "关于印发工作方案的通知", "", "各省、自治区、直辖市人民政府", "中央"},
		{"雄安新区管委会", "", "", "", "河北省雄安新区"},
		{"", "关于印发工作方案的通知", "", "成都市、绵阳市人民政府", "四川省"},
		{"", "关于印发工作方案的通知", "", "各有关部门", ""},
		{"國家知識產權局", "", "", "", "中央"},
		{"国家税务总局九江市税务局", "", "", "", "江西省九江市"},
		{"国网江西省电力有限公司安全监察部", "", "", "", "江西省"},
		{"中国证券监督管理委员会江西监管局", "", "", "", "江西省"},
	} {
		w := &work{Normalizer: n, ledger: &taizhang.Ledger{}}
		nt := &w.ledger.Notice
		if c.issuer != "" {
			nt.Issuers = []string{c.issuer}
		}
		nt.Title, nt.DocNumber = c.title, c.number
		if c.addressee != "" {
			nt.Addressees = []string{c.addressee}
		}
		got := ""
		if r := w.jurisdiction(); r != nil {
			got = r.Path()
		}
		if got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// TestPlaceOfText reads where and when a notice holds from text and file name, where
// title, issuer and number are missing.
func TestPlaceOfText(t *testing.T) {
	n := normalizer(t)
	for _, c := range []struct {
		text, file, want string
		year             int
	}{
		{"各单位：现将方案印发你们。市发改委负责。九江市人民政府办公室2018年3月21日相关附件", "a.txt", "江西省九江市", 2018},
		{"特此通知。国务院办公厅二〇一九年七月十五日（此件公开发布）", "a.txt", "中央", 2019},
		{"2018年5月1日前，九江市教育局要完成工作。", "a.txt", "", 2018},
		{"全市各部门要落实《九江市国土规划（2010年版）》，市发改委、市教育局、市公安局与九江市修水县、九江市德安县人民政府共同推进，九江市牵头。", "plan-2016-3.txt", "江西省九江市", 2016},
		{"由市发改委、市教育局负责，九江银保监分局、九江经开区、九江海关配合。", "a.txt", "江西省九江市", 0},
		{"到2030年，江西省、湖北省、安徽省的体系全部建成。（财政部、教育部、税务总局负责）", "x/2021/a.txt", "中央", 2021},
		{"2018年5月1日前，九江市教育局要完成工作。", "九江/2021/a.txt", "江西省九江市", 2018},
		{"要加强领导。", "2017年九江市工作要点.txt", "江西省九江市", 2017},
		{"要加强领导。", "九江工作要点2017.txt", "江西省九江市", 2017},
		{"要加强领导。市教育局、市公安局负责。", "江西省/九江市2017年/附件1.txt", "江西省九江市", 2017},
		{"各市要加强领导，九江市、赣州市先行。市发改委、市教育局负责。", "a.txt", "", 0},
		{"要加强领导。", "九江市工作要点（2017）.txt", "江西省九江市", 2017},
		{"要加强领导。县教育局、县公安局负责。", "石城县/a.txt", "江西省石城县", 0},
		{"要加强领导。市教育局、市公安局负责。", "a.txt", "", 0},
	} {
		d := &taizhang.Draft{Doc: &taizhang.Document{Text: c.text, Source: taizhang.Source{Name: c.file}}}
		l := n.Ledger(d, Options{})
		if l.Notice.Jurisdiction != c.want || l.Notice.PlanYear != c.year {
			t.Errorf("%s: %s, %d; want %s, %d", c.text, l.Notice.Jurisdiction, l.Notice.PlanYear, c.want, c.year)
		}
	}
}

// TestDefined reads what a notice itself calls units.
func TestDefined(t *testing.T) {
	n := normalizer(t)
	text := "成立江西省开放型经济工作领导小组（以下简称“省开放办”），各设区市（以下简称市）参加。" +
		"由江西鄱湖水务有限责任公司（简称鄱湖公司）承担，江西赣江航运发展有限公司配合，对婴幼儿（以下简称孩子）照护。江西省行政审批服务局的系统与江西省人民政府门户网站相连。"
	d := &taizhang.Draft{Doc: &taizhang.Document{Text: text}, Fields: []taizhang.Field{{Name: "issuer", Value: "江西省人民政府"}}}
	var g taizhang.Group
	for _, m := range []string{"省开放办", "鄱湖公司", "赣江航运公司", "江西赣江航运发展有限公司", "江西航运公司", "市", "孩子", "省审批服务局", "省门户局", "省委机关"} {
		g.Mentions = append(g.Mentions, taizhang.Mention{Text: m, Spans: taizhang.Spans{{Start: 0, End: 3}}})
	}
	d.Nodes = []taizhang.DraftNode{{Parent: -1, Phrases: taizhang.Phrases{Groups: []taizhang.Group{g}}}}
	var got []string
	for _, a := range n.Ledger(d, Options{}).Nodes[0].Assignments {
		got = append(got, a.Unit)
	}
	want := []string{"江西省开放型经济工作领导小组", "江西鄱湖水务有限责任公司", "赣江航运公司", "江西赣江航运发展有限公司", "市", "孩子",
		"江西省行政审批服务局", "省门户局", "中共江西省委员会"}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestNames: the names of a unit at the other end of a stretch of years; duties that
// only moved make no other unit of it.
func TestNames(t *testing.T) {
	n := normalizer(t)
	for _, c := range []struct {
		unit     string
		from, to int
		want     string
	}{
		{"江西省农业厅", 2017, 2019, "江西省农业农村厅"},
		{"江西省农业厅", 2014, 2017, ""},
		{"江西省农业农村厅", 2019, 2017, "江西省农业厅"},
		{"江西省知识产权局", 2017, 2019, ""},
	} {
		if got := n.Names(c.unit, c.from, c.to); c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%s, %d to %d: %v, want %s", c.unit, c.from, c.to, got, c.want)
		}
	}
}
