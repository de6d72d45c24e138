package main

import (
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/desktop"
)

// withWho adds the flag that says who does it.
func (f *flags) withWho() *flags {
	f.StringVar(&f.who, "who", "", "the `NAME` to record; by default the user's")
	return f
}

// withRecord adds the flags that say who decides and why.
func (f *flags) withRecord() *flags {
	f.withWho().StringVar(&f.why, "why", "", "the `REASON` to record")
	return f
}

// sign fills in who, why and when.
func (f *flags) sign(d decide.Decision) decide.Decision {
	d.Who, d.Why, d.At = f.name(), f.why, f.e.stamp()
	return d
}

func (f *flags) name() string {
	if f.who != "" {
		return f.who
	}
	return desktop.User()
}

// stamp is the present time, as it is recorded; today is its day.
func (e *environ) stamp() string { return e.now().Format(time.RFC3339) }

func (e *environ) today() taizhang.Date { return taizhang.Date(e.now().Format(time.DateOnly)) }
