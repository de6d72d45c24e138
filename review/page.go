package review

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
)

//go:embed page static
var files embed.FS

// templates are parsed when the first page is asked for.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"query": query, "dict": dict, "word": func(code any) string { return catalog.Word(fmt.Sprint(code)) },
		"add": func(a, b int) int { return a + b }, "join": strings.Join,
		"clock": clock, "settled": func(how string) string { return decide.SettledWords[how] }, "returnTrouble": returnTrouble, "notAsShown": oneNotAsShown,
		"letters": func() any { return letterKinds },
		"base":    func(file string) string { return file[strings.LastIndexAny(file, `/\`)+1:] },
		"day":     func(at string) string { return at[:min(10, len(at))] },
	}).ParseFS(files, "page/*.html"))
})

// query builds an address from a path and pairs of names and values.
func query(path string, pairs ...any) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if value := text(pairs[i+1]); value != "" {
			q.Add(text(pairs[i]), value)
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// dict makes a map of pairs, to hand a template more than one value.
func dict(pairs ...any) map[string]any {
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		m[text(pairs[i])] = pairs[i+1]
	}
	return m
}

// static sends the script, the style sheet and the icon.
func (s *Server) static(w http.ResponseWriter, r *http.Request) {
	http.StripPrefix("/", http.FileServerFS(files)).ServeHTTP(w, r)
}

// answer is what a handler shows: a template with its data. Redirect and write take
// its place.
type answer struct {
	template string
	data     any
	redirect string
	write    func(w http.ResponseWriter) error // a file
	status   int                               // 0 is 200
}

type handler func(r *http.Request) (answer, error)

// page answers with what h shows.
func (s *Server) page(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a, err := h(r)
		if err != nil {
			a = s.failed(r, err)
		}
		switch {
		case a.redirect != "":
			http.Redirect(w, r, a.redirect, http.StatusSeeOther)
			return
		case a.write != nil:
			if err := a.write(w); err != nil {
				panic(http.ErrAbortHandler) // the browser is told that the file is not whole
			}
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if a.status != 0 {
			w.WriteHeader(a.status)
		}
		if f, ok := a.data.(frame); ok {
			f.Help = helps[a.template]
			a.data = f
		}
		out := bufio.NewWriterSize(w, 32<<10)
		if err := templates().ExecuteTemplate(out, a.template, a.data); err != nil && r.Context().Err() == nil {
			panic(err)
		}
		out.Flush()
	}
}

// change answers a request that changes something.
func (s *Server) change(h handler) http.HandlerFunc {
	return s.upload(func(r *http.Request) (answer, error) {
		if err := parseForm(r); err != nil {
			return answer{}, err
		}
		return h(r)
	})
}

// upload answers one that brings files, which h reads as they come.
func (s *Server) upload(h handler) http.HandlerFunc {
	return s.page(func(r *http.Request) (answer, error) {
		if s.opt.ReadOnly {
			return answer{}, fault{http.StatusForbidden, "只读方式打开，不能改动。"}
		}
		body := r.Body
		a, err := h(r)
		if err != nil { // a browser shows no answer before it has sent all it has
			io.Copy(io.Discard, io.LimitReader(body, 8*uploadBytes))
		}
		return a, err
	})
}

// formBytes bounds a form without files.
const formBytes = 4 << 20

func parseForm(r *http.Request) error {
	r.Body = http.MaxBytesReader(nil, r.Body, formBytes)
	if err := r.ParseForm(); err != nil {
		if over := new(http.MaxBytesError); errors.As(err, &over) {
			return formTooLarge
		}
		return fault{http.StatusBadRequest, "表单未能读入。"}
	}
	return nil
}

var formTooLarge = fault{http.StatusRequestEntityTooLarge, "所填内容超过 " + size(formBytes) + "，未作改动。请分几次填写。"}

// clock shows an ISO time to the minute.
func clock(at string) string {
	return strings.Replace(at[:min(16, len(at))], "T", " ", 1)
}
