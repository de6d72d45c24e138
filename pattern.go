package taizhang

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled when it is first used: a command
// pays for those it needs and no others. Its methods are those of [regexp.Regexp].
type Pattern struct {
	expr string
	once sync.Once
	re   *regexp.Regexp
}

// NewPattern keeps an expression in RE2's syntax; one that is wrong panics at its first
// use, and a test compiles all of them.
func NewPattern(expr string) *Pattern { return &Pattern{expr: expr} }

// Compiled is the expression itself.
func (p *Pattern) Compiled() *regexp.Regexp {
	p.once.Do(func() { p.re = regexp.MustCompile(p.expr) })
	return p.re
}

func (p *Pattern) Match(b []byte) bool            { return p.Compiled().Match(b) }
func (p *Pattern) MatchString(s string) bool      { return p.Compiled().MatchString(s) }
func (p *Pattern) FindString(s string) string     { return p.Compiled().FindString(s) }
func (p *Pattern) FindSubmatch(b []byte) [][]byte { return p.Compiled().FindSubmatch(b) }
func (p *Pattern) FindStringIndex(s string) []int { return p.Compiled().FindStringIndex(s) }
func (p *Pattern) FindStringSubmatch(s string) []string {
	return p.Compiled().FindStringSubmatch(s)
}
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.Compiled().FindStringSubmatchIndex(s)
}
func (p *Pattern) FindAllString(s string, n int) []string { return p.Compiled().FindAllString(s, n) }
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.Compiled().FindAllStringIndex(s, n)
}
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.Compiled().FindAllStringSubmatch(s, n)
}
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.Compiled().FindAllStringSubmatchIndex(s, n)
}
func (p *Pattern) ReplaceAllString(s, with string) string {
	return p.Compiled().ReplaceAllString(s, with)
}
func (p *Pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	return p.Compiled().ReplaceAllStringFunc(s, with)
}
