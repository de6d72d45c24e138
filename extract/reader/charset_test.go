package reader

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/taizhang/taizhang"
)

// asLatin is what a program shows that takes bytes for Western European.
func asLatin(b string) string {
	var out strings.Builder
	for _, c := range []byte(b) {
		out.WriteRune(rune(c))
	}
	return out.String()
}

func TestDecode(t *testing.T) {
	text := strings.Repeat("一、推行告知承诺，由市司法局牵头负责。\n", 3)
	asGBK, err := simplifiedchinese.GB18030.NewDecoder().String("一推行告知承诺由市司法局牵头负责办理")
	must(t, err)
	trad := "一、推行告知承諾，由市司法局牽頭負責辦理，各縣市區應當於年底前完成。\n"
	big5, err := traditionalchinese.Big5.NewEncoder().String(trad)
	must(t, err)
	for _, c := range []struct{ name, data, want, charset, code string }{
		{"utf-8", text, text, "utf-8", ""},
		{"gb18030", gbk(t, text), text, "gb18030", ""},
		{"big5", big5, trad, "big5", ""},
		{"UTF-8 taken for Latin", asLatin(text), text, "utf-8", "charset-twice"},
		{"GBK taken for Latin", asLatin(gbk(t, text)), text, "utf-8", "charset-twice"},
		{"UTF-8 taken for GBK", asGBK, "一推\ufffd告知承\ufffd由市司法局牵头负责办理", "utf-8", "charset-twice"},
		{"Western text", strings.Repeat("Économie générale à Orléans, été. ", 5), strings.Repeat("Économie générale à Orléans, été. ", 5), "utf-8", ""},
	} {
		got, charset, findings := decode([]byte(c.data), "")
		code := ""
		if len(findings) > 0 {
			code = findings[0].Code
		}
		if got != c.want || charset != c.charset || code != c.code {
			t.Errorf("%s: %q, %s, %v", c.name, got, charset, findings)
		}
	}
}

func TestCSV(t *testing.T) {
	page := "2023年重点任务分工表,,\n序号,任务,责任单位\n1,\"推行，\n\"\"告知承诺\"\"\",市司法局\n2,\"上线,证照\",市数据局\n"
	want := `
		paragraph table[1]/tr[1]/td[1]: 2023年重点任务分工表
		table table[1]
		  [序号][任务][责任单位]
		  [1][推行，|"告知承诺"][市司法局]
		  [2][上线,证照][市数据局]
		`
	checkOutline(t, []byte(page), want)
	checkOutline(t, []byte(gbk(t, strings.ReplaceAll(page, "\n", "\r\n"))), want)
	checkOutline(t, []byte("2023年任务,一\n推进改革,完善制度,加强检查。\n"), `
		paragraph p[1]: 2023年任务,一
		paragraph p[2]: 推进改革,完善制度,加强检查。
		`)
	checkOutline(t, []byte("2023年任务\n推进改革,完善制度,加强检查,促进发展。\n"), `
		paragraph p[1]: 2023年任务
		paragraph p[2]: 推进改革,完善制度,加强检查,促进发展。
		`)
	checkOutline(t, []byte("2023年任务表\n任务;单位;时限\n推行;市司法局;6月底\n上线;市数据局;9月底\n"), `
		paragraph table[1]/tr[1]/td[1]: 2023年任务表
		table table[1]
		  [任务][单位][时限]
		  [推行][市司法局][6月底]
		  [上线][市数据局][9月底]
		`)
	checkOutline(t, []byte("\ufeff任务;单位;时限\n推行;市司法局;6月底\n"), `
		table table[1]
		  [任务][单位][时限]
		  [推行][市司法局][6月底]
		`)
	checkOutline(t, []byte("任务;责任单位;进展\n修管网;市水利局;完成设计。\n清河道;市城管局;完成招标。\n"), `
		table table[1]
		  [任务][责任单位][进展]
		  [修管网][市水利局][完成设计。]
		  [清河道][市城管局][完成招标。]
		`)
	checkOutline(t, []byte("1);修管网;市水利局\n2);清河道;市城管局\n"), `
		table table[1]
		  [1)][修管网][市水利局]
		  [2)][清河道][市城管局]
		`)
	for _, text := range []string{"一、任务,甲\n二、任务,乙,丙\n三、任务\n", "甲,乙\n丙,丁\n戊,己\n", "1.招商。(牵头单位:商务局;责任单位:财政局;时限:6月底)\n2.建校。(牵头单位:教育局;责任单位:财政局;时限:8月底)\n", "1.引进企业;签约;到位资金。\n2.选址;设计;开工。\n", "本市实施a,b,c三项任务。\n各县区应当配合。\n年底前办结。\n", ",,,\n,,,\n,,甲,\n"} {
		if isCSV([]byte(text)) {
			t.Errorf("%q is no table", text)
		}
	}
}

func init() {
	hostileSeeds["csv"] = hostileSeed{make: func(t testing.TB) []byte {
		return []byte("序号,任务,单位\n" + strings.Repeat("1,\"推行,\n\"\"承诺\"\"\",市司法局\n", 50))
	}, most: 40}
}

// TestNoWidth: marks without width, which sites leave in words, are no text in any format.
func TestNoWidth(t *testing.T) {
	for name, data := range map[string]string{
		"a.txt":  "市司\u200b法局\u00ad负责\ufeff推进",
		"a.html": "<!DOCTYPE html><body><p>市司&#8203;法局&shy;负责<wbr>推\u2060进</p></body>",
		"a.csv":  "任务,单位\n市司\u200b法局\u00ad负责推进,是\n",
		"a.md":   "<!-- image -->\n\n## 任务\n\n## 市司\u200b法局负责推进\n",
	} {
		doc, err := Read(name, []byte(data), Options{})
		must(t, err)
		if !strings.Contains(doc.Text, "市司法局负责推进") || strings.Contains(doc.Text, "#") {
			t.Errorf("%s: %q", name, doc.Text)
		}
	}
}

// TestLabelTab: a tab behind a label, as Word types it, parts no columns; other tabs do.
func TestLabelTab(t *testing.T) {
	for text, want := range map[string]string{
		"1.\t推进改革":        "1. 推进改革",
		"　（一）\t\t推进改革":    "　（一）  推进改革",
		"1.\t推进改革\t市司法局":  "1.\t推进改革\t市司法局",
		"1\t推进改革":         "1\t推进改革",
		"推进改革\t市司法局":      "推进改革\t市司法局",
		"第一条\t为推进改革制定本办法": "第一条 为推进改革制定本办法",
	} {
		if got := labelTab(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// FuzzText reads any bytes that are of no other format: a text of what a document
// promises, or an error with a type.
func FuzzText(f *testing.F) {
	for _, s := range []string{"\xff\xfe\x01\x4e\x00", "\xd2\xbb\xa1\xa2\xbd\xcc\xd3\xfd\xcc\xfc", "一、教育厅\r\n\x00", "\xef\xbb\xbf<p>一、<td>", "<meta charset=gbk>\xd2\xbb", "a,\"b\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 600 {
			return
		}
		in, format, err := identify("a", data, Options{})
		if err == nil && format.inProcess {
			var doc *taizhang.Document
			if doc, err = format.document(in); err == nil {
				checkOFD(t, doc, err)
			}
		}
		if e := (*taizhang.Error)(nil); err != nil && !errors.As(err, &e) {
			t.Errorf("error without a type: %v", err)
		}
	})
}
