package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
)

// attachment is the name of a file that belongs to a cover page.
var attachment = regexp.MustCompile(`^(?:附件|附表|附录|附)[\d一二三四五六七八九十：:. _-]*`)

// group collects the items that are one notice: all of them when asOne is set, the
// body of a mail and its attachments, and in an archive the files named 附件 with
// the one other file beside them. Of a group the cover comes first.
func group(items []reader.Item, asOne bool) [][]reader.Item {
	if asOne {
		return [][]reader.Item{coverFirst(items)}
	}
	var out [][]reader.Item
	for i := 0; i < len(items); {
		k := i + 1
		for k < len(items) && container(items[k].Name) == container(items[i].Name) && container(items[i].Name) != "" {
			k++
		}
		run := items[i:k]
		covers, attached := 0, 0
		for _, it := range run {
			if attachment.MatchString(path.Base(it.Name)) {
				attached++
			} else {
				covers++
			}
		}
		if mail := strings.Contains(run[0].Name, ".eml!/"); len(run) > 1 && (mail || covers == 1 && attached > 0) {
			out = append(out, coverFirst(run))
		} else {
			for j := range run {
				out = append(out, run[j:j+1])
			}
		}
		i = k
	}
	return out
}

// container is the archive or mail, and the folder in it, that a name lies in;
// empty for a file that lies in none.
func container(name string) string {
	if i := strings.LastIndex(name, "!/"); i < 0 {
		return ""
	}
	return path.Dir(name)
}

func coverFirst(items []reader.Item) []reader.Item {
	for i, it := range items {
		if !attachment.MatchString(path.Base(it.Name)) {
			out := append([]reader.Item{it}, items[:i]...)
			return append(out, items[i+1:]...)
		}
	}
	return items
}

// join makes one document of several: their texts one after the other, their
// blocks with the file's name before the place.
func join(docs []*taizhang.Document) *taizhang.Document {
	if len(docs) == 1 {
		return docs[0]
	}
	var text strings.Builder
	sum := sha256.New()
	out := &taizhang.Document{Source: docs[0].Source, Reader: docs[0].Reader}
	out.Source.Bytes = 0
	for _, d := range docs {
		start := text.Len()
		shift := func(ss taizhang.Spans) taizhang.Spans {
			moved := make(taizhang.Spans, len(ss))
			for i, s := range ss {
				moved[i] = taizhang.Span{Start: s.Start + start, End: s.End + start}
			}
			return moved
		}
		out.Members = append(out.Members, taizhang.Member{Source: d.Source, Start: start})
		out.Source.Bytes += d.Source.Bytes
		sum.Write([]byte(d.Source.SHA256))
		where := path.Base(d.Source.Name) + " "
		for _, b := range d.Blocks {
			b.Spans, b.At = shift(b.Spans), where+b.At
			if b.Grid != nil {
				g := &taizhang.Grid{Rows: make([][]taizhang.GridCell, len(b.Grid.Rows))}
				for r, row := range b.Grid.Rows {
					g.Rows[r] = make([]taizhang.GridCell, len(row))
					for c, cell := range row {
						cell.Spans, cell.At = shift(cell.Spans), where+cell.At
						g.Rows[r][c] = cell
					}
				}
				b.Grid = g
			}
			out.Blocks = append(out.Blocks, b)
		}
		for _, f := range d.Findings {
			f.Spans = shift(f.Spans)
			out.Findings = append(out.Findings, f)
		}
		text.WriteString(d.Text)
		if !strings.HasSuffix(d.Text, "\n") {
			text.WriteByte('\n')
		}
	}
	out.Text = text.String()
	out.Source.SHA256 = hex.EncodeToString(sum.Sum(nil))
	out.Source.MediaType = "multipart/mixed"
	return out
}
