package reader

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// isJSON knows one value of JSON: what a site's own interface answers with, also as the
// call of a function (JSONP).
func isJSON(data []byte) bool {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	if call := jsonCall.FindStringIndex(string(data[:min(len(data), 200)])); call != nil {
		data = bytes.TrimSuffix(bytes.TrimSpace(bytes.TrimSuffix(data[call[1]:], []byte(";"))), []byte(")"))
	}
	return len(data) > 1 && (data[0] == '{' && data[len(data)-1] == '}' || data[0] == '[' && data[len(data)-1] == ']') && json.Valid(data)
}

// jsonCall is what stands before the data of JSONP.
var jsonCall = lazy.NewPattern(`^(?:/\*\*/\s*)?(?:typeof [\w.$]+ === 'function' && )?[\w.$]+\(`)

// readJSON reads the one article in the data, its title before it; what else is said in
// Chinese is kept as the page's. Data of several is a collection, data of none is text.
func readJSON(in input) (*taizhang.Document, error) {
	text := strings.TrimPrefix(string(in.data), "\ufeff")
	best := articleInData(text)
	if best == nil || best.chinese < articleLeast {
		in.src.MediaType = "text/plain"
		return readText(in)
	}
	words := func(s string) string { return squeezed(markup.ReplaceAllString(s, "")) }
	w := &walker{b: &builder{}, kind: taizhang.Paragraph, limits: in.opt.Limits}
	several, body, title := 1, words(best.body), words(best.title)
	for _, m := range dataString.FindAllStringSubmatchIndex(text, -1) {
		if m[2] < 0 || strings.HasPrefix(strings.TrimLeft(text[m[1]:], " \t\r\n"), ":") {
			continue // a key
		}
		value := unquoted(text[m[2]:m[3]])
		s := words(value)
		n := chineseIn(s)
		if n == 0 || s == body || s == title || n >= articleLeast && strings.Contains(body, s) {
			continue
		}
		if n >= articleLeast && n*articleShare > best.chinese {
			several++
		}
		w.b.block(taizhang.Chrome, taizhang.Spans{w.b.line(strings.Join(strings.Fields(markup.ReplaceAllString(value, " ")), " "))})
	}
	if several > 1 {
		return nil, &taizhang.Error{Kind: taizhang.Unsupported, Path: in.src.Name, What: fmt.Sprintf("JSON with %d articles in it", several),
			Remedy: "save one record a line (.jsonl), and ingest it with --text-field and the name of the field that holds the text"}
	}
	best.where = "JSON"
	w.article(best)
	in.src.Charset = "UTF-8"
	return w.b.document(in.src)
}
