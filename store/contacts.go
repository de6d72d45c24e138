package store

import (
	"context"

	"github.com/taizhang/taizhang"
)

// SetContacts keeps whom to ask in units. What is empty in one leaves what is known.
func (s *Store) SetContacts(ctx context.Context, contacts ...taizhang.Contact) error {
	return s.write(ctx, func(tx *writing) error { return setContacts(ctx, tx, contacts) })
}

func setContacts(ctx context.Context, tx Tx, contacts []taizhang.Contact) error {
	for _, c := range contacts {
		if err := tx.Exec(ctx, `INSERT INTO contacts (organ, person, phone, mail, source, at) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (organ) DO UPDATE SET person = CASE excluded.person WHEN '' THEN contacts.person ELSE excluded.person END,
			phone = CASE excluded.phone WHEN '' THEN contacts.phone ELSE excluded.phone END, mail = CASE excluded.mail WHEN '' THEN contacts.mail ELSE excluded.mail END,
			source = excluded.source, at = excluded.at`, c.Organ, c.Person, c.Phone, c.Mail, c.Source, c.At); err != nil {
			return err
		}
	}
	return nil
}

// Contacts returns whom to ask, by unit.
func (s *Store) Contacts(ctx context.Context) (out []taizhang.Contact, err error) {
	err = s.read(ctx, func(tx Tx) error {
		return tx.Query(ctx, "SELECT organ, person, phone, mail, source, at FROM contacts ORDER BY organ", func(r Row) error {
			out = append(out, taizhang.Contact{Organ: r.Text(0), Person: r.Text(1), Phone: r.Text(2), Mail: r.Text(3), Source: r.Text(4), At: r.Text(5)})
			return nil
		})
	})
	return out, err
}
