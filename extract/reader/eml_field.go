package reader

import (
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// mimeValue splits a field such as Content-Type into its value, in lower case, and
// its parameters. It takes what mail programs write: RFC 2231 in any charset, RFC
// 2047 inside quotes, bytes of GBK.
func mimeValue(field string) (value string, params map[string]string) {
	field = rawText(field)
	value, rest, _ := strings.Cut(field, ";")
	type piece struct {
		order   int
		text    string
		encoded bool
	}
	pieces := map[string][]piece{}
	for rest != "" {
		var key, text string
		key, text, rest = nextParam(rest)
		name, tail, star := strings.Cut(strings.ToLower(key), "*")
		if name == "" {
			continue
		}
		p := piece{text: text}
		if star { // name*, name*0, name*0*
			p.encoded = tail == "" || strings.HasSuffix(tail, "*")
			p.order, _ = strconv.Atoi(strings.TrimSuffix(tail, "*"))
		} else {
			p.order = -1 // the plain form, for programs that know no other
		}
		pieces[name] = append(pieces[name], p)
	}
	params = map[string]string{}
	for name, list := range pieces {
		slices.SortStableFunc(list, func(a, b piece) int { return a.order - b.order })
		if i := slices.IndexFunc(list, func(p piece) bool { return p.order >= 0 }); i > 0 {
			list = list[i:]
		}
		if list[0].order < 0 {
			params[name] = words(list[0].text)
			continue
		}
		var b strings.Builder
		label := ""
		for i, p := range list {
			if !p.encoded {
				b.WriteString(p.text)
				continue
			}
			if quoted := strings.SplitN(p.text, "'", 3); i == 0 && len(quoted) == 3 {
				label, p.text = quoted[0], quoted[2]
			}
			b.WriteString(percent(p.text))
		}
		params[name] = rawText(fromCharset(b.String(), label))
	}
	return strings.ToLower(strings.TrimSpace(value)), params
}

// nextParam cuts `key=text;` off, text perhaps in quotes.
func nextParam(s string) (key, text, rest string) {
	eq := strings.IndexAny(s, "=;")
	if eq < 0 {
		return "", "", ""
	}
	if s[eq] == ';' {
		return "", "", s[eq+1:]
	}
	key, s = strings.TrimSpace(s[:eq]), strings.TrimLeft(s[eq+1:], " \t\r\n")
	if !strings.HasPrefix(s, `"`) {
		text, rest, _ = strings.Cut(s, ";")
		return key, strings.TrimSpace(text), rest
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			_, rest, _ = strings.Cut(s[i:], ";")
			return key, b.String(), rest
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
		}
		b.WriteByte(s[i])
	}
	return key, b.String(), ""
}

// words decodes =?gbk?B?…?=.
func words(s string) string {
	if !strings.Contains(s, "=?") {
		return s
	}
	d := mime.WordDecoder{CharsetReader: func(label string, r io.Reader) (io.Reader, error) {
		data, err := io.ReadAll(r)
		return strings.NewReader(fromCharset(string(data), label)), err
	}}
	if out, err := d.DecodeHeader(s); err == nil {
		return out
	}
	return s
}

// percent decodes %C4%EA; what is no such pair stays.
func percent(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(v))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// rawText reads a field that is not UTF-8 as GB18030.
func rawText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	if out, err := simplifiedchinese.GB18030.NewDecoder().String(s); err == nil {
		return out
	}
	return strings.ToValidUTF8(s, "\ufffd")
}

// fromCharset decodes s by the charset named, if there is one of that name.
func fromCharset(s, label string) string {
	if e, _ := charset.Lookup(label); e != nil {
		if out, err := e.NewDecoder().String(s); err == nil {
			return out
		}
	}
	return s
}

// sevenBit decodes a body in a charset that hides Chinese in ASCII. For all others
// the bytes say more than the mail does.
func sevenBit(data []byte, label string) []byte {
	switch strings.ToLower(label) {
	case "hz-gb-2312", "hz":
		if out, err := simplifiedchinese.HZGB2312.NewDecoder().Bytes(data); err == nil {
			return out
		}
	}
	return data
}

// transferDecoder undoes base64 or quoted-printable.
func transferDecoder(transfer string, r io.Reader) io.Reader {
	switch transfer {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, &base64Only{r})
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	}
	return r
}

// base64Only leaves out blanks and whatever mail programs put between the letters.
type base64Only struct{ r io.Reader }

func (b *base64Only) Read(p []byte) (int, error) {
	for {
		n, err := b.r.Read(p)
		kept := 0
		for _, c := range p[:n] {
			if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' {
				p[kept] = c
				kept++
			}
		}
		if kept > 0 || err != nil {
			return kept, err
		}
	}
}
