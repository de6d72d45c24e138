package catalog

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/taizhang/taizhang"
)

// Printer says messages in a language: English as the zero value.
type Printer struct{ Chinese bool }

// Sprintf is [fmt.Sprintf] in the language. Values that are errors, codes (strings of a
// type of their own) or of this package are said in it too; other strings are shown so
// that a terminal obeys nothing in them.
func (p Printer) Sprintf(format string, args ...any) string {
	if p.Chinese {
		if zh, ok := read().messages[format]; ok {
			format = zh
		}
	}
	said := make([]any, len(args))
	for i, a := range args {
		said[i] = p.value(a)
	}
	return fmt.Sprintf(strings.ReplaceAll(format, "%q", `"%s"`), said...) // what they hold is escaped already
}

// value is an argument in the language.
func (p Printer) value(a any) any {
	switch x := a.(type) {
	case nil:
		return a
	case string:
		return taizhang.Visible(x)
	case Text:
		return taizhang.Visible(p.Text(string(x)))
	case Count:
		return p.Count(x)
	case error:
		return p.Error(x)
	}
	if v := reflect.ValueOf(a); v.Kind() == reflect.String {
		return p.Term(taizhang.Visible(v.String()))
	}
	return a
}

// Text is a message that was made already, as a value of another.
type Text string

// Term is a code, noun or heading in the language: itself where the table has none.
func (p Printer) Term(s string) string {
	if p.Chinese {
		if zh, ok := read().terms[s]; ok {
			return zh
		}
	}
	return s
}

// patternsOf guards the patterns, which are compiled as they are needed.
var patternsOf sync.Mutex

// Text says a message that was made already. What the table does not know stays as it is.
func (p Printer) Text(s string) string {
	if !p.Chinese || s == "" {
		return s
	}
	t := read()
	if zh, ok := t.messages[s]; ok {
		return zh
	}
	if zh, ok := t.terms[s]; ok {
		return zh
	}
	patternsOf.Lock()
	defer patternsOf.Unlock()
	for i := range t.patterns {
		if zh, ok := t.patterns[i].say(s, p.inner); ok {
			return zh
		}
	}
	return s
}

// inner says a value of a message that was made already, which may be one itself.
func (p Printer) inner(s string) string {
	t := read()
	if zh, ok := t.messages[s]; ok {
		return zh
	}
	if zh, ok := t.terms[s]; ok {
		return zh
	}
	for i := range t.patterns {
		if x := &t.patterns[i]; !strings.HasPrefix(x.en, "%") {
			if zh, ok := x.say(s, p.Term); ok {
				return zh
			}
		}
	}
	return s
}

// Error says an error: its place, its kind, what is wrong and what to do.
func (p Printer) Error(err error) string {
	if !p.Chinese {
		return err.Error()
	}
	var m *Message
	if errors.As(err, &m) {
		return m.Say(p)
	}
	e, ok := errors.AsType[*taizhang.Error](err)
	if !ok {
		return p.joined(err)
	}
	var b strings.Builder
	if i := strings.Index(err.Error(), e.Error()); i > 0 { // what wraps it
		b.WriteString(strings.TrimSuffix(p.Text(strings.TrimSuffix(err.Error()[:i], ": ")), "：") + "：")
	}
	for _, s := range []string{e.Path, p.Text(e.At), p.Term(string(e.Kind))} {
		if s != "" {
			b.WriteString(s + "：")
		}
	}
	b.WriteString(p.Text(e.What))
	if e.Err != nil {
		b.WriteString("（" + strings.ReplaceAll(p.Error(e.Err), "\n", "；") + "）")
	}
	if e.Remedy != "" {
		b.WriteString("；" + p.Text(e.Remedy))
	}
	return taizhang.Visible(b.String())
}

// joined says errors that were joined, or one that is no message of ours.
func (p Printer) joined(err error) string {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		var said []string
		for _, e := range all.Unwrap() {
			said = append(said, p.Error(e))
		}
		return strings.Join(said, "\n")
	}
	text := err.Error()
	if inner := errors.Unwrap(err); inner != nil { // "open x: no such file": the cause is the end of it
		if front, ok := strings.CutSuffix(text, inner.Error()); ok && front != "" {
			return strings.TrimSuffix(p.Text(strings.TrimSuffix(front, ": ")), " ") + "：" + p.Error(inner)
		}
	}
	return p.Text(text)
}

// Message is an error that is said in the language of who is told. Its words are a row of
// the table.
type Message struct {
	Format string
	Args   []any
}

// Errorf makes a [Message].
func Errorf(format string, args ...any) error { return &Message{format, args} }

func (m *Message) Error() string { return m.Say(Printer{}) }

// Say says the message.
func (m *Message) Say(p Printer) string { return p.Sprintf(m.Format, m.Args...) }

// Unwrap returns the first of the values that is an error.
func (m *Message) Unwrap() error {
	for _, a := range m.Args {
		if err, ok := a.(error); ok {
			return err
		}
	}
	return nil
}

// Count is so many of something: in English 1 row, 2 rows.
type Count struct {
	N    int
	Noun string
}

// Count says how many.
func (p Printer) Count(c Count) string {
	if p.Chinese {
		return fmt.Sprintf("%d %s", c.N, p.Term(c.Noun+"s"))
	}
	return c.String()
}

func (c Count) String() string {
	if c.N != 1 {
		return fmt.Sprintf("%d %ss", c.N, c.Noun)
	}
	return fmt.Sprintf("%d %s", c.N, c.Noun)
}
