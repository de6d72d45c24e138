package main

import (
	"os"
	"os/user"
	"time"

	"github.com/taizhang/taizhang/decide"
)

// record is who does something, why and when.
type record struct {
	who, why string
	now      func() time.Time
}

// withWho adds the flag that says who does it.
func (f *flags) withWho(e *environ) *flags {
	f.record.now = e.now
	f.StringVar(&f.record.who, "who", "", "the `NAME` to record; by default the user's")
	return f
}

// withRecord adds the flags that say who decides and why.
func (f *flags) withRecord(e *environ) *flags {
	f.withWho(e).StringVar(&f.record.why, "why", "", "the `REASON` to record")
	return f
}

// sign fills in who, why and when.
func (r *record) sign(d decide.Decision) decide.Decision {
	d.Who, d.Why, d.At = r.name(), r.why, r.now().Format(time.RFC3339)
	return d
}

func (r *record) name() string {
	if r.who != "" {
		return r.who
	}
	return userName()
}

// userName is whom the system says the user is.
func userName() string {
	if u, err := user.Current(); err == nil {
		if u.Name != "" {
			return u.Name
		}
		return u.Username
	}
	return os.Getenv("USERNAME")
}
