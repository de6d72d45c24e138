package main

import (
	"context"
	"encoding/json"
	"net/mail"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
)

// runContacts lists whom to ask in units, or enters one.
func runContacts(ctx context.Context, e *environ, args []string) error {
	f := newFlags("contacts").withDB().withRecord(e)
	person := f.String("person", "", "set: the `NAME`")
	phone := f.String("phone", "", "set: the telephone `NUMBER`")
	address := f.String("mail", "", "set: the mail `ADDRESS`")
	asJSON := f.Bool("json", false, "one JSON object a line")
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	switch {
	case f.db == "":
		return usage("contacts: name --db FILE")
	case len(rest) == 2 && rest[0] == "set":
		if *person+*phone+*address == "" {
			return usage("contacts set: say --person, --phone or --mail")
		}
		if *address != "" {
			a, err := mail.ParseAddress(*address)
			if err != nil || a.Address != *address || strings.ContainsAny(*address, "\r\n") {
				return usage("contacts set: --mail %q is no mail address", *address)
			}
		}
		o, err := f.open(ctx, nil, f.existing())
		if err != nil {
			return err
		}
		defer o.Store.Close()
		return o.Store.SetContacts(ctx, taizhang.Contact{Organ: rest[1], Person: *person, Phone: *phone, Mail: *address, Source: f.record.name(), At: e.now().Format(time.RFC3339)})
	case len(rest) > 0:
		return usage("contacts: want nothing more, or `set UNIT`")
	}
	o, err := f.look(ctx)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	all, err := o.Store.Contacts(ctx)
	if err != nil {
		return err
	}
	w := newTable(e)
	if !*asJSON {
		w.head("UNIT", "PERSON", "PHONE", "MAIL", "FROM", "AT")
	}
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	for _, c := range all {
		if !*asJSON {
			w.row(c.Organ, c.Person, c.Phone, c.Mail, c.Source, c.At)
		} else if err := enc.Encode(map[string]any{"unit": c.Organ, "person": c.Person, "phone": c.Phone, "mail": c.Mail, "from": c.Source, "at": c.At}); err != nil {
			return err
		}
	}
	return w.Flush()
}
