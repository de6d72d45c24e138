package reader

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/mail"
	"net/textproto"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

var mailField = lazy.NewPattern(`(?i)^(from|to|cc|subject|date|received|return-path|message-id|mime-version|content-type|delivered-to|x-[a-z-]+)[ \t]*:`)

// isMail knows a mail, or a page saved as .mht, by its header: at least three
// usual fields, MIME-Version or one that only mail has among them, or that and a
// type.
func isMail(data []byte) bool {
	known, sure, typed := 0, false, false
	for line := range bytes.Lines(data[:min(len(data), 32<<10)]) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if m := mailField.FindSubmatch(line); m != nil {
			known++
			switch strings.ToLower(string(m[1])) {
			case "mime-version", "received", "return-path", "message-id":
				sure = true
			case "content-type":
				typed = true // with MIME-Version alone: a page that Word or Excel saved in one file
			}
			continue
		}
		if line[0] != ' ' && line[0] != '\t' && !bytes.Contains(line, []byte(":")) {
			return false
		}
	}
	return sure && (known >= 3 || typed)
}

// mail expands a mail: its body is one source, each attachment another.
func (x *expander) mail(name string, data []byte, depth int) error {
	msg, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return &taizhang.Error{Kind: taizhang.Malformed, Path: name, What: "the mail's header is damaged", Err: err, Remedy: "save the mail again"}
	}
	m := &mailReader{x: x, name: name, depth: depth, seen: map[string]int{}}
	return m.part(textproto.MIMEHeader(msg.Header), msg.Body, 0)
}

// mailReader goes through the parts of one mail.
type mailReader struct {
	x     *expander
	name  string
	depth int // of containers, the mail among them
	seen  map[string]int
	pages int // of a page saved in one file, the parts that are HTML
}

// part takes one part, or each of those in it; level bounds their nesting.
func (m *mailReader) part(h textproto.MIMEHeader, body io.Reader, level int) error {
	kind, params := mimeValue(h.Get("Content-Type"))
	if kind == "" {
		kind = "text/plain"
	}
	disposition, more := mimeValue(h.Get("Content-Disposition"))
	if !strings.HasPrefix(kind, "multipart/") || params["boundary"] == "" {
		return m.leaf(h, kind, params, disposition, more["filename"], body)
	}
	if level >= m.x.opt.Limits.Depth {
		return &taizhang.Error{Kind: taizhang.TooLarge, Path: m.name, What: "its parts are nested too deep", Remedy: "save the attachments and give the files"}
	}
	end := &endWatch{r: body, mark: "--" + params["boundary"] + "--"}
	parts := multipart.NewReader(end, params["boundary"])
	if kind == "multipart/alternative" {
		return m.alternative(parts, end, level)
	}
	for !m.x.stop() {
		p, err := parts.NextRawPart()
		if err == io.EOF && end.seen {
			return nil
		}
		if err != nil {
			return m.damaged(err)
		}
		if kind == "multipart/related" && m.furniture(p.Header) {
			continue
		}
		if err := m.part(p.Header, p, level+1); err != nil {
			return err
		}
	}
	return nil
}

// furniture reports whether a part of a page saved in one file only serves the
// others: lists of files, scripts, what Word repeats at the edges of its pages.
func (m *mailReader) furniture(h textproto.MIMEHeader) bool {
	kind, params := mimeValue(h.Get("Content-Type"))
	disposition, more := mimeValue(h.Get("Content-Disposition"))
	location := strings.ToLower(h.Get("Content-Location"))
	switch {
	case disposition == "attachment", more["filename"] != "", params["name"] != "":
		return false
	case kind == "text/html":
		m.pages++
		return m.pages > 1 && (strings.HasSuffix(location, "/header.htm") || strings.HasSuffix(location, "/footer.htm") || strings.HasSuffix(location, "/tabstrip.htm"))
	case kind == "text/xml", kind == "application/xml", strings.HasSuffix(kind, "javascript"), strings.HasPrefix(kind, "font/"), kind == "application/x-font-woff",
		strings.HasSuffix(location, ".thmx"), strings.HasSuffix(location, ".mso"), strings.HasSuffix(location, ".xml"):
		return true
	}
	return false
}

