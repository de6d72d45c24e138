package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/store"
	"github.com/taizhang/taizhang/terminal"
)

// roles are they in the order in which they are told.
var roles = [...]taizhang.Role{taizhang.Lead, taizhang.Support, taizhang.Joint, taizhang.Separate}

// findCommand searches all that a database holds.
func findCommand(f *flags) runFunc {
	f.withDB()
	var q store.Query
	f.StringVar(&q.Unit, "unit", "", "only tasks of a unit: part of its `NAME` as printed, of its full name, or of the organ behind it")
	role := f.String("role", "", "only tasks in which the unit, or any, has this `ROLE`: lead, support, joint or separate")
	f.IntVar(&q.Year, "year", 0, "only notices that plan this `YEAR`")
	kind := f.String("kind", "", "only tasks with a deadline of this `KIND`: by, start, during, ongoing, recurring, relative or unspecified")
	before := f.String("before", "", "only tasks due earlier than this `DATE` (2017-07-01)")
	f.IntVar(&q.Limit, "limit", 20, "show at most `N` hits")
	format := f.String("format", "text", "`text`, or json: one object a line")
	return func(ctx context.Context, rest []string) error {
		q.Words, q.Role, q.Kind, q.Before = strings.Join(rest, " "), catalog.Code(*role, taizhang.Roles), catalog.Code(*kind, taizhang.DeadlineKinds), taizhang.Date(*before)
		_, notADate := time.Parse(time.DateOnly, *before)
		switch {
		case f.db == "":
			return usage("find: name --db FILE")
		case strings.TrimSpace(q.Words+q.Unit+*role+*kind+*before) == "" && q.Year == 0:
			return usage("find: name words to find, or a filter")
		case *role != "" && !slices.Contains(taizhang.Roles, q.Role):
			return usage("find: --role %s: want lead, support, joint or separate", *role)
		case *kind != "" && !slices.Contains(taizhang.DeadlineKinds, q.Kind):
			return usage("find: --kind %s: want by, start, during, ongoing, recurring, relative or unspecified", *kind)
		case *before != "" && notADate != nil:
			return usage("find: --before %s: want a date as 2017-07-01", *before)
		case q.Limit < 1:
			return usage("find: --limit %d: want 1 or more", q.Limit)
		case *format != "text" && *format != "json":
			return usage("find: --format %s: want text or json", *format)
		}
		return f.look(ctx, func(o *office.Office) error {
			hits, more, err := o.Store.Find(ctx, q)
			switch {
			case err != nil:
				return err
			case *format == "json":
				err = office.WriteHits(f.e.stdout, hits)
			default:
				on, off := terminal.Marks(f.e.stdout)
				err = printHits(f.e, hits, on, off)
			}
			switch {
			case err != nil:
				return err
			case len(hits) == 0:
				f.e.tell("nothing found")
				return f.unknownUnit(ctx, o, q.Unit)
			case more:
				f.e.tell("and more: --limit is %d", q.Limit)
			}
			return nil
		})
	}
}

// unknownUnit says so where no task names a unit that was asked for.
func (f *flags) unknownUnit(ctx context.Context, o *office.Office, unit string) error {
	if unit == "" {
		return nil
	}
	some, _, err := o.Store.Find(ctx, store.Query{Unit: unit, Limit: 1})
	if err == nil && len(some) == 0 {
		f.e.tell("no task names a unit like %q", unit)
	}
	return err
}

// printHits writes hits for a person, under the notice they stand in; on and off
// are what marks a match.
func printHits(e *environ, hits []store.Hit, on, off string) error {
	b := bufio.NewWriter(terminal.Bare(e.stdout))
	last := ""
	for _, h := range hits {
		if h.Notice != last {
			if last = h.Notice; b.Buffered() > 0 {
				fmt.Fprintln(b)
			}
			fmt.Fprintln(b, strings.TrimSpace(shown(h.DocNumber)+"  "+shown(h.NoticeTitle)))
		}
		fmt.Fprintf(b, "  %s  %s  %s\n", shown(h.Number), h.UID, shown(h.ID))
		if h.Match == "" || !quoted(h) {
			fmt.Fprintln(b, "    "+beginning(shown(h.Text), 60))
		}
		if h.Match != "" {
			fmt.Fprintln(b, "    "+shown(h.Before)+on+shown(h.Match)+off+shown(h.After))
		}
		if units := byRole(e, h.Assignments); units != "" {
			fmt.Fprintln(b, "    "+units)
		}
		for _, d := range h.Deadlines {
			if d.Due != "" {
				fmt.Fprintln(b, "    "+e.say.Sprintf("due %s (%s)", d.Due, shown(d.Raw)))
			} else {
				fmt.Fprintln(b, "    "+e.say.Sprintf("%v (%s)", d.Kind, shown(d.Raw)))
			}
		}
	}
	return b.Flush()
}

// quoted reports whether a hit's context is of its text.
func quoted(h store.Hit) bool {
	return strings.Contains(h.Text, strings.TrimPrefix(h.Before, "…")+h.Match+strings.TrimSuffix(h.After, "…"))
}

// shown is a stretch of text on one line, without what a terminal would obey.
func shown(s string) string { return taizhang.Visible(lineBreaks.Replace(s)) }

var lineBreaks = strings.NewReplacer("\n", " ", "\t", " ")

func beginning(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes]) + "…"
}

// byRole lists units by what they do: lead 四川省科学技术厅; support 四川省财政厅.
func byRole(e *environ, all []taizhang.Assignment) string {
	var parts []string
	for _, role := range roles {
		var units []string
		for _, a := range all {
			if a.Role == role && !slices.Contains(units, a.Unit) {
				units = append(units, a.Unit)
			}
		}
		if len(units) > 0 {
			parts = append(parts, e.say.Sprintf("%v %s", role, shown(strings.Join(units, "、"))))
		}
	}
	return strings.Join(parts, "; ")
}
