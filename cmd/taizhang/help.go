package main

import (
	"flag"
	"strings"
	"unicode/utf8"
)

// printHelp lists the commands.
func printHelp(e *environ) {
	e.print("taizhang turns government plan notices into a task ledger.\n\n" +
		"usage: taizhang COMMAND [arguments]\n" +
		"       taizhang            the page to work on, on the database in the documents folder\n")
	w := e.table()
	for _, c := range commands() {
		w.Row("  "+c.name, text(c.does))
	}
	w.Row("  help", text("say more of a command: taizhang help COMMAND"))
	w.Row("  version", text("print the version"))
	w.Flush()
	e.print("\n--lang en or zh says everything in that language; else it is the system's.\n" +
		"Data goes to standard output, progress and messages to standard error.\n" +
		"Exit codes: 0 done; 1 done, but some sources failed or faults were found;\n" +
		"2 wrong usage; 3 nothing could be done.")
}

// help says what a command does, and lists its flags.
func (f *flags) help(e *environ) {
	for _, c := range commands() {
		if c.name == f.Name() {
			e.print("usage: taizhang %s %v\n\n%v.", c.name, text(c.args), sentence(e, c.does))
		}
	}
	e.print("\nFlags:")
	f.VisitAll(func(g *flag.Flag) {
		said := *g
		said.Usage = e.say.Text(g.Usage)
		arg, does := flag.UnquoteUsage(&said)
		dash := "--"
		if len(g.Name) == 1 {
			dash = "-"
		}
		e.print("  %s\n      %s", strings.TrimSpace(dash+g.Name+" "+arg), does)
	})
}

// sentence begins with a capital.
func sentence(e *environ, s string) string {
	s = e.say.Text(s)
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}
