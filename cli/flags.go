package cli

import (
	"errors"
	"flag"
	"io"
	"strings"

	"github.com/taizhang/taizhang/lazy"
)

// Flags are those of a command, which may stand before, between and after its arguments.
type Flags struct {
	*flag.FlagSet
	program *Program
	command Command
}

func (p *Program) flags(c Command) *Flags {
	f := &Flags{FlagSet: flag.NewFlagSet(c.Name, flag.ContinueOnError), program: p, command: c}
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	return f
}

// parse returns the arguments that are no flags. -h prints the help of the command.
func (f *Flags) parse(args []string) ([]string, error) {
	var rest []string
	for {
		if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
			f.help()
			return nil, Exit{Done, nil}
		} else if err != nil {
			return nil, f.misused(err)
		}
		if f.NArg() == 0 {
			return rest, f.swallowed()
		}
		rest = append(rest, f.Arg(0))
		args = f.Args()[1:]
	}
}

// swallowed tells of a flag whose value was forgotten, so that it took the next flag for it: --by-unit --round 一季度.
func (f *Flags) swallowed() (err error) {
	f.Visit(func(g *flag.Flag) {
		next := g.Value.String()
		if name, ok := strings.CutPrefix(next, "--"); ok && err == nil && f.Lookup(name) != nil {
			err = Usage("%s: --%s wants a value before %s", f.Name(), g.Name, next)
		}
	})
	return err
}

// misused says what is wrong with a flag, and which one may be meant.
func (f *Flags) misused(err error) error {
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
		var names []string
		f.VisitAll(func(g *flag.Flag) { names = append(names, "--"+g.Name) })
		return Usage("%s: there is no flag --%s; %v", f.Name(), name, didYouMeanFlag(f.Name(), name, names))
	}
	return Usage("%s: %v; `taizhang help %s` lists its flags", f.Name(), text(oneDash.ReplaceAllString(err.Error(), "$1--$2")), f.Name())
}

// oneDash is how the flag package writes a flag of several letters.
var oneDash = lazy.NewPattern(`((?:needs an argument:|for(?: flag)?) )-([a-z]{2})`)
