package reader

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestFetch(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/通知.html", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<p>一、通知</p>") })
	mux.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/通知.html", http.StatusFound) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	mux.HandleFunc("/big", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 3<<20)) })
	mux.HandleFunc("/zip", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(packZip(t, entryOf{name: "a.txt", data: "甲"}))
	})
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/cut", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, "x")
	})
	s := httptest.NewServer(mux)
	defer s.Close()
	for path, want := range map[string]string{
		"/a":    s.URL + "/通知.html=<p>一、通知</p>",
		"/zip":  s.URL + "/zip!/a.txt=甲",
		"/none": s.URL + "/none!io",
		"/loop": s.URL + "/loop!io",
		"/file": s.URL + "/file!io",
		"/big":  s.URL + "/big!too-large",
		"/slow": s.URL + "/slow!timeout",
		"/cut":  s.URL + "/cut!io",
	} {
		address := s.URL + path
		if path == "/a" {
			address = strings.Replace(address, "http://", "http://user:secret@", 1)
		}
		var got []string
		limits := Limits{FileBytes: 2 << 20, Time: time.Hour}
		if path == "/slow" { // it never answers
			limits.Time = 100 * time.Millisecond
		}
		for it := range Expand(t.Context(), address, nil, Options{Limits: limits}) {
			got = append(got, itemLine(t, it))
		}
		wantItems(t, got, want)
	}
}
