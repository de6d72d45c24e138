package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	must(t, CSV(&b, append(inputs(), Input{Ledger: seedLike()})))
	s, ok := strings.CutPrefix(b.String(), "\ufeff")
	if !ok || !strings.HasSuffix(s, "\r\n") {
		t.Error("no BOM, or no CRLF")
	}
	lines, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	must(t, err)
	if len(lines) != 1+20+156 {
		t.Errorf("%d lines", len(lines))
	}
	column := func(name string) int { return slices.Index(lines[0], name) }
	for i, c := range csvColumns {
		if lines[0][i] != c.name {
			t.Errorf("column %d is %s, want %s", i, lines[0][i], c.name)
		}
	}
	for i, task := range hard().Tasks() {
		want := task.Text
		if want != "" && strings.ContainsRune("=+-@\t\r", rune(want[0])) {
			want = "'" + want
		}
		if got := lines[i+1][column("任务内容")]; got != strings.ToValidUTF8(want, "\ufffd") {
			t.Errorf("task %d: %.60q, want %.60q", i, got, want)
		}
	}
	for _, l := range lines {
		for _, c := range l {
			if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
				t.Errorf("a spreadsheet would run %q", c)
			}
		}
	}
	if l := lines[15]; l[column("任务编号")] != "'=T2" || l[column("来源")] != sheetRows || l[column("截止日期")] != "2017-12-31" ||
		l[column("分别负责")] != "某省版权局、'=某办" && l[column("分别负责")] != "某省版权局、=某办" || l[column("同一任务")] != "plan/一、/4." {
		t.Errorf("row 3: %q", l)
	}
}

func TestJSONL(t *testing.T) {
	var b bytes.Buffer
	must(t, JSONL(&b, inputs()))
	lines := bytes.Split(bytes.TrimSuffix(b.Bytes(), []byte("\n")), []byte("\n"))
	tasks := hard().Tasks()
	if len(lines) != len(tasks) {
		t.Fatalf("%d lines for %d tasks", len(lines), len(tasks))
	}
	for i, line := range lines {
		var got struct {
			Notice struct {
				Key       string
				DocNumber string `json:"doc_number"`
				PlanYear  int    `json:"plan_year"`
			}
			ID, Text, Kind string
			UID, Result    *string
			Assignments    []json.RawMessage
		}
		must(t, json.Unmarshal(line, &got))
		if got.ID != tasks[i].ID || got.Text != tasks[i].Text || got.Notice.PlanYear != 2017 || (got.Kind == "row") != tasks[i].Row ||
			len(got.Assignments) != len(tasks[i].Assignments) || (got.UID != nil) != (i == 0 || i == 14) || (got.Result != nil) != (tasks[i].Result != "") {
			t.Errorf("line %d: %.200s", i, line)
		}
		dec := json.NewDecoder(bytes.NewReader(line))
		var keys []string
		for depth := 0; ; {
			token, err := dec.Token()
			if err != nil {
				break
			}
			switch d, _ := token.(json.Delim); {
			case d == '{' || d == '[':
				depth++
			case d == '}' || d == ']':
				depth--
			case depth == 1:
				if s, ok := token.(string); ok && slices.ContainsFunc(jsonlDocs, func(c Column) bool { return c.Name == s }) {
					keys = append(keys, s)
				}
			}
		}
		for _, c := range jsonlDocs {
			if !slices.Contains(keys, c.Name) {
				t.Fatalf("line %d lacks %s: %v", i, c.Name, keys)
			}
		}
	}
	if !bytes.Contains(lines[9], []byte("<script>")) || bytes.Contains(b.Bytes(), []byte(`"assignments":null`)) {
		t.Error("HTML is escaped, or a list is null")
	}
}

func TestColumns(t *testing.T) {
	for _, s := range Columns() {
		seen := map[string]bool{}
		for _, c := range s.Columns {
			if c.Name == "" || c.Meaning == "" || c.Type == "" || seen[c.Name] {
				t.Errorf("%s: column %+v", s.Sheet, c)
			}
			seen[c.Name] = true
		}
		if s.Meaning == "" || len(s.Columns) == 0 {
			t.Errorf("%s is not described", s.Sheet)
		}
	}
}
