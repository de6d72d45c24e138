package main

import (
	"strings"
	"text/template"
)

// completions are the scripts by which shells complete commands, flags and their values. All are
// made of the help, so what the program has they have.
var completions = []struct {
	shell  string
	script string
}{
	{"bash", `# bash completion of taizhang; made by: taizhang completion bash
_taizhang() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=
	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		words="{{range .}}{{.Name}} {{end}}help version completion"
	else
		case ${COMP_WORDS[1]} in
		help) words="{{range .}}{{.Name}} {{end}}" ;;
		completion) words="bash zsh fish powershell" ;;
{{- range .}}
		{{.Name}})
			case $prev in
{{- range .Flags}}{{if .Values}}
			{{.Name}}) COMPREPLY=($(compgen -W "{{join .Values}}" -- "$cur")); return ;;{{else if .Arg}}
			{{.Name}}) COMPREPLY=($(compgen -f -- "$cur")); return ;;{{end}}{{end}}
			esac
			case $cur in
			-*) words="{{range .Flags}}{{.Name}} {{end}}" ;;
{{- if .Verbs}}
			*) [ "$COMP_CWORD" -ne 2 ] || words="{{join .Verbs}}" ;;
{{- end}}
			esac
			;;
{{- end}}
		esac
	fi
	if [ -n "$words" ]; then
		COMPREPLY=($(compgen -W "$words" -- "$cur"))
	else
		COMPREPLY=($(compgen -f -- "$cur"))
	fi
}
complete -o filenames -o bashdefault -F _taizhang taizhang
`},
	{"zsh", `#compdef taizhang
# zsh completion of taizhang; made by: taizhang completion zsh
_taizhang() {
	local -a commands
	commands=(
{{- range .}}
		{{quote .Name ":" .Does}}
{{- end}}
		'help:say more of a command'
		'version:print the version'
		'completion:print the completions of a shell'
	)
	if (( CURRENT == 2 )); then
		_describe command commands
		return
	fi
	case $words[2] in
	help) _describe command commands ;;
	completion) _values shell bash zsh fish powershell ;;
{{- range .}}
	{{.Name}})
		shift words; (( CURRENT-- ))
		_arguments \
{{- range .Flags}}
			{{quote "*" .Name "[" (zsh .Does) "]" (value .)}} \
{{- end}}
{{- if .Verbs}}
			{{quote "1:verb:(" (join .Verbs) ")"}} \
{{- end}}
			'*:file:_files'
		;;
{{- end}}
	esac
}
if [ "$funcstack[1]" = "_taizhang" ]; then _taizhang "$@"; else compdef _taizhang taizhang; fi
`},
	{"fish", `# fish completion of taizhang; made by: taizhang completion fish
{{- range .}}
complete -c taizhang -n __fish_use_subcommand -f -a {{.Name}} -d {{quote .Does}}
{{- end}}
complete -c taizhang -n __fish_use_subcommand -f -a help -d 'say more of a command'
complete -c taizhang -n __fish_use_subcommand -f -a version -d 'print the version'
complete -c taizhang -n __fish_use_subcommand -f -a completion -d 'print the completions of a shell'
complete -c taizhang -n '__fish_seen_subcommand_from help' -f -a '{{range .}}{{.Name}} {{end}}'
complete -c taizhang -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish powershell'
{{- range $c := .}}
{{- if .Verbs}}
complete -c taizhang -n '__fish_seen_subcommand_from {{.Name}}' -a {{quote (join .Verbs)}}
{{- end}}
{{- range .Flags}}
complete -c taizhang -n '__fish_seen_subcommand_from {{$c.Name}}' {{fish .}} -d {{quote .Does}}
{{- end}}
{{- end}}
`},
	{"powershell", `# PowerShell completion of taizhang; made by: taizhang completion powershell
Register-ArgumentCompleter -Native -CommandName taizhang, taizhang.exe -ScriptBlock {
    param($word, $ast, $at)
    $flags = @{
{{- range .}}
        {{ps .Name}} = @({{range $i, $f := .Flags}}{{if $i}}, {{end}}{{ps $f.Name}}{{end}})
{{- end}}
    }
    $verbs = @{
{{- range .}}{{if .Verbs}}
        {{ps .Name}} = @({{range $i, $v := .Verbs}}{{if $i}}, {{end}}{{ps $v}}{{end}})
{{- end}}{{end}}
        'help' = @({{range $i, $c := .}}{{if $i}}, {{end}}{{ps $c.Name}}{{end}})
        'completion' = @('bash', 'zsh', 'fish', 'powershell')
    }
    $values = @{
{{- range $c := .}}{{range .Flags}}{{if .Values}}
        {{ps (printf "%s %s" $c.Name .Name)}} = @({{range $i, $v := .Values}}{{if $i}}, {{end}}{{ps $v}}{{end}})
{{- end}}{{end}}{{end}}
    }
    $words = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $at } | ForEach-Object { $_.ToString() })
    $offered = @()
    if ($words.Count -le 1) {
        $offered = @($flags.Keys) + @('help', 'version', 'completion')
    } elseif ($values.ContainsKey("$($words[1]) $($words[-1])")) {
        $offered = $values["$($words[1]) $($words[-1])"]
    } elseif ($word.StartsWith('-')) {
        $offered = $flags[$words[1]]
    } elseif ($words.Count -eq 2) {
        $offered = $verbs[$words[1]]
    }
    $offered | Where-Object { $_ -like "$word*" } | Sort-Object | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
`},
}

// completion compiles a shell's script.
func completion(text string) *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"join": func(words []string) string { return strings.Join(words, " ") },
		"quote": func(parts ...string) string {
			return "'" + strings.ReplaceAll(strings.Join(parts, ""), "'", `'\''`) + "'"
		},
		"ps":    func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" },
		"zsh":   strings.NewReplacer("[", `\[`, "]", `\]`, ":", `\:`).Replace,
		"value": zshValue,
		"fish":  fishFlag,
	}).Parse(text))
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
