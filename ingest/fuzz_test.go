package ingest_test

import (
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/store"
)

// FuzzDocument reads any bytes: it must end, with an error or with a ledger whose spans
// and coverage are sound.
func FuzzDocument(f *testing.F) {
	p := pipeline(f)
	addSmall(f)
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, p, data) })
}

// FuzzPut also stores what was read, as only the database knows all that it refuses. A
// database that has taken many is slow, so there is a new one now and then.
func FuzzPut(f *testing.F) {
	p := pipeline(f)
	var s *store.Store
	puts := 0
	f.Cleanup(func() {
		if s != nil {
			s.Close()
		}
	})
	addSmall(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		l := fuzzed(t, p, data)
		if l == nil || len(l.Nodes)+len(l.Tables) == 0 { // of which there are few rows
			return
		}
		if puts%200 == 0 {
			s = emptied(t, s)
		}
		puts++
		if _, err := s.Put(t.Context(), l, ingest.Version); err != nil {
			t.Fatal(err)
		}
	})
}

// emptied closes a database in memory, where there is one, and opens the next.
func emptied(t *testing.T, s *store.Store) *store.Store {
	t.Helper()
	if s != nil {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(t.Context(), ":memory:", store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// addSmall adds texts that are small, so that thousands are read a second.
func addSmall(f *testing.F) {
	for _, s := range []string{
		"四川省人民政府关于印发计划的通知\n川府发〔2017〕2号\n各市(州)人民政府：\n一、教育厅\n（一）开展培训。2017年6月底前建成5个。（省教育厅牵头，省财政厅配合）\n附件：1. 进度安排\n四川省人民政府\n2017年1月25日\n",
		"<table><tr><td rowspan=3>序号<td colspan=9>任务<td>责任单位</tr><tr><td>1</table>",
		"一、教育厅\n1.2017年底完成100项（省教育厅牵头，省财政厅配合）\n①②③\n（一）\n",
		"序号\n工作任务\n责任单位\n时间进度\n1\n2\n3\n省局负责\n",
		"\xff\xfe\x01\x4e\x00", "\xd2\xbb\xa1\xa2\xbd\xcc\xd3\xfd\xcc\xfc",
	} {
		f.Add([]byte(s))
	}
}

// fuzzed is what any bytes are read as; nil for what is refused, or large: that makes
// fuzzing slow and finds nothing more.
func fuzzed(t *testing.T, p *ingest.Pipeline, data []byte) *taizhang.Ledger {
	if len(data) > 600 {
		return nil
	}
	doc, err := reader.Read("fuzz", data, reader.Options{})
	if err != nil {
		return nil
	}
	l := p.Document(doc, normalize.Options{})
	sound(t, l)
	return l
}
