package handoff

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"path"
	"strings"

	"github.com/taizhang/taizhang"
)

// draft is a mail that is not sent yet, with files attached: any mail program opens it,
// and one that knows X-Unsent to be written on.
type draft struct {
	to      taizhang.Contact
	subject string
	text    string
	files   []File
}

const boundary = "=_taizhang_draft_=" // cannot stand in base64

func (d *draft) write(to io.Writer) error {
	w := bufio.NewWriter(to)
	line := func(format string, args ...any) { fmt.Fprintf(w, format+"\r\n", args...) }
	address := ""
	if d.to.Mail != "" {
		address = "<" + d.to.Mail + ">"
		if d.to.Person != "" {
			address = mime.BEncoding.Encode("utf-8", d.to.Person) + " " + address
		}
	}
	line("X-Unsent: 1")
	line("To: %s", address)
	line("Subject: %s", mime.BEncoding.Encode("utf-8", d.subject))
	line("MIME-Version: 1.0")
	line(`Content-Type: multipart/mixed; boundary="%s"`, boundary)
	line("")
	line("--%s", boundary)
	line("Content-Type: text/plain; charset=utf-8")
	line("Content-Transfer-Encoding: base64")
	line("")
	encode(w, []byte(d.text))
	for _, f := range d.files {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			return err
		}
		kind := "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		if path.Ext(f.Name) == ".docx" {
			kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
		}
		line("--%s", boundary)
		line("Content-Type: %s", kind)
		line("Content-Transfer-Encoding: base64")
		line("Content-Disposition: %s", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
		line("")
		encode(w, b.Bytes())
	}
	line("--%s--", boundary)
	return w.Flush()
}

// encode writes base64 in lines of 76.
func encode(w io.Writer, data []byte) {
	s := base64.StdEncoding.EncodeToString(data)
	for len(s) > 76 {
		io.WriteString(w, s[:76]+"\r\n")
		s = s[76:]
	}
	io.WriteString(w, strings.TrimSpace(s)+"\r\n")
}

// Attach gives what writes the workbook of that name, to attach it; nil where there is none.
type Attach func(name string) func(io.Writer) error

// again attaches the workbooks as they are made again.
func (r *RollUp) again(name string) func(io.Writer) error {
	b := r.Book(name)
	if b == nil {
		return nil
	}
	return func(w io.Writer) error { return b.Write(w, nil) }
}

// mails are a draft a unit: its letters and, where books have it, its workbook.
func (l *letters) mails(contacts []taizhang.Contact, books Attach) {
	if books == nil {
		books = l.r.again
	}
	by := map[string]taizhang.Contact{}
	for _, c := range contacts {
		by[c.Organ] = c
	}
	for i := range l.o.Organs {
		s := &l.o.Organs[i]
		d := &draft{to: by[s.Organ], subject: l.w.say("mail", "title", l.facts(s.Organ, s.Total())), text: l.w.say("mail", "body1", l.facts(s.Organ, s.Total())), files: l.of[s.Organ]}
		if write := books(s.File); write != nil {
			d.files = append(d.files, File{MailFile, s.Organ, s.File, write})
		}
		l.files = append(l.files, File{MailFile, s.Organ, l.names.takeAs("邮件_"+s.Organ, ".eml"), d.write})
	}
}
