package cli

import (
	"errors"
	"flag"
	"io"
	"strings"

	"github.com/taizhang/taizhang"
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
			return rest, nil
		}
		rest = append(rest, f.Arg(0))
		args = f.Args()[1:]
	}
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
var oneDash = taizhang.NewPattern(`((?:needs an argument:|for(?: flag)?) )-([a-z]{2})`)
