// Package lazy has what is made when it is first used in earnest.
package lazy

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
)

// Pattern is a regular expression that is compiled when it is first used in earnest: a command
// pays for those it needs and no others, and a text without the words that whatever it finds
// has costs a search for them. Its methods are those of [regexp.Regexp].
type Pattern struct {
	expr  string
	read  sync.Once
	once  sync.Once
	needs [][]string
	re    *regexp.Regexp
}

// NewPattern keeps an expression in RE2's syntax; one that is wrong panics at its first
// use, and a test compiles all of them.
func NewPattern(expr string) *Pattern { return &Pattern{expr: expr} }

// Compiled is the expression itself.
func (p *Pattern) Compiled() *regexp.Regexp {
	p.once.Do(func() { p.re = regexp.MustCompile(p.expr) })
	return p.re
}

// mostNeeds is how many words stand for one of which a text needs any: to look for more takes as long as the expression.
const mostNeeds = 4

// needs returns lists of words: of each stands one, in their order, in whatever an expression finds.
func needs(re *syntax.Regexp) (out [][]string) {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			out = [][]string{{string(re.Rune)}}
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			out = append(out, needs(sub)...)
		}
	case syntax.OpCapture, syntax.OpPlus:
		out = needs(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			out = needs(re.Sub[0])
		}
	case syntax.OpAlternate:
		var any []string
		for _, sub := range re.Sub {
			n := needs(sub)
			if len(n) == 0 || len(any)+len(n[0]) > mostNeeds {
				return nil
			}
			any = append(any, n[0]...)
		}
		out = [][]string{any}
	}
	return out
}

// may reports whether s has what the expression needs.
func (p *Pattern) may(s string) bool {
	p.read.Do(func() {
		re, err := syntax.Parse(p.expr, syntax.Perl)
		if err != nil {
			panic(err)
		}
		p.needs = needs(re)
	})
	for _, any := range p.needs {
		end := len(s) + 1
		for _, word := range any {
			if k := strings.Index(s, word); k >= 0 {
				end = min(end, k+len(word))
			}
		}
		if end > len(s) {
			return false
		}
		s = s[end:]
	}
	return true
}

func (p *Pattern) Match(b []byte) bool            { return p.Compiled().Match(b) }
func (p *Pattern) FindSubmatch(b []byte) [][]byte { return p.Compiled().FindSubmatch(b) }
func (p *Pattern) MatchString(s string) bool      { return p.may(s) && p.Compiled().MatchString(s) }

func (p *Pattern) FindString(s string) string {
	if !p.may(s) {
		return ""
	}
	return p.Compiled().FindString(s)
}

func (p *Pattern) FindStringIndex(s string) []int {
	if !p.may(s) {
		return nil
	}
	return p.Compiled().FindStringIndex(s)
}

func (p *Pattern) FindStringSubmatch(s string) []string {
	if !p.may(s) {
		return nil
	}
	return p.Compiled().FindStringSubmatch(s)
}

func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if !p.may(s) {
		return nil
	}
	return p.Compiled().FindStringSubmatchIndex(s)
}

func (p *Pattern) FindAllString(s string, n int) []string {
	if !p.may(s) {
		return nil
	}
	return p.Compiled().FindAllString(s, n)
}

func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	if !p.may(s) {
		return nil
	}
	return p.Compiled().FindAllStringIndex(s, n)
}

func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	if !p.may(s) {
		return nil
	}
	return p.Compiled().FindAllStringSubmatch(s, n)
}

func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if !p.may(s) {
		return nil
	}
	return p.Compiled().FindAllStringSubmatchIndex(s, n)
}

func (p *Pattern) ReplaceAllString(s, with string) string {
	if !p.may(s) {
		return s
	}
	return p.Compiled().ReplaceAllString(s, with)
}

func (p *Pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	if !p.may(s) {
		return s
	}
	return p.Compiled().ReplaceAllStringFunc(s, with)
}
