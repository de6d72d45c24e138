package ingest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/lazy"
)

// attachment is the name of a file that belongs to a cover page.
var attachment = lazy.NewPattern(`^(?:附件|附表|附录)[\d一二三四五六七八九十：:. _-]*`)

// group collects the items that are one notice: all of them when asOne is set, the
// body of a mail and its attachments, a page and the files beside it that it links
// to, and files named 附件 with the one other file beside them.
func group(items []reader.Item, asOne bool) []Notice {
	if asOne {
		return []Notice{{Items: coverFirst(items)}}
	}
	return groupBy(place, items)
}

// groupBy groups items that lie next to each other in one place.
func groupBy(place func(name string) string, items []reader.Item) (out []Notice) {
	for i := 0; i < len(items); {
		at, k := place(items[i].Name), i+1
		for k < len(items) && place(items[k].Name) == at {
			k++
		}
		if isMail.MatchString(at) {
			out = append(out, mailed(items[i:k], at)...)
		} else {
			out = append(out, beside(items[i:k])...)
		}
		i = k
	}
	return out
}

// beside groups the items of one folder or archive.
func beside(run []reader.Item) []Notice {
	if len(run) == 1 {
		return []Notice{{Items: run}}
	}
	var out []Notice
	taken := make([]bool, len(run))
	byName := make(map[string]int, len(run))
	for i, it := range run {
		byName[path.Base(it.Name)] = i
	}
	for i, it := range run {
		if taken[i] {
			continue
		}
		n := Notice{Items: []reader.Item{it}}
		for _, name := range links(it.Data) {
			k, ok := byName[name]
			if page := ok && strings.HasPrefix(strings.ToLower(path.Ext(name)), ".htm"); page && !attachment.MatchString(name) {
				continue // another page is another notice: 上一篇, 下一篇, a list
			}
			if ok && k != i && !taken[k] {
				n.Items = append(n.Items, run[k])
				taken[k] = true
			}
		}
		if len(n.Items) > 1 {
			taken[i] = true
			out = append(out, n)
		}
	}
	var rest, covers []reader.Item
	for i, it := range run {
		if !taken[i] {
			rest = append(rest, it)
			if !attached(it.Name) {
				covers = append(covers, it)
			}
		}
	}
	if len(covers) == 1 && len(rest) > 1 {
		return append(out, Notice{coverFirst(rest), true})
	}
	for _, it := range rest {
		out = append(out, Notice{Items: []reader.Item{it}})
	}
	return out
}

// isMail is the place that a mail is; letter, what it says itself.
var (
	isMail = lazy.NewPattern(`(?i)\.(?:eml|msg)!$`)
	inMail = lazy.NewPattern(`(?i)\.(?:eml|msg)!/`)
	letter = lazy.NewPattern(`(?i)\.(?:eml|msg)!/body\.(?:html|txt)$`)
)

// mailed groups what a mail holds: its letter and attachments are one notice, with what an
// archive or a mail among them holds, if that is one and there is no other.
func mailed(run []reader.Item, mail string) (out []Notice) {
	var letters, own []reader.Item
	for i := 0; i < len(run); i++ {
		first, _, inner := strings.Cut(run[i].Name[len(mail)+1:], "!/")
		switch {
		case letter.MatchString(run[i].Name) && !inner:
			letters = append(letters, run[i])
			continue
		case !inner || container(run[i].Name) == mail:
			own = append(own, run[i])
			continue
		}
		within, k := mail+"/"+first+"!", i+1
		for k < len(run) && strings.HasPrefix(run[k].Name, within) {
			k++
		}
		if isMail.MatchString(first + "!") {
			out = append(out, mailed(run[i:k], within)...)
		} else {
			out = append(out, groupBy(container, run[i:k])...)
		}
		i = k - 1
	}
	switch {
	case len(out) == 1:
		out[0].Items = append(letters, append(coverFirst(own), out[0].Items...)...)
	case len(letters)+len(own) > 0:
		out = append([]Notice{{Items: append(letters, coverFirst(own)...)}}, out...)
	}
	return out
}

var href = lazy.NewPattern(`(?i)^a\s[^>]*href\s*=\s*["']?([^"'>\s]+)`)

// links returns the names of files that a page links to, as they are called.
func links(data []byte) []string {
	var out []string
	for {
		_, rest, ok := bytes.Cut(data, []byte("<"))
		if !ok {
			return out
		}
		data = rest
		if len(rest) == 0 || rest[0]|0x20 != 'a' {
			continue
		}
		tag := rest[:min(len(rest), 4096)]
		if k := bytes.IndexAny(tag, "<>"); k >= 0 { // one that never closes takes no other with it
			tag = tag[:k]
		}
		m := href.Compiled().FindSubmatch(tag)
		if m == nil {
			continue
		}
		u, err := url.Parse(html.UnescapeString(string(m[1])))
		if err == nil && path.Ext(u.Path) != "" {
			out = append(out, path.Base(u.Path))
		}
	}
}

// container is the folder, and the archive or mail, that a name lies in; one that is
// called 附件 itself is part of that around it.
func container(name string) string {
	dir := path.Dir(filepath.ToSlash(name))
	for at := dir; strings.Contains(at, "!"); at = path.Dir(at) {
		if base := path.Base(at); strings.HasSuffix(base, "!") && attachment.MatchString(base) {
			dir = at // whatever folders are in the archive
		}
	}
	for attachment.MatchString(path.Base(dir)) && path.Dir(dir) != "." {
		dir = path.Dir(dir)
	}
	return dir
}

// place is the container of what may be one notice: of all that a mail holds, the mail.
func place(name string) string {
	if at := inMail.FindStringIndex(name); at != nil {
		return name[:at[1]-1]
	}
	return container(name)
}

// attached reports whether a name says that it belongs to a cover page.
func attached(name string) bool {
	return attachment.MatchString(path.Base(name)) || container(name) != path.Dir(filepath.ToSlash(name))
}

func coverFirst(items []reader.Item) []reader.Item {
	for i, it := range items {
		if !attached(it.Name) {
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
