package office

import (
	"context"
	"errors"
	"io"
	"net/mail"
	"path/filepath"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/handoff"
)

// Letter is what a supervising office sends or files in a round.
type Letter = handoff.File

// Letters are the letters of a round as it stands on a day, and a draft of a mail to each unit:
// tasks that are due within so many days are soon due.
func (o *Office) Letters(ctx context.Context, round string, asOf taizhang.Date, within int) ([]Letter, error) {
	wording, err := handoff.ReadWording(o.Tables)
	if err != nil {
		return nil, err
	}
	r, err := o.RollUp(ctx, round, asOf)
	if err != nil {
		return nil, err
	}
	contacts, err := o.Store.Contacts(ctx)
	if err != nil {
		return nil, err
	}
	return r.Letters(wording, within, contacts, nil), nil
}

// ErrMail is the error of a mail address that is none.
var ErrMail = errors.New("this is no mail address")

// SetContact enters whom to ask in a unit; what is empty stays as it was.
func (o *Office) SetContact(ctx context.Context, c taizhang.Contact) error {
	if c.Mail != "" {
		if a, err := mail.ParseAddress(c.Mail); err != nil || a.Address != c.Mail || strings.ContainsAny(c.Mail, "\r\n") {
			return ErrMail
		}
	}
	return o.Store.SetContacts(ctx, c)
}

// BooksIn attaches the workbooks of a round that lie in a folder; missing is called for one that does not.
func BooksIn(dir string, missing func()) handoff.Attach {
	return func(name string) func(io.Writer) error {
		data, err := reader.Load(filepath.Join(dir, name), nil)
		if err != nil {
			missing()
			return nil
		}
		return func(w io.Writer) error { _, err := w.Write(data); return err }
	}
}
