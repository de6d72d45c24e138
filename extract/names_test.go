package extract

import (
	"os"
	"strings"
	"testing"
)

func words(t *testing.T) *vocabulary {
	t.Helper()
	v, err := compile(os.DirFS("../seeds"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestNames splits items of lists where both sides are names, and nowhere else.
func TestNames(t *testing.T) {
	v := words(t)
	for item, want := range map[string]string{
		"市住房和城乡建设局":             "市住房和城乡建设局",
		"工业和信息化部":               "工业和信息化部",
		"市司法局和市公安局":             "市司法局|市公安局",
		"市司法局/市公安局":             "市司法局|市公安局",
		"市司法局/张明":               "市司法局",
		"①市司法局②市公安局":            "市司法局|市公安局",
		"市司法局2.市公安局":            "市司法局|市公安局",
		"市司法局--市公安局":            "市司法局|市公安局",
		"教务处和学生处":               "教务处|学生处",
		"经济办与引进办":               "经济办|引进办",
		"教务和科研处":                "教务和科研处",
		"干部和人才科":                "干部和人才科",
		"由市司法局":                 "市司法局",
		"①市司法局":                 "市司法局",
		"人力资源社会保障部及各地区":         "人力资源社会保障部|各地区",
		"体育总局等国务院相关部门及各地区":      "体育总局|国务院相关部门|各地区",
		"市财政局等有关部门":             "市财政局|有关部门",
		"市财政局等部门":               "市财政局",
		"财政部等和各省级人民政府":          "财政部|各省级人民政府",
		"财政部等和地方人民政府":           "财政部|地方人民政府",
		"市编办等登记管理机关":            "市编办",
		"国务院相关部门和单位":            "国务院相关部门和单位",
		"各县(市、区)人民政府":           "各县(市、区)人民政府",
		"各区人民政府〈含开发区，下同〉":       "各区人民政府",
		"市级相关部门(单位)":            "市级相关部门(单位)",
		"新闻出版广电局(版权局)":          "新闻出版广电局(版权局)",
		"市委市政府":                 "市委|市政府",
		"省财政厅省审计厅":              "省财政厅|省审计厅",
		"高等学校":                  "高等学校",
		"市医疗保障局(以下简称市医保局)":      "市医疗保障局",
		"存在的问题由市市场监督管理局":        "市市场监督管理局",
		"广安职业技术学院":              "广安职业技术学院",
		"项目所在县(市、区)和川渝高竹新区":     "项目所在县(市、区)|川渝高竹新区",
		"市教育局以及各县(市、区)教育行政主管部门": "市教育局|各县(市、区)教育行政主管部门",
	} {
		var got []string
		spans, _ := v.names(item)
		for _, s := range spans {
			got = append(got, item[s.Start:s.End])
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%s: %s, want %s", item, g, want)
		}
	}
}

// TestEnding peels a verb with all that belongs to it off a clause.
func TestEnding(t *testing.T) {
	v := words(t)
	for clause, want := range map[string]string{
		"市司法局牵头":           "市司法局 lead",
		"市司法局牵头负责":         "市司法局 lead",
		"市司法局分别牵头":         "市司法局 lead",
		"市司法局按照各自职责分工负责":   "市司法局 separate",
		"各有关部门依法定职责分别负责落实": "各有关部门 separate",
		"市司法局按职责分工配合":      "市司法局 support",
		"市司法局协同负责":         "市司法局 responsible",
		"市司法局积极配合":         "市司法局 support",
		"市司法局要充分发挥牵头作用":    "市司法局 lead",
		"市司法局要负责":          "市司法局要 responsible",
		"市司法局应当负责":         "市司法局 responsible",
		"市司法局应积极配合":        "市司法局应 support",
	} {
		before, x, ok := v.ending(clause)
		if got := before + " " + string(x.duty); !ok || got != want {
			t.Errorf("%s: %s, want %s", clause, got, want)
		}
	}
	for _, label := range []string{"牵头单位", "责任司局", "牵头责任部门", "配合处室", "牵头考核单位", "协办单位", "责任领导小组"} {
		if at, _, ok := v.labelBefore("完善制度"+label+":", 0, len("完善制度"+label)); !ok || at != len("完善制度") {
			t.Errorf("%s is no label", label)
		}
	}
}

// TestWhose: the organ in a heading that says what its duties are.
func TestWhose(t *testing.T) {
	v := words(t)
	for heading, want := range map[string]string{
		"市水利局的主要职责":  "市水利局",
		"市防汛办公室及其职责": "市防汛办公室",
		"市水利局职责":     "市水利局",
		"市水利局":       "市水利局",
		"落实政府职责":     "落实政府职责",
		"主要职责":       "",
	} {
		if got := v.whose(heading); got != want {
			t.Errorf("%s: %q, want %q", heading, got, want)
		}
	}
}
