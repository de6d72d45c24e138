package taizhang

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
)

// Changed is the error of deciding about what is no longer as the person saw it:
// another decided meanwhile, or it was read otherwise.
type Changed struct {
	Task string // the entry's uid; or the mention or the text that it is about
	Who  string // who decided or undid what was settled last about it; empty for no one
	At   string // and when, as ISO time
}

func (c *Changed) Error() string {
	if c.Who == "" && c.At == "" {
		return c.Task + " is no longer as it was seen"
	}
	return c.Task + " was changed by " + c.Who + " at " + c.At
}

// Digest is 16 hex digits over all that decisions can change of an entry.
func (e Entry) Digest() string {
	o := e.original()
	o.Cells, o.Assignments, o.Deadlines = list(o.Cells), list(o.Assignments), list(o.Deadlines)
	b, err := json.Marshal(o)
	if err != nil {
		panic(err) // strings, dates and spans always marshal
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:8])
}

// ValueSeen is 16 hex digits over a reported value, as a person saw it.
func ValueSeen(value string) string {
	h := sha256.Sum256([]byte(value))
	return hex.EncodeToString(h[:8])
}

// UnitSeen names the decisions in force on what a mention means in a region: those
// for all regions too, and for an empty region those of every one.
func UnitSeen(ds []Decision, mention, region string) string {
	var ids []string
	mention = FoldString(mention)
	for i := range ds {
		d := &ds[i]
		if d.Kind == DecideUnit && d.UndoneAt == "" && FoldString(d.Quote.Exact) == mention && (d.Region == region || d.Region == "" || region == "") {
			ids = append(ids, strconv.FormatInt(d.ID, 10))
		}
	}
	return strings.Join(ids, " ")
}
