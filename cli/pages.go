package cli

import (
	"io/fs"
	"strings"
	"text/template"
)

// page prints what packages are made of: completion SHELL, man. All are made of the help, so
// what the program has they have.
func (p *Program) page(args []string) error {
	name := ""
	switch {
	case len(args) == 1 && args[0] == "man":
		name = "man"
	case len(args) == 2 && args[0] == "completion" && args[1] != "man":
		name = args[1]
	}
	if text, err := fs.ReadFile(p.Pages, name); err == nil {
		return template.Must(template.New("").Funcs(pageFuncs()).Parse(string(text))).Execute(p.Stdout, struct {
			Version, Date string
			Commands      []commandUsage
		}{p.Version, p.Date, p.usages()})
	}
	return Usage("want `taizhang completion bash`, zsh, fish or powershell, or `taizhang man`")
}

func pageFuncs() template.FuncMap {
	return template.FuncMap{
		"join": func(words []string) string { return strings.Join(words, " ") },
		"quote": func(parts ...string) string {
			return "'" + strings.ReplaceAll(strings.Join(parts, ""), "'", `'\''`) + "'"
		},
		"ps":    func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" },
		"zsh":   func(s string) string { return strings.NewReplacer("[", `\[`, "]", `\]`, ":", `\:`).Replace(s) },
		"value": zshValue,
		"fish":  fishFlag,
		"roff":  roff,
		"upper": sentence,
	}
}

// zshValue says what stands behind a flag.
func zshValue(f flagUsage) string {
	switch {
	case len(f.Values) > 0:
		return ":" + f.Arg + ":(" + strings.Join(f.Values, " ") + ")"
	case f.Arg != "":
		return ":" + f.Arg + ":_files"
	}
	return ""
}

// fishFlag are the options of fish's complete for a flag.
func fishFlag(f flagUsage) string {
	option := "-l " + strings.TrimPrefix(f.Name, "--")
	if !strings.HasPrefix(f.Name, "--") {
		option = "-s " + strings.TrimPrefix(f.Name, "-")
	}
	switch {
	case len(f.Values) > 0:
		return option + " -x -a '" + strings.Join(f.Values, " ") + "'"
	case f.Arg != "":
		return option + " -r"
	}
	return option
}

// roff escapes what roff would take for its own; behind | it may break the line.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "|", `|\:`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}
