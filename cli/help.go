package cli

import (
	"flag"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/terminal"
)

// print says something on standard output, a line.
func (p *Program) print(format string, args ...any) {
	fmt.Fprintln(p.Stdout, p.Say.Sprintf(format, args...))
}

// text is a message that was made already.
type text = catalog.Text

// help lists the commands.
func (p *Program) help() {
	p.print(p.About)
	w := terminal.NewTable(p.Stdout, p.Say)
	for _, c := range p.Commands {
		w.Row("  "+c.Name, text(c.Does))
	}
	w.Row("  help", text("say more of a command: taizhang help COMMAND"))
	w.Row("  version", text("print the version"))
	w.Flush()
	p.print(p.Notes)
}

// help says what a command does, and lists its flags.
func (f *Flags) help() {
	p := f.program
	p.print("usage: taizhang %s %v\n\n%v.", f.Name(), text(f.command.Args), sentence(p.Say.Text(f.command.Does)))
	p.print("\nFlags:")
	f.VisitAll(func(g *flag.Flag) {
		said := *g
		said.Usage = p.Say.Text(g.Usage)
		u := usageOfFlag(&said, "")
		p.print("  %s\n      %s", strings.TrimSpace(u.Name+" "+u.Arg), u.Does)
	})
}

// sentence begins with a capital.
func sentence(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}
