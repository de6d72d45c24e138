// Package cli is the frame of a program of many commands, in English and Chinese: its flags,
// help, completions and manual page, its errors and exit codes. It knows nothing of notices.
package cli

import (
	"cmp"
	"context"
	"io"
	"io/fs"
	"strings"

	"github.com/taizhang/taizhang/catalog"
)

// Program is all its commands and where it prints.
type Program struct {
	Name, Version  string
	Commit, Date   string // of which it was built
	About, Notes   string // what its help says above and below the commands
	Pages          fs.FS  // templates of the completions and of the manual page, by their names
	Commands       []Command
	Stdout, Stderr io.Writer
	Say            catalog.Printer // in the language of who is told
}

// Command is one verb of a program.
type Command struct {
	Name, Args, Does string
	Begin            func(*Flags) Run // adds its flags
}

// Run does what a command is for, with the arguments that are no flags.
type Run func(ctx context.Context, rest []string) error

// Run runs the command that is named first; help, version, completion and man it does itself.
func (p *Program) Run(ctx context.Context, args []string) error {
	name := args[0]
	switch name {
	case "help", "-h", "-help", "--help":
		if len(args) > 1 && args[1] != "help" {
			return p.Run(ctx, []string{args[1], "--help"})
		}
		p.help()
		return nil
	case "version", "--version":
		p.version(len(args) > 1 && args[1] == "--libraries")
		return nil
	case "completion", "man":
		return p.page(args)
	}
	if strings.HasPrefix(name, "-") {
		return Usage("%s stands before a command: name the command first, as in `taizhang notices --db FILE`", name)
	}
	var names []string
	for _, c := range p.Commands {
		if c.Name == name {
			f := p.flags(c)
			do := c.Begin(f)
			rest, err := f.parse(args[1:])
			if err != nil {
				return err
			}
			return do(ctx, rest)
		}
		names = append(names, c.Name)
	}
	return Usage("there is no command %q; %v", name, didYouMean(name, names))
}

// Language takes --lang, which stands anywhere, out of the arguments; where it is not
// there, the language is the system's.
func Language(args []string, system string) (rest []string, chinese bool, err error) {
	asked := ""
	for i := 0; i < len(args); i++ {
		name, value, set := strings.Cut(args[i], "=")
		switch {
		case name != "--lang" && name != "-lang":
			rest = append(rest, args[i])
		case set:
			asked = value
		case i+1 < len(args):
			i++
			asked = args[i]
		}
	}
	if asked != "" && !isChinese(asked) && !strings.HasPrefix(strings.ToLower(asked), "en") {
		return rest, isChinese(system), Usage("--lang %s: want zh or en", asked)
	}
	return rest, isChinese(cmp.Or(asked, system)), nil
}

// isChinese reports whether a language is Chinese: zh, zh_CN.UTF-8, zh-Hans-CN.
func isChinese(language string) bool { return strings.HasPrefix(strings.ToLower(language), "zh") }
