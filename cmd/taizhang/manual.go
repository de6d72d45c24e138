package main

import (
	"strings"
	"text/template"
)

// manual compiles the manual page.
func manual() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"roff":  roff,
		"upper": func(s string) string { return strings.ToUpper(s[:1]) + s[1:] },
	}).Parse(manualPage))
}

// manualPage is taizhang(1), made of the help.
const manualPage = `.TH TAIZHANG 1 "{{.Date}}" "taizhang {{roff .Version}}" "User Commands"
.SH NAME
taizhang \- turn government plan notices into a task ledger
.SH SYNOPSIS
.B taizhang
.I COMMAND
.RI [ arguments ]
.br
.B taizhang
.SH DESCRIPTION
taizhang (台账) reads the notices by which a government hands out a year's tasks and keeps each task with its responsible units, its deadline and the place in the source it came from: in SQLite or PostgreSQL, as a workbook for people.
Without arguments it opens the page to work on, on the database in the documents folder.
.PP
Data goes to standard output, progress and messages to standard error.
.SH COMMANDS
{{- range .Commands}}
.SS {{roff .Name}} {{roff .Args}}
{{roff (upper .Does)}}.
{{- range .Flags}}
.TP
\fB{{roff .Name}}\fR{{if .Arg}} \fI{{roff .Arg}}\fR{{end}}
{{roff .Does}}
{{- end}}
{{- end}}
.SS help COMMAND
Say more of a command.
.SS version [\-\-libraries]
Print the version; with its commit and the libraries inside.
.SS completion bash|zsh|fish|powershell
Print the completions of a shell.
.SH EXIT STATUS
.TP
0
done
.TP
1
done, but some sources failed or faults were found
.TP
2
wrong usage
.TP
3
nothing could be done
`

// roff escapes what roff would take for its own.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}
