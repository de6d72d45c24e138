package reader

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"testing"
)

const mailHead = "From: a@b.cn\r\nTo: c@d.cn\r\nSubject: =?gbk?B?zajWqg==?=\r\nMIME-Version: 1.0\r\n"

func b64(s string) string {
	all := base64.StdEncoding.EncodeToString([]byte(s))
	var lines []string
	for len(all) > 60 {
		lines, all = append(lines, all[:60]), all[60:]
	}
	return strings.Join(append(lines, all), "\r\n")
}

// mailOf writes a mail of several parts, each with its header.
func mailOf(kind string, parts ...string) string {
	var b strings.Builder
	boundary := fmt.Sprintf("=_%s_%d", kind, len(strings.Join(parts, "")))
	fmt.Fprintf(&b, "Content-Type: multipart/%s; boundary=\"%s\"\r\n\r\n", kind, boundary)
	for _, p := range parts {
		fmt.Fprintf(&b, "--%s\r\n%s\r\n", boundary, p)
	}
	fmt.Fprintf(&b, "--%s--\r\n", boundary)
	return b.String()
}

// noticeMail has every kind of part and of name.
func noticeMail(t testing.TB) string {
	attach := func(header, data string) string {
		return header + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(data) + "\r\n"
	}
	return mailHead + mailOf("mixed",
		mailOf("alternative",
			"Content-Type: text/plain; charset=utf-8\r\n\r\n一、正文\r\n",
			mailOf("related", "Content-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=D2=BB=A1=A2</p>=\r\n<p>x</p>\r\n",
				attach("Content-Type: image/png\r\nContent-ID: <1>", "png"))),
		attach("Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=gbk''"+strings.ReplaceAll(url.QueryEscape(gbk(t, "附件1")), "+", "%20")+".docx", "甲"),
		attach("Content-Type: application/octet-stream;\r\n name=\"=?utf-8?B?"+base64.StdEncoding.EncodeToString([]byte("附件2.txt"))+"?=\"\r\nContent-Disposition: attachment", "乙"),
		attach("Content-Disposition: attachment; filename=\""+gbk(t, "附件3.txt")+"\"", "丙"),
		attach("Content-Disposition: attachment; filename*0*=utf-8''"+url.QueryEscape("附件")+"; filename*1=\"4.txt\"", "丁"),
		attach("Content-Disposition: attachment; filename=\"../a/b.txt\"", "戊"),
		attach("Content-Disposition: attachment; filename=\"x.zip\"", string(packZip(t, entryOf{name: "表.txt", data: "己"}))),
		"Content-Type: message/rfc822\r\n\r\n"+mailHead+"Content-Type: text/plain; charset=hz-gb-2312\r\n\r\n~{M(V*~}\r\n",
		attach("Content-Disposition: attachment; filename=\"logo.png\"", "x"))
}

func TestExpandMail(t *testing.T) {
	wantItems(t, expand(t, []byte(noticeMail(t)), Options{}),
		"-!/body.html="+gbk(t, "<p>一、</p><p>x</p>\r\n"), "-!/附件1.docx=甲", "-!/附件2.txt=乙", "-!/附件3.txt=丙", "-!/附件4.txt=丁", "-!/b.txt=戊",
		"-!/x.zip!/表.txt=己", "-!/mail.eml!/body.txt=通知\r\n", "-!/logo.png~a picture")
	one := func(s string) string {
		return "From a@b.cn Fri Mar  8 10:00:00 2024\n" + strings.ReplaceAll(s, "\r\n", "\n")
	}
	wantItems(t, expand(t, []byte(one(mailHead+"\r\n一、通知\n>From now on\n\nFrom me\n\n")+one(noticeMail(t))[:900]), Options{})[:2],
		"-!/1.eml!/body.txt=一、通知\nFrom now on\n\nFrom me\n\n", "-!/2.eml!/body.html="+gbk(t, "<p>一、</p><p>x</p>\n"))
	wantItems(t, expand(t, []byte(mailHead+"\r\n一、通知\r\n"), Options{}), "-!/body.txt=一、通知\r\n")
	wantItems(t, expand(t, []byte("From: <Saved by Windows Internet Explorer>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"+mailOf("related", "Content-Type: text/html\r\nContent-Location: http://a/\r\n\r\n<p>x</p>", "Content-Type: text/css\r\n\r\np{}")), Options{}),
		"-!/body.html=<p>x</p>")
	wantItems(t, expand(t, []byte(mailHead+mailOf("mixed", "Content-Type: text/plain\r\n\r\n \r\n", "Content-Disposition: attachment; filename=a.txt\r\n\r\n甲")), Options{}),
		"-!/a.txt=甲")
	cut := noticeMail(t)
	got := expand(t, []byte(cut[:strings.Index(cut, "x.zip")]), Options{})
	if last := got[len(got)-1]; last != "-!malformed" || len(got) < 5 {
		t.Errorf("cut short: %v", got)
	}
	deep := "Content-Type: text/plain\r\n\r\nx"
	for range 20 {
		deep = mailOf("mixed", deep)
	}
	wantItems(t, expand(t, []byte(mailHead+deep), Options{}), "-!too-large")
	for _, text := range []string{"关于：通知\n一、x\n", "From: 省政府\n二、x\n", "Subject: x\n\nFrom: y"} {
		if isMail([]byte(text)) {
			t.Errorf("%q is no mail", text)
		}
	}
}

// TestExpandHostile cuts containers at every eighth byte and flips bits: each ends
// with items and typed errors.
func TestExpandHostile(t *testing.T) {
	inner := []entryOf{{name: "附件/一.txt", data: strings.Repeat("一、甲\n", 50)}, {name: gbk(t, "二.txt"), data: "乙"}, {name: "内.zip", data: string(packZip(t, entryOf{name: "a.txt", data: "丙"}))}}
	for name, data := range map[string][]byte{
		"zip": packZip(t, inner...), "tar": packTar(t, inner...), "tar.gz": packGzip(t, packTar(t, inner...)), "eml": []byte(noticeMail(t)),
		"nested": packZip(t, entryOf{name: "a.tar.gz", data: string(packGzip(t, packTar(t, inner...)))}, entryOf{name: "m.eml", data: noticeMail(t)}),
	} {
		t.Run(name, func(t *testing.T) {
			for n := 8; n < len(data); n += 8 {
				expand(t, data[:n], Options{})
			}
			for i := range len(data) * 8 {
				if i%7 != 0 {
					continue
				}
				bad := append([]byte(nil), data...)
				bad[i/8] ^= 1 << (i % 8)
				expand(t, bad, Options{})
			}
		})
	}
}

func FuzzExpand(f *testing.F) {
	inner := []entryOf{{name: "附件/一.txt", data: "一、甲"}, {name: "内.zip", data: string(packZip(f, entryOf{name: "a.txt", data: "丙"}))}}
	f.Add(packZip(f, inner...))
	f.Add(packTar(f, inner...))
	f.Add(packGzip(f, packTar(f, inner...)))
	f.Add([]byte(noticeMail(f)))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, line := range expand(t, data, Options{Limits: Limits{FileBytes: 1 << 20, Expanded: 4 << 20, Entries: 100, Depth: 3}}) {
			if !strings.HasPrefix(line, "-") {
				t.Errorf("an item of another name: %s", line)
			}
		}
	})
}
