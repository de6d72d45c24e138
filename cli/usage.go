package cli

import (
	"flag"
	"regexp"
	"strings"
)

// commandUsage is a command's help as data: completions and the manual page are made of it.
type commandUsage struct {
	Command
	Flags []flagUsage
	Verbs []string // what may stand first: deadline, units … of decide
}

// flagUsage is a flag with its dashes, what its value is called ("" for none), and the
// values that the usage line names.
type flagUsage struct {
	Name, Arg, Does string
	Values          []string
}

// usages asks every command for its flags, as its help prints them.
func (p *Program) usages() (out []commandUsage) {
	for _, c := range p.Commands {
		u, f := commandUsage{Command: c, Verbs: verbsOf(c.Args)}, p.flags(c)
		c.Begin(f)
		f.VisitAll(func(g *flag.Flag) { u.Flags = append(u.Flags, usageOfFlag(g, c.Args)) })
		out = append(out, u)
	}
	return out
}

func usageOfFlag(g *flag.Flag, args string) flagUsage {
	arg, does := flag.UnquoteUsage(g)
	dash := "--"
	if len(g.Name) == 1 {
		dash = "-"
	}
	f := flagUsage{Name: dash + g.Name, Arg: arg, Does: does}
	if _, rest, ok := strings.Cut(args, f.Name+" "); ok {
		word, _, _ := strings.Cut(rest, " ")
		if word = strings.TrimRight(word, "]"); choice(word) {
			f.Values = strings.Split(word, "|")
		}
	}
	return f
}

// verbsOf are the words of which one stands first: of "resolve MENTION… | accept …" and of "bash|zsh".
func verbsOf(args string) (out []string) {
	first, _, _ := strings.Cut(args, " ")
	if choice(first) {
		return strings.Split(first, "|")
	}
	word := regexp.MustCompile(`^[a-z]+$`)
	for _, form := range strings.Split(args, " | ") {
		if first, _, _ := strings.Cut(form, " "); word.MatchString(first) {
			out = append(out, first)
		}
	}
	return out
}

func choice(word string) bool { return regexp.MustCompile(`^[a-z]+(\|[a-z]+)+$`).MatchString(word) }
