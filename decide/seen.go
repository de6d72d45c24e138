package decide

import (
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// ChangedError is the error of deciding about what is no longer as the person saw it:
// another decided meanwhile, or it was read otherwise.
type ChangedError struct {
	Task string // the entry's uid; or the mention or the text that it is about
	Who  string // who decided or undid what was settled last about it; empty for no one
	At   string // and when, as ISO time
}

func (c *ChangedError) Error() string {
	if c.Who == "" && c.At == "" {
		return c.Task + " is no longer as it was seen"
	}
	return c.Task + " was changed by " + c.Who + " at " + c.At
}

// UnitSeen names the decisions in force on what a mention means in a region: those
// for all regions too, and for an empty region those of every one.
func UnitSeen(ds []Decision, mention, region string) string {
	var ids []string
	mention = taizhang.FoldString(mention)
	for i := range ds {
		d := &ds[i]
		if d.Kind == KindUnit && d.Holds() && taizhang.FoldString(d.Quote.Exact) == mention && (d.Region == region || d.Region == "" || region == "") {
			ids = append(ids, strconv.FormatInt(d.ID, 10))
		}
	}
	return strings.Join(ids, " ")
}
