package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/cli"
	"github.com/taizhang/taizhang/office"
)

// contactsCommand lists whom to ask in units, or enters one.
func contactsCommand(f *flags) runFunc {
	f.withDB().withRecord()
	var c taizhang.Contact
	f.StringVar(&c.Person, "person", "", "set: the `NAME`")
	f.StringVar(&c.Phone, "phone", "", "set: the telephone `NUMBER`")
	f.StringVar(&c.Mail, "mail", "", "set: the mail `ADDRESS`")
	asJSON := f.asJSON()
	return func(ctx context.Context, rest []string) error {
		switch {
		case f.db == "":
			return usage("contacts: name --db FILE")
		case len(rest) == 0:
			return f.look(ctx, func(o *office.Office) error { return listContacts(ctx, f.e, o, *asJSON) })
		case len(rest) != 2 || rest[0] != "set":
			return usage("contacts: want nothing more, or `set UNIT`")
		case c.Person+c.Phone+c.Mail == "":
			return usage("contacts set: say --person, --phone or --mail")
		}
		c.Source, c.At = f.name(), f.e.stamp()
		return f.change(ctx, func(o *office.Office) error { return setContact(ctx, f.e, o, rest[1], c) })
	}
}

// setContact enters whom to ask in a unit, which may be named by a part of its name that no other has.
func setContact(ctx context.Context, e *environ, o *office.Office, unit string, c taizhang.Contact) error {
	organ, organs, err := o.OrganNamed(ctx, unit)
	if err != nil {
		return err
	}
	c.Organ = organ
	if err := o.SetContact(ctx, c); errors.Is(err, office.ErrMail) {
		return usage("contacts set: --mail %q is no mail address", c.Mail)
	} else if err != nil {
		return err
	}
	e.tell("%s: %s", c.Organ, strings.Join(strings.Fields(c.Person+" "+c.Phone+" "+c.Mail), ", "))
	if near := cli.Nearest(c.Organ, organs); len(organs) > 0 && !slices.Contains(organs, c.Organ) {
		if near != "" {
			near = e.say.Sprintf("; is it %s?", near)
		}
		e.tell("%s was handed nothing in any round%s", c.Organ, near)
	}
	return nil
}

func listContacts(ctx context.Context, e *environ, o *office.Office, asJSON bool) error {
	all, err := o.Store.Contacts(ctx)
	if err != nil {
		return err
	}
	w := e.list(asJSON)
	w.Head("UNIT", "PERSON", "PHONE", "MAIL", "FROM", "AT")
	for _, c := range all {
		w.Add(map[string]any{"unit": c.Organ, "person": c.Person, "phone": c.Phone, "mail": c.Mail, "from": c.Source, "at": c.At},
			c.Organ, c.Person, c.Phone, c.Mail, c.Source, c.At)
	}
	return w.Flush()
}
