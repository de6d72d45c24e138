package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// mends are what decide does to a notice and its outline, by verb and number of arguments.
var mends = map[string]func(*decideFlags, context.Context, *environ, []string) error{
	"notice 3": (*decideFlags).notice,
	"drop 1":   outlined(func(t *decideTask, _ []string) (decide.Decision, error) { return t.Drop(t.entry), nil }),
	"join 1":   outlined(func(t *decideTask, _ []string) (decide.Decision, error) { return t.Join(t.entry) }),
	"split 2":  outlined(func(t *decideTask, args []string) (decide.Decision, error) { return t.Split(t.entry, args[1]) }),
	"move 2": outlined(func(t *decideTask, args []string) (decide.Decision, error) {
		if decideWord(args[1]) == "top" {
			return t.Move(t.entry, decide.Entry{})
		}
		to, ok := decide.EntryOf(t.Of, args[1])
		if !ok {
			return decide.Decision{}, &decide.InvalidError{Problem: decide.NotUnder, What: args[1]}
		}
		return t.Move(t.entry, to)
	}),
	"assign 3": (*decideFlags).assign,
	"assign 4": (*decideFlags).assign,
	"away 2":   (*decideFlags).away,
}

// mendUsage is what they are called with.
const mendUsage = "  decide notice NOTICE FIELD VALUE|none       what the notice says of itself: title, doc_number, issuer,\n" +
	"                                              addressee, signed_on, published_at, plan_year, jurisdiction, revises\n" +
	"  decide drop UID                             this is no task\n" +
	"  decide split UID WORDS                      another task begins with these words of it\n" +
	"  decide join UID                             it is the end of the one before\n" +
	"  decide move UID SECTION|top                 under which section it stands\n" +
	"  decide assign UID|NOTICE UNIT none          a unit, as printed or by its name, does not do it, or\n" +
	"  decide assign UID|NOTICE UNIT ROLE|same [NAME]\n" +
	"                                              in another role, or is another; of a notice: in all its tasks\n" +
	"  decide assign UID new ROLE NAME             one more does it\n" +
	"  decide away notice|round|file NAME          what should not be there; `taizhang undo` brings it back\n"

func outlined(ask func(*decideTask, []string) (decide.Decision, error)) func(*decideFlags, context.Context, *environ, []string) error {
	return func(f *decideFlags, ctx context.Context, e *environ, args []string) error {
		return f.task(ctx, e, args[0], func(t *decideTask) (decide.Decision, error) { return ask(t, args) })
	}
}

// notice settles what a notice says of itself.
func (f *decideFlags) notice(ctx context.Context, e *environ, args []string) error {
	o, err := f.desk(ctx, f.existing())
	if err != nil {
		return err
	}
	defer o.Store.Close()
	b, err := o.Builder(ctx, args[0])
	if err != nil {
		return err
	}
	value := strings.ReplaceAll(args[2], "、", "\n")
	if args[1] != "issuer" && args[1] != "addressee" {
		value = args[2]
	}
	if decideWord(value) == "none" {
		value = ""
	}
	d, err := b.Field(args[1], value)
	if err != nil {
		return f.invalid(err)
	}
	return f.save(ctx, e, o, d)
}

// assign settles that a unit of a task, or of all tasks of a notice, is another, has another
// role, or none.
func (f *decideFlags) assign(ctx context.Context, e *environ, args []string) error {
	o, err := f.desk(ctx, f.existing())
	if err != nil {
		return err
	}
	defer o.Store.Close()
	var entry *decide.Entry
	key, err := o.Task(ctx, args[0])
	switch {
	case err == nil:
		entry = &decide.Entry{}
	case taizhang.KindOf(err) == taizhang.NotFound:
		key = args[0]
	default:
		return err
	}
	b, err := o.Builder(ctx, key)
	if err != nil {
		return err
	}
	if entry != nil {
		*entry, _ = decide.EntryOf(b.Of, args[0])
	}
	unit, role, name := decideWord(args[1]), coded(decideWord(args[2]), taizhang.Roles), ""
	if len(args) == 4 {
		name = args[3]
	}
	switch {
	case unit == "new":
		unit = ""
	case role == "none" && name == "", role == "same" && name != "":
		role = ""
	}
	if role != "" && !slices.Contains(taizhang.Roles, role) {
		return usage("decide assign: %q is none of lead, support, joint and separate", role)
	}
	d, err := b.Assign(entry, unit, role, name)
	if err != nil {
		return f.invalid(err)
	}
	return f.save(ctx, e, o, d)
}

// away takes away what should not be there.
func (f *decideFlags) away(ctx context.Context, e *environ, args []string) error {
	o, err := f.desk(ctx, f.existing())
	if err != nil {
		return err
	}
	defer o.Store.Close()
	d, err := o.Away(ctx, decideWord(args[0]), args[1])
	if err != nil {
		return err
	}
	return f.save(ctx, e, o, d)
}

// mendProblems are what is said of what makes no decision of these kinds.
var mendProblems = map[decide.Problem]string{
	decide.NotField:  "decide notice: a notice has no field %q that can be said",
	decide.NotDate:   "decide notice: %q reads as no day; write it as 2017-02-04",
	decide.NotYear:   "decide notice: %q is no year",
	decide.NotRegion: "decide notice: %q is no region; write it as 四川省, 福建省龙岩市, 中央, or its GB/T 2260 code",
	decide.NotPart:   "decide split: the task does not go on with %q",
	decide.NotCut:    "decide split: a row, a section and a task whose text was corrected can't be split; undo the text first",
	decide.NotBefore: "decide join: nothing stands before it that it could be the end of",
	decide.NotUnder:  "decide move: %q is no section before it in the notice",
	decide.NotThere:  "decide assign: no task there has the unit %q",
}

func invalidMend(x *decide.InvalidError) error {
	said, ok := mendProblems[x.Problem]
	if !ok {
		return errors.New(x.Error())
	}
	if strings.Contains(said, "%q") {
		return usage(said, x.What)
	}
	return usage(said)
}
