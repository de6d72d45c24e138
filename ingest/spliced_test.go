package ingest_test

import (
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/store"
)

// pieces are what notices are made of beside their sentences.
var pieces = []string{"\n", "\n", "\n", " ", "\t", "|", "。", "；", "：", "（", "）", "《", "》", "附件：", "附件﹕1.", "附件∶", "附表1", "附件1", "1．", "2.", "一、", "二、", "（一）", "第三条",
	"①", "—1—", "第 2 页 共 9 页", "2021年3月", "2021年12月1日", "二〇二一年三月五日", "签发人：", "抄送：", "（此件公开发布）", "（代章）", "（此页无正文）", "成文日期", "索引号：", "关于印发", "的通知",
	"某某市人民政府办公室", "某某省财政厅", "国家某某局", "某某县委", "工作方案", "任务分工表", "序号", "责任单位", "完成时限", "省财政厅牵头", "省教育厅、省科技厅负责", "6月底前", "每年", "各市、县人民政府"}

// TestSpliced reads notices cut to pieces and put together at random, as damaged,
// glued and half copied ones are: whatever comes, each span stays sound.
func TestSpliced(t *testing.T) {
	words := pieces
	err := filepath.WalkDir("../fixtures", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".txt" {
			return err
		}
		b, err := os.ReadFile(path)
		words = append(words, strings.FieldsFunc(string(b), func(r rune) bool { return strings.ContainsRune("。；，、：（）()\n", r) })...)
		return err
	})
	must(t, err)
	words = append(words, strings.FieldsFunc(notice(t), func(r rune) bool { return strings.ContainsRune("。；，、：（）\n", r) })...)
	p := pipeline(t)
	s, err := store.Open(t.Context(), ":memory:", store.Options{})
	must(t, err)
	defer s.Close()
	for seed := range int64(1000) {
		r := rand.New(rand.NewSource(seed))
		var text strings.Builder
		for range 5 + r.Intn(60) {
			from := words
			if r.Intn(2) == 0 {
				from = pieces
			}
			text.WriteString(from[r.Intn(len(from))])
		}
		func() {
			defer func() {
				if x := recover(); x != nil {
					t.Error(x)
				}
				if t.Failed() {
					t.Fatalf("seed %d:\n%s", seed, text.String())
				}
			}()
			doc, err := reader.Read("spliced.txt", []byte(text.String()), reader.Options{})
			if err != nil {
				return
			}
			l := p.Document(doc, normalize.Options{})
			sound(t, l)
			if seed%20 == 0 { // only the database knows all that it refuses
				if _, err := s.Put(t.Context(), l, ingest.Version); err != nil {
					t.Error(err)
				}
			}
		}()
	}
}
