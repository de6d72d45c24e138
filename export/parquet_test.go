package export

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/taizhang/taizhang"
)

// readParquet reads a file back by its own schema, not by our struct: column → the values of each row.
func readParquet(t *testing.T, data []byte) (names []string, rows []map[string][]parquet.Value) {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	for _, field := range f.Schema().Fields() {
		names = append(names, field.Name())
	}
	columns := f.Schema().Columns()
	for _, g := range f.RowGroups() {
		r := g.Rows()
		for buf := make([]parquet.Row, 1); ; {
			n, err := r.ReadRows(buf)
			if n == 1 {
				row := map[string][]parquet.Value{}
				for _, v := range buf[0] {
					name := columns[v.Column()][0]
					row[name] = append(row[name], v.Clone())
				}
				rows = append(rows, row)
			}
			if err != nil {
				break
			}
		}
		r.Close()
	}
	return names, rows
}

func TestParquet(t *testing.T) {
	var b, again bytes.Buffer
	in := append(inputs(), Input{Ledger: seedLike()})
	must(t, Parquet(&b, in))
	must(t, Parquet(&again, in))
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same ledgers gave other bytes")
	}
	names, rows := readParquet(t, b.Bytes())
	if len(names) != len(parquetDocs) {
		t.Fatalf("%d columns, %d documented", len(names), len(parquetDocs))
	}
	for i, c := range parquetDocs {
		if names[i] != c.Name {
			t.Errorf("column %d is %s, documented is %s", i, names[i], c.Name)
		}
	}
	tasks := slices.Concat(hard().Tasks(), seedLike().Tasks())
	if len(rows) != len(tasks) {
		t.Fatalf("%d rows for %d tasks", len(rows), len(tasks))
	}
	texts := func(vs []parquet.Value) (out []string) {
		for _, v := range vs {
			if !v.IsNull() {
				out = append(out, v.String())
			}
		}
		return out
	}
	for i, task := range tasks {
		r := rows[i]
		if got := r["text"][0].String(); got != strings.ToValidUTF8(task.Text, "\ufffd") {
			t.Fatalf("row %d: text %.60q, want %.60q", i, got, task.Text)
		}
		if got := r["id"][0].String(); got != task.ID {
			t.Errorf("row %d: id %s, want %s", i, got, task.ID)
		}
		for role, column := range map[taizhang.Role]string{taizhang.Lead: "lead_units", taizhang.Support: "support_units", taizhang.Joint: "joint_units",
			taizhang.Separate: "separate_units"} {
			if got, want := strings.Join(texts(r[column]), "、"), UnitNames(task.Assignments, role); got != want {
				t.Errorf("row %d: %s %q, want %q", i, column, got, want)
			}
		}
		if got := texts(r["deadlines"]); len(got) != len(task.Deadlines) || len(texts(r["deadline_kinds"])) != len(task.Deadlines) {
			t.Errorf("row %d: deadlines %v for %d", i, got, len(task.Deadlines))
		}
		due := r["due"][0]
		if want := FirstDue(task.Deadlines); due.IsNull() != (want == "") ||
			want != "" && time.Unix(int64(due.Int32())*86400, 0).UTC().Format(time.DateOnly) != string(want) {
			t.Errorf("row %d: due %v, want %q", i, due, want)
		}
		if n := r["plan_year"][0]; n.Int32() != map[bool]int32{true: 2017, false: 2018}[i < 20] {
			t.Errorf("row %d: plan_year %v", i, n)
		}
	}
	if got := texts(rows[14]["organs"]); !slices.Equal(got, []string{"某省知识产权局", "某省新闻出版广电局", "=某办"}) {
		t.Errorf("organs %v", got)
	}
	if got := texts(rows[14]["same_as"]); !slices.Equal(got, []string{"plan/一、/4."}) {
		t.Errorf("same_as %v", got)
	}
	if !rows[25]["uid"][0].IsNull() || !rows[25]["issuer"][0].IsNull() || rows[0]["issuer"][0].String() != "某省人民政府" {
		t.Error("what is missing is no null, or what is there is one")
	}
}

// TestParquetTypes: engines see dates as dates and lists as lists.
func TestParquetTypes(t *testing.T) {
	schema := parquet.SchemaOf(parquetTask{})
	for _, c := range parquetDocs {
		leaf, ok := schema.Lookup(c.Name)
		list := false
		if !ok {
			leaf, ok = schema.Lookup(c.Name, "list", "element")
			list = true
		}
		if !ok {
			t.Errorf("no column %s", c.Name)
			continue
		}
		kind := leaf.Node.Type().String()
		is := map[string]bool{typeList: list && kind == "STRING", typeDate: !list && kind == "DATE", typeText: !list && kind == "STRING", typeInt: !list && kind == "INT(32,true)"}
		if !is[c.Type] {
			t.Errorf("%s is documented as %s and stored as %v", c.Name, c.Type, leaf.Node)
		}
	}
}

// TestParquetStreams: what is in memory is a row group, however many there are.
func TestParquetStreams(t *testing.T) {
	one, three := &manyNotices{n: parquetGroup/156 + 1}, &manyNotices{n: 3*parquetGroup/156 + 1}
	for _, src := range []*manyNotices{one, three} {
		must(t, Parquet(io.Discard, src))
	}
	if three.peak > one.peak*5/4 {
		t.Errorf("%d MB in memory for three row groups, %d MB for one", three.peak>>20, one.peak>>20)
	}
}
