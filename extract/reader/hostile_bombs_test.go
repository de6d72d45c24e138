package reader

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// bombs are small or middling files made to cost a reader much.
func bombs() (files []hostileFile) {
	add := func(name string, parts ...string) {
		files = append(files, hostileFile{name, []byte(strings.Join(parts, ""))})
	}
	for _, tag := range []string{"div", "p", "span", "b", "font", "a", "ul><li", "table><tr><td", "form", "blockquote", "svg", "template", "select"} {
		add("5,000 deep <"+tag+">", "<html><body>", strings.Repeat("<"+tag+">", 5000), "一、省教育厅")
	}
	row := "<tr>" + strings.Repeat("<td>省</td>", 100_000) + "</tr>"
	add("rows of 100,000 columns", "<table>", row, row, "</table>")
	add("an empty row beside 100,000 columns", "<table>", row, strings.Repeat("<tr><td>", 1000), "</table>")
	add("merged over everything", "<table>", strings.Repeat("<tr>"+strings.Repeat("<td rowspan=65534 colspan=1000>省", 20), 200), "</table>")
	add("merged cells that contradict", "<table>", strings.Repeat("<tr><td rowspan=3 colspan=2>省<td rowspan=2>教<td colspan=5>厅", 5000), "</table>")
	add("100,000 attributes", "<p ", strings.Repeat("a=b ", 100_000), ">一、省教育厅")
	var distinct strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&distinct, "a%d=b ", i)
	}
	add("50,000 distinct attributes", "<p ", distinct.String(), ">一、省教育厅")
	add("formatting left open", "<body>", strings.Repeat("<p><b><i><u><font color=red>省", 20_000))
	add("a comment left open", "<p>一、省教育厅<!--", strings.Repeat("-", 4<<20))
	add("an attribute left open", "<p>一、省教育厅<p a='", strings.Repeat("x", 4<<20))
	add("entities", "<p>", strings.Repeat("&amp;&#x4e00;&nosuch;&#99999999;", 100_000))
	add("an XML bomb in a page", `<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><html><p>&b;&b;`)
	add("misnested", strings.Repeat("<table><p><tr><b><div></table></b><td>", 5000))
	add("one line of 16 MB", strings.Repeat("省教育厅", 16<<20/12))
	add("a million lines", strings.Repeat("一、省\n", 1_000_000))
	add("white space", strings.Repeat("\u3000\u00a0 \n", 1_000_000), "省")
	add("odd line ends", strings.Repeat("\r\f\v\u0085\u2028", 500_000), "省")
	add("bytes of no charset", strings.Repeat("\xff\x80\xfe", 1_000_000))
	add("UTF-16 of surrogates", "\xff\xfe", strings.Repeat("\x00\xd8", 1_000_000))
	add("NULs with a BOM", "\xff\xfe", strings.Repeat("\x00", 1<<20))
	return files
}

// damagedZIP makes n archives of a sound one, cycling through its members: each
// is still a ZIP, with one member cut, nested 5,000 deep, swollen to 300 MB, or
// left out.
func damagedZIP(data []byte, n int) (files []hostileFile) {
	sound, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	for i := 0; len(files) < n && len(sound.File) > 0; i++ {
		victim := sound.File[i%len(sound.File)]
		kind := i / len(sound.File) % 6
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		var what string
		for _, f := range sound.File {
			if f != victim {
				if err := w.Copy(f); err != nil {
					return files
				}
				continue
			}
			what = damageMember(w, f, kind, i)
		}
		if w.Close() == nil {
			files = append(files, hostileFile{fmt.Sprintf("%s %s, %d", victim.Name, what, i), b.Bytes()})
		}
	}
	return files
}

func damageMember(w *zip.Writer, f *zip.File, kind, i int) string {
	if kind == 0 {
		return "left out"
	}
	r, err := f.Open()
	if err != nil {
		return "left out"
	}
	defer r.Close()
	body, _ := io.ReadAll(io.LimitReader(r, 16<<20)) // what is there
	out, err := w.Create(f.Name)
	if err != nil {
		return "left out"
	}
	half := len(body) / 2
	switch kind {
	case 1:
		out.Write(body[:len(body)*(i%7+1)/8])
		return "cut"
	case 2:
		out.Write(body[:half])
		io.WriteString(out, strings.Repeat("<x>", 5000))
		out.Write(body[half:])
		return "5,000 deep"
	case 3:
		out.Write(body[:half])
		blank := bytes.Repeat([]byte(" "), 1<<20)
		for range 300 {
			out.Write(blank)
		}
		out.Write(body[half:])
		return "of 300 MB"
	case 4:
		io.WriteString(out, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`)
		out.Write(bytes.ReplaceAll(body, []byte(">"), []byte(">&b;")))
		return "with entities"
	}
	out.Write(bytes.Repeat(body, 1+(4<<20)/(len(body)+1)))
	return "repeated"
}