// frames is a page that only says which others to show in it.
var frames = lazy.NewPattern(`(?i)<frameset[\s>]`)

// alternative takes the best of several forms of one text: HTML, which has the
// tables, else the last; and what is attached among them.
func (m *mailReader) alternative(parts *multipart.Reader, end *endWatch, level int) error {
	type form struct {
		h    textproto.MIMEHeader
		body []byte
	}
	var forms []form
	best, rank := -1, -1
	var broken error
	for !m.x.stop() {
		p, err := parts.NextRawPart()
		if err == io.EOF && end.seen {
			break
		}
		if err != nil {
			broken = m.damaged(err)
			break
		}
		body, err := io.ReadAll(p) // the mail is in memory and bounded
		if err != nil {
			broken = m.damaged(err)
		}
		kind, _ := mimeValue(p.Header.Get("Content-Type"))
		r := 0
		switch {
		case kind == "text/html", strings.HasPrefix(kind, "multipart/"):
			r = 2
		case kind == "text/plain":
			r = 1
		}
		if r >= rank {
			best, rank = len(forms), r
		}
		forms = append(forms, form{p.Header, body})
	}
	for i, f := range forms {
		if disposition, more := mimeValue(f.h.Get("Content-Disposition")); i != best && disposition != "attachment" && more["filename"] == "" {
			continue
		}
		if err := m.part(f.h, bytes.NewReader(f.body), level+1); err != nil {
			return err
		}
	}
	return broken
}

// leaf takes the body or an attachment.
func (m *mailReader) leaf(h textproto.MIMEHeader, kind string, params map[string]string, disposition, file string, body io.Reader) error {
	if file == "" {
		file = params["name"]
	}
	isBody := file == "" && disposition != "attachment" && (kind == "text/plain" || kind == "text/html")
	switch {
	case isBody && kind == "text/html":
		file = "body.html"
	case isBody:
		file = "body.txt"
	case file == "" && (strings.HasPrefix(kind, "image/") || kind == "text/css"):
		return nil // a part of the page that the body is
	case file == "" && kind == "message/rfc822":
		file = "mail.eml"
	case file == "":
		file = "attachment"
	}
	file = entryName(file)
	file = file[strings.LastIndexByte(file, '/')+1:] // some programs write the path it had
	name := m.name + inner + unrepeated(m.seen, file)
	transfer := strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding")))
	if isBody {
		data, err := m.x.unpack(name, transferDecoder(transfer, body), 0)
		if err == nil && len(bytes.TrimSpace(data)) == 0 {
			return nil // a mail that only carries its attachments
		}
		if kind == "text/html" && err == nil && frames.Match(data) {
			return nil // a workbook's sheets are parts of their own
		}
		// What a mail says of itself is no container again, whatever it begins with.
		if m.x.entries--; err == nil {
			m.x.emit(Item{Name: name, Data: sevenBit(data, params["charset"])})
		} else {
			m.x.emit(Item{Name: name, Err: err})
		}
		return nil
	}
	m.x.entry(name, m.depth, func() ([]byte, error) { return m.x.unpack(name, transferDecoder(transfer, body), 0) })
	return nil
}

func (m *mailReader) damaged(err error) error {
	if err == io.ErrUnexpectedEOF || strings.HasSuffix(err.Error(), "EOF") {
		return &taizhang.Error{Kind: taizhang.Malformed, Path: m.name, What: "the mail ends before it should; the rest is missing", Remedy: "save the mail again"}
	}
	return &taizhang.Error{Kind: taizhang.Malformed, Path: m.name, What: "the mail's parts are damaged", Err: err, Remedy: "save the mail again"}
}

// endWatch notes whether the last boundary of several parts was read: without it
// the mail was cut short, which package multipart does not always say.
type endWatch struct {
	r    io.Reader
	mark string
	tail []byte // the last bytes read, fewer than mark has
	seen bool
}

func (w *endWatch) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if !w.seen && n > 0 {
		w.tail = append(w.tail, p[:n]...)
		w.seen = bytes.Contains(w.tail, []byte(w.mark))
		w.tail = append(w.tail[:0], w.tail[max(0, len(w.tail)-len(w.mark)+1):]...)
	}
	return n, err
}
