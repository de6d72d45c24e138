package catalog

import (
	"regexp"
	"strings"

	"github.com/taizhang/taizhang/lazy"
)

// pattern finds a message that was made already, with its values in it.
type pattern struct {
	en, zh string
	find   *regexp.Regexp
}

var verb = lazy.NewPattern(`%(?:\[(\d+)\])?[-+# 0]*[\d.*]*[a-zA-Z]|%%`)

// compile makes a regular expression of the English message: a verb stands for anything.
func (p *pattern) compile() {
	if p.find != nil {
		return
	}
	var b strings.Builder
	b.WriteString(`(?s)^`)
	at := 0
	for _, m := range verb.Compiled().FindAllStringIndex(p.en, -1) {
		b.WriteString(regexp.QuoteMeta(p.en[at:m[0]]))
		if at = m[1]; p.en[m[0]:m[1]] == "%%" {
			b.WriteString("%")
			continue
		}
		b.WriteString("(.*?)")
	}
	b.WriteString(regexp.QuoteMeta(p.en[at:]) + `$`)
	p.find = regexp.MustCompile(b.String())
}

// say puts the values of a made message into the Chinese one, which names them by
// number (%[2]s) or has them in their order.
func (p *pattern) say(text string, value func(string) string) (string, bool) {
	fixed, _, _ := strings.Cut(p.en, "%")
	if !strings.HasPrefix(text, fixed) {
		return "", false
	}
	p.compile()
	m := p.find.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	next := 0
	return verb.Compiled().ReplaceAllStringFunc(p.zh, func(v string) string {
		if v == "%%" {
			return "%"
		}
		if n := verb.Compiled().FindStringSubmatch(v)[1]; n != "" {
			next = int(n[0] - '1')
		}
		next++
		if next >= len(m) {
			return v
		}
		return value(m[next])
	}), true
}
